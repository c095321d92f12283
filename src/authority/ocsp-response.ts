// A CA's answer about the state of its certificates (RFC 6960 §4.2), bytes to bytes: whoever signs it, and whatever it knows.

import { createHash, type KeyObject, sign } from "node:crypto";
import * as der from "../npki/der.ts";
import type { CaNames } from "./ca-certificate.ts";
import type { ListedSerial } from "./certificates.ts";
import { reasonDer } from "./crl.ts";
import { type CertificateId, readOcspRequest } from "./ocsp-request.ts";
import { signatureAlgorithm } from "./profile.ts";

/** OCSPResponseStatus (§4.2.1) other than successful. */
type Refusal = "malformedRequest" | "internalError" | "unauthorized";

export type OcspAnswer = {
  /** What the line for whoever watches says. */
  readonly type: "answered" | Refusal;
  readonly bytes: Buffer;
};

export type ToldState =
  | { readonly type: "good" | "unknown" }
  /** A hold is a revocation with the reason certificateHold. */
  | ({ readonly type: "revoked" } & Pick<ListedSerial, "since" | "reason">);

/** One CA: its name and key, what it knows of a serial number (content octets), and who signs for it. */
export type Answering = {
  readonly names: CaNames;
  state(serial: Buffer): ToldState;
  readonly signer: {
    readonly key: KeyObject;
    /** SHA-1 over the public key's bits: the responder id by key (§4.2.1). */
    readonly keyHash: Buffer;
    /** By the CA for whoever it named to answer; null where it answers itself. */
    readonly certificate: Buffer | null;
  };
};

const refusalCodes: Readonly<Record<Refusal, number>> = { malformedRequest: 1, internalError: 2, unauthorized: 6 };

const enumerated = 0x0a;
const tag = { good: 0x80, revoked: 0xa1, unknown: 0x82, keyHash: 0xa2, context1: 0xa1 } as const;

export function refusal(type: Refusal): OcspAnswer {
  return { type, bytes: der.sequence(der.element(enumerated, Buffer.from([refusalCodes[type]]))) };
}

/**
 * Answers any bytes, and never throws because of them. A request about no issuer of ours is `unauthorized`: nobody here
 * could sign for it (§2.3). In one about several issuers those of another than the first known one are `unknown`: a
 * delegate's word counts for the CA that named it alone (§4.2.2.2).
 */
export function answerOcsp(request: Buffer, answering: readonly Answering[], now: Date): OcspAnswer {
  const read = readOcspRequest(request);
  if (read.type === "malformed") return refusal("malformedRequest");
  const { ids, nonce } = read.request;
  const issuer = answering.find((each) => ids.some((id) => isIssuer(each, id)));
  if (!issuer) return refusal("unauthorized");
  const singles = ids.map((id) => {
    const state = isIssuer(issuer, id) ? issuer.state(id.serial) : ({ type: "unknown" } as const);
    // No nextUpdate: the state is read as it is answered, and a newer one can be had at any time (§2.4).
    return der.sequence(id.whole, stateDer(state), generalizedTime(now));
  });
  return { type: "answered", bytes: signed(issuer, responseData(issuer, singles, nonce, now)) };
}

function isIssuer({ names }: Answering, { hash, issuerName, issuerKey }: CertificateId): boolean {
  if (hash === null) return false;
  const digest = (bytes: Buffer): Buffer => createHash(hash).update(bytes).digest();
  return digest(names.subject).equals(issuerName) && digest(names.keyBits).equals(issuerKey);
}

function stateDer(state: ToldState): Buffer {
  switch (state.type) {
    case "good":
    case "unknown":
      return der.element(tag[state.type]);
    case "revoked": {
      const code = reasonDer(state.reason);
      const why = code ? [der.element(der.tags.context0, code)] : [];
      return der.element(tag.revoked, generalizedTime(state.since), ...why);
    }
  }
}

/** Whole seconds, always four digits of the year (§4.2.2.1, RFC 5280 §4.1.2.5.2). */
function generalizedTime(at: Date): Buffer {
  const digits = at.toISOString().slice(0, 19).replace(/[-:T]/g, "");
  return der.element(der.tags.generalizedTime, Buffer.from(`${digits}Z`, "ascii"));
}

/** ResponseData, the responder named by its key: its name would be longer, and two could have it. */
function responseData({ signer }: Answering, singles: readonly Buffer[], nonce: Buffer | null, now: Date): Buffer {
  return der.sequence(
    der.element(tag.keyHash, der.element(der.tags.octetString, signer.keyHash)),
    generalizedTime(now),
    der.sequence(...singles),
    ...(nonce ? [der.element(tag.context1, der.sequence(nonce))] : []),
  );
}

function signed({ signer: { key, certificate } }: Answering, data: Buffer): Buffer {
  const signature = der.element(der.tags.bitString, Buffer.from([0]), sign("sha256", data, key));
  const named = certificate ? [der.element(der.tags.context0, der.sequence(certificate))] : [];
  const basic = der.sequence(data, signatureAlgorithm(), signature, ...named);
  const response = der.sequence(der.oid("1.3.6.1.5.5.7.48.1.1"), der.element(der.tags.octetString, basic));
  return der.sequence(der.element(enumerated, Buffer.from([0])), der.element(der.tags.context0, response));
}
