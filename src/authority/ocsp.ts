// The OCSP responder (RFC 6960) as bytes to bytes: what state a certificate of ours is in, signed.

import { createHash, sign } from "node:crypto";
import * as der from "../npki/der.ts";
import type { SerialNumber } from "./authority.ts";
import { type CaNames, caNames } from "./ca-certificate.ts";
import type { CaRecord, Certificates } from "./certificates.ts";
import { reasonDer } from "./crl.ts";
import type { DelegatedResponder } from "./ocsp-delegate.ts";
import { type CertificateId, readOcspRequest } from "./ocsp-request.ts";
import type { CaFolder } from "./product.ts";
import { signatureAlgorithm } from "./profile.ts";
import { issuingFolders } from "./profiles.ts";

/** OCSPResponseStatus (§4.2.1) other than successful. */
type Refusal = "malformedRequest" | "internalError" | "unauthorized";

export type OcspAnswer = {
  /** What the line for whoever watches says. */
  readonly type: "answered" | Refusal;
  readonly bytes: Buffer;
};

export type OcspMeans = {
  readonly records: readonly CaRecord[];
  readonly certificates: Pick<Certificates, "row" | "revocation">;
};

type Issuer = { readonly folder: CaFolder; readonly names: CaNames };

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
export function ocspResponder(means: OcspMeans): {
  answer(request: Buffer, delegate: DelegatedResponder, now: Date): OcspAnswer;
} {
  const issuers = means.records
    .filter(({ name }) => issuingFolders.some((folder) => folder === name))
    .map(({ name, certificate }): Issuer => ({ folder: name as CaFolder, names: caNames(certificate) }));
  return {
    answer(request, delegate, now) {
      const read = readOcspRequest(request);
      if (read.type === "malformed") return refusal("malformedRequest");
      const { ids, nonce } = read.request;
      const issuer = issuers.find((each) => ids.some((id) => isIssuer(each, id)));
      if (!issuer) return refusal("unauthorized");
      const singles = ids.map((id) => {
        const status = isIssuer(issuer, id) ? statusOf(means, issuer.folder, id) : unknown();
        // No nextUpdate: the state is read as it is answered, and a newer one can be had at any time (§2.4).
        return der.sequence(id.whole, status, generalizedTime(now));
      });
      return { type: "answered", bytes: signed(delegate, issuer.folder, responseData(delegate, singles, nonce, now)) };
    },
  };
}

function isIssuer({ names }: Issuer, { hash, issuerName, issuerKey }: CertificateId): boolean {
  if (hash === null) return false;
  const digest = (bytes: Buffer): Buffer => createHash(hash).update(bytes).digest();
  return digest(names.subject).equals(issuerName) && digest(names.keyBits).equals(issuerKey);
}

function unknown(): Buffer {
  return der.element(tag.unknown);
}

/**
 * `good` from the signature on, also before the stick is proven and after its end: it says that nobody revoked it. What was
 * never signed is unknown. A hold is a revocation with the reason certificateHold.
 */
function statusOf({ certificates }: OcspMeans, folder: CaFolder, id: CertificateId): Buffer {
  const serial = serialOf(id.serial);
  const row = serial ? certificates.row(serial, folder) : null;
  switch (row?.state) {
    case "signed":
    case "written":
    case "valid":
      return der.element(tag.good);
    case "suspended":
    case "revoked": {
      const { suspendedAt, revokedAt, reason } = certificates.revocation(row.serial, folder) ?? {};
      const code = reasonDer(row.state === "suspended" ? "certificateHold" : (reason ?? "unspecified"));
      const since = generalizedTime(suspendedAt ?? revokedAt ?? row.notBefore);
      return der.element(tag.revoked, since, ...(code ? [der.element(der.tags.context0, code)] : []));
    }
    case "prepared":
    case "signing":
    case "abandoned":
    case undefined:
      return unknown();
  }
}

/** Ours have four bytes; anything else is nobody's. */
function serialOf(content: Buffer): SerialNumber | null {
  return content.length === 4 && (content[0] ?? 0) < 0x80 ? (content.toString("hex") as SerialNumber) : null;
}

/** Whole seconds, always four digits of the year (§4.2.2.1, RFC 5280 §4.1.2.5.2). */
function generalizedTime(at: Date): Buffer {
  const digits = at.toISOString().slice(0, 19).replace(/[-:T]/g, "");
  return der.element(der.tags.generalizedTime, Buffer.from(`${digits}Z`, "ascii"));
}

/** ResponseData, the responder named by its key: its name would be longer, and two could have it. */
function responseData(
  { keyHash }: DelegatedResponder,
  singles: readonly Buffer[],
  nonce: Buffer | null,
  now: Date,
): Buffer {
  return der.sequence(
    der.element(tag.keyHash, der.element(der.tags.octetString, keyHash)),
    generalizedTime(now),
    der.sequence(...singles),
    ...(nonce ? [der.element(tag.context1, der.sequence(nonce))] : []),
  );
}

function signed({ key, certificates }: DelegatedResponder, folder: CaFolder, data: Buffer): Buffer {
  const certificate = certificates.get(folder);
  if (!certificate) throw new RangeError(`the responder was not named by ${folder}`);
  const signature = der.element(der.tags.bitString, Buffer.from([0]), sign("sha256", data, key));
  const named = der.element(der.tags.context0, der.sequence(certificate));
  const basic = der.sequence(data, signatureAlgorithm(), signature, named);
  const response = der.sequence(der.oid("1.3.6.1.5.5.7.48.1.1"), der.element(der.tags.octetString, basic));
  return der.sequence(der.element(enumerated, Buffer.from([0])), der.element(der.tags.context0, response));
}
