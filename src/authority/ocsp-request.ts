// A question after certificates' states, read from bytes that anybody may have sent (RFC 6960 §4.1). Pure.

import * as der from "../npki/der.ts";

/** Which certificate is meant: by its issuer's name and key, hashed, and its serial. */
export type CertificateId = {
  /** The CertID as it came, DER: an answer carries the same bytes. */
  readonly whole: Buffer;
  readonly hash: "sha1" | "sha256" | "sha384" | "sha512" | null;
  readonly issuerName: Buffer;
  readonly issuerKey: Buffer;
  /** Content octets of the INTEGER. */
  readonly serial: Buffer;
};

export type OcspRequest = {
  readonly ids: readonly CertificateId[];
  /** The nonce extension as it came, DER. */
  readonly nonce: Buffer | null;
};

export type OcspRequestRead =
  | { readonly type: "request"; readonly request: OcspRequest }
  | { readonly type: "malformed"; readonly why: string };

/** A browser asks for one certificate in less than 200 bytes. */
export const mostRequestBytes = 8 * 1024;
const mostIds = 32;
/** RFC 9654 §2.1. */
const mostNonceBytes = 128;

export const oidNonce = "1.3.6.1.5.5.7.48.1.2";

const context2 = 0xa2;
const [context0, context1] = [der.tags.context0, 0xa1];

const hashes: ReadonlyMap<string, CertificateId["hash"]> = new Map([
  ["1.3.14.3.2.26", "sha1"],
  ["2.16.840.1.101.3.4.2.1", "sha256"],
  ["2.16.840.1.101.3.4.2.2", "sha384"],
  ["2.16.840.1.101.3.4.2.3", "sha512"],
]);

function malformed(why: string): OcspRequestRead {
  return { type: "malformed", why };
}

/** The signature of a signed request is not looked at (§4.1.2 leaves it to the responder): everybody is answered alike. */
export function readOcspRequest(bytes: Buffer): OcspRequestRead {
  if (bytes.length > mostRequestBytes) return malformed("too long");
  const outer = der.readExactly(bytes);
  const [toBeSigned, signature, ...others] = outer ?? [];
  if (toBeSigned?.tag !== der.tags.sequence || others.length > 0) return malformed("no OCSPRequest");
  if (signature && signature.tag !== context0) return malformed("something behind the request");
  const fields = [...(der.readAll(toBeSigned.content) ?? [])];
  const version = fields[0]?.tag === context0 ? fields.shift() : undefined;
  if (version && der.smallIntegerOf(onlyChild(version)) !== 0) return malformed("another version than 1");
  if (fields[0]?.tag === context1) fields.shift();
  const [list, extensions, ...more] = fields;
  if (list?.tag !== der.tags.sequence || more.length > 0) return malformed("no list of requests");
  if (extensions && extensions.tag !== context2) return malformed("something behind the list");
  const requests = der.readAll(list.content) ?? [];
  if (requests.length === 0 || requests.length > mostIds) return malformed(`not 1 to ${mostIds} certificates`);
  const ids = requests.map(idOf);
  if (!ids.every((id) => id !== null)) return malformed("no CertID");
  const read = extensions ? readExtensions(extensions) : { nonce: null };
  return read === null ? malformed("extensions") : { type: "request", request: { ids, nonce: read.nonce } };
}

function onlyChild(element: der.Element): der.Element | undefined {
  const [child, ...others] = der.partsOf(element);
  return others.length === 0 ? child : undefined;
}

function idOf(request: der.Element): CertificateId | null {
  const [id, extensions, ...others] = request.tag === der.tags.sequence ? der.partsOf(request) : [];
  if (id?.tag !== der.tags.sequence || others.length > 0) return null;
  // A demand that is critical and about one certificate: none is known here (§4.4).
  if (extensions && (extensions.tag !== context0 || readExtensions(extensions) === null)) return null;
  const [algorithm, issuerName, issuerKey, serial, ...more] = der.partsOf(id);
  const oid = der.oidOf(algorithm?.tag === der.tags.sequence ? der.partsOf(algorithm)[0] : undefined);
  if (!oid || !issuerName || !issuerKey || !serial || more.length > 0) return null;
  if (issuerName.tag !== der.tags.octetString || issuerKey.tag !== der.tags.octetString) return null;
  if (serial.tag !== der.tags.integer || serial.content.length === 0) return null;
  return {
    whole: id.whole,
    hash: hashes.get(oid) ?? null,
    issuerName: issuerName.content,
    issuerKey: issuerKey.content,
    serial: serial.content,
  };
}

type Extensions = { readonly nonce: Buffer | null };

/** Null where they are malformed, or one is critical and not known here: it may change the question (§4.4). */
function readExtensions(wrapped: der.Element): Extensions | null {
  const list = onlyChild(wrapped);
  const all = list?.tag === der.tags.sequence ? der.readAll(list.content) : null;
  if (!all || all.length === 0) return null;
  let nonce: Buffer | null = null;
  for (const each of all) {
    const [id, ...rest] = each.tag === der.tags.sequence ? der.partsOf(each) : [];
    const critical = rest[0]?.tag === der.tags.boolean ? rest.shift() : undefined;
    const [value, ...more] = rest;
    const oid = der.oidOf(id);
    if (oid === null || value?.tag !== der.tags.octetString || more.length > 0) return null;
    if (oid === oidNonce) {
      if (nonce !== null || !isNonce(value.content)) return null;
      nonce = each.whole;
    } else if (critical && critical.content[0] !== 0) return null;
  }
  return { nonce };
}

/** An OCTET STRING of 1 to 128 bytes. */
function isNonce(value: Buffer): boolean {
  const inside = der.readElement(value);
  if (inside?.tag !== der.tags.octetString || inside.end !== value.length) return false;
  return inside.content.length > 0 && inside.content.length <= mostNonceBytes;
}
