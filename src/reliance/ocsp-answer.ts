// Asking another CA's OCSP responder: the question with its nonce, and what of the answer counts (RFC 6960 §3.2). Pure.

import { oidNonce } from "../authority/ocsp-request.ts";
import { readTime } from "../npki/certificate-fields.ts";
import * as der from "../npki/der.ts";
import { extendedUsages, hashed, mayUse, type PathCertificate, readPathCertificate } from "./path-certificate.ts";
import { isSignedBy, type SignedObject, signedObjectOf } from "./signed-object.ts";

const sha1 = "1.3.14.3.2.26";
const basicResponse = "1.3.6.1.5.5.7.48.1.1";
const ocspSigning = "1.3.6.1.5.5.7.3.9";
const tag = { byName: 0xa1, byKey: 0xa2, good: 0x80, revoked: 0xa1, unknown: 0x82, extensions: 0xa1, context2: 0xa2 };

/** What was asked, to be compared with what is answered. */
export type OcspQuestion = { readonly bytes: Buffer; readonly id: Buffer; readonly nonce: Buffer };

/** By SHA-1: it names the issuer, secures nothing, and is what every responder knows. `random`: 16 to 32 bytes. */
export function ocspQuestion(certificate: PathCertificate, issuer: PathCertificate, random: Uint8Array): OcspQuestion {
  const octets = (bytes: Uint8Array) => der.element(der.tags.octetString, bytes);
  const id = der.sequence(
    der.sequence(der.oid(sha1), der.nothing()),
    octets(hashed("sha1", issuer.subject)),
    octets(hashed("sha1", issuer.keyBits)),
    der.element(der.tags.integer, certificate.serial),
  );
  const nonce = octets(random);
  const extension = der.sequence(der.oid(oidNonce), octets(nonce));
  const wrapped = der.element(tag.context2, der.sequence(extension));
  return { bytes: der.sequence(der.sequence(der.sequence(der.sequence(id)), wrapped)), id, nonce };
}

export type OcspDistrust =
  | "answer-malformed"
  /** tryLater, unauthorized and the like. */
  | "answer-refused"
  | "answer-signature"
  | "answer-delegate"
  | "answer-nonce"
  /** It is about another certificate. */
  | "answer-other"
  | "answer-stale";

export type OcspVerdict =
  | { readonly type: "good" }
  | { readonly type: "revoked"; readonly since: Date; readonly onHold: boolean }
  | { readonly type: "unknown" }
  | { readonly type: "untrusted"; readonly why: OcspDistrust };

const untrusted = (why: OcspDistrust): OcspVerdict => ({ type: "untrusted", why });

const slackMilliseconds = 5 * 60_000;

/** Any bytes give a verdict. The nonce must come back: an old answer that says "good" is what a thief would replay. */
export function judgeOcspAnswer(
  bytes: Buffer,
  { id, nonce }: OcspQuestion,
  issuer: PathCertificate,
  now: Date,
): OcspVerdict {
  const [status, wrapped] = der.readExactly(bytes) ?? [];
  if (status?.tag !== 0x0a || status.content.length !== 1) return untrusted("answer-malformed");
  if (status.content[0] !== 0) return untrusted("answer-refused");
  const [type, octets] = der.partsOf(der.partsOf(wrapped)[0]);
  const basic = der.oidOf(type) === basicResponse && octets ? der.readExactly(octets.content) : null;
  const signed = basic && signedObjectOf(basic);
  if (!basic || !signed) return untrusted("answer-malformed");
  const data = responseData(signed.toBeSigned);
  if (data === null) return untrusted("answer-malformed");
  const why = signerRefusal(signed, basic[3], data.responder, issuer, now);
  if (why !== null) return untrusted(why);
  if (data.nonce?.equals(nonce) !== true) return untrusted("answer-nonce");
  const single = data.singles.map(der.partsOf).find(([about]) => about?.whole.equals(id));
  if (single === undefined) return untrusted("answer-other");
  return verdictOf(single, now);
}

type ResponseData = {
  readonly responder: der.Element;
  readonly singles: readonly der.Element[];
  /** What is inside the extension's OCTET STRING. */
  readonly nonce: Buffer | null;
};

function responseData(toBeSigned: der.Element): ResponseData | null {
  const fields = [...der.partsOf(toBeSigned)];
  if (fields[0]?.tag === der.tags.context0) fields.shift();
  const [responder, produced, list, wrapped] = fields;
  if (!responder || readTime(produced) === null || list?.tag !== der.tags.sequence) return null;
  const [extensions] = wrapped?.tag === tag.extensions ? der.partsOf(wrapped) : [];
  const nonce = der
    .partsOf(extensions)
    .map(der.partsOf)
    .find(([id]) => der.oidOf(id) === oidNonce);
  return { responder, singles: der.partsOf(list), nonce: nonce?.at(-1)?.content ?? null };
}

/** The CA itself, or whoever it named for this (§4.2.2.2). */
function signerRefusal(
  signed: SignedObject,
  wrapped: der.Element | undefined,
  responder: der.Element,
  issuer: PathCertificate,
  now: Date,
): OcspDistrust | null {
  if (isResponder(issuer, responder) && isSignedBy(signed, issuer.publicKey)) return null;
  const [list] = der.partsOf(wrapped);
  for (const { whole } of der.partsOf(list)) {
    const reading = readPathCertificate(whole);
    if (reading.type === "malformed" || !isResponder(reading.certificate, responder)) continue;
    if (!isDelegate(reading.certificate, issuer, now)) return "answer-delegate";
    return isSignedBy(signed, reading.certificate.publicKey) ? null : "answer-signature";
  }
  return "answer-signature";
}

function isResponder({ subject, keyBits }: PathCertificate, responder: der.Element): boolean {
  const [inside] = der.partsOf(responder);
  if (responder.tag === tag.byName) return inside?.whole.equals(subject) === true;
  return responder.tag === tag.byKey && inside?.content.equals(hashed("sha1", keyBits)) === true;
}

function isDelegate(delegate: PathCertificate, issuer: PathCertificate, now: Date): boolean {
  return (
    delegate.issuer.equals(issuer.subject) &&
    isSignedBy(delegate.signed, issuer.publicKey) &&
    delegate.notBefore.getTime() <= now.getTime() + slackMilliseconds &&
    delegate.notAfter >= now &&
    mayUse(delegate, "digitalSignature") &&
    extendedUsages(delegate).includes(ocspSigning)
  );
}

/** CRLReason certificateHold. */
const hold = 6;

function verdictOf(single: readonly der.Element[], now: Date): OcspVerdict {
  const [, status, thisUpdate, next] = single;
  const from = readTime(thisUpdate);
  const to = next?.tag === der.tags.context0 ? readTime(der.partsOf(next)[0]) : null;
  if (from === null || !status) return untrusted("answer-malformed");
  if (from.getTime() > now.getTime() + slackMilliseconds) return untrusted("answer-stale");
  if (to !== null && to.getTime() + slackMilliseconds < now.getTime()) return untrusted("answer-stale");
  if (status.tag === tag.good) return { type: "good" };
  if (status.tag === tag.unknown) return { type: "unknown" };
  if (status.tag !== tag.revoked) return untrusted("answer-malformed");
  const [since, wrapped] = der.partsOf(status);
  const reason = der.partsOf(wrapped)[0]?.content[0];
  return { type: "revoked", since: readTime(since) ?? new Date(0), onHold: reason === hold };
}
