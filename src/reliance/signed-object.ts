// What a CA signs has one frame: the bytes, how they are signed, and the signature. Read here and verified.

import { type KeyObject, verify } from "node:crypto";
import * as der from "../npki/der.ts";

export type SignedObject = {
  /** The SEQUENCE that is signed. */
  readonly toBeSigned: der.Element;
  /** Identifier of the signature algorithm, `""` where there is none. */
  readonly algorithm: string;
  /** Without the count of unused bits. */
  readonly signature: Buffer;
};

/** PKCS #1 v1.5 alone: joint certificates know nothing else. SHA-1 signed the CAs' lists for a long time. */
const digests: ReadonlyMap<string, string> = new Map([
  ["1.2.840.113549.1.1.5", "sha1"],
  ["1.2.840.113549.1.1.11", "sha256"],
  ["1.2.840.113549.1.1.12", "sha384"],
  ["1.2.840.113549.1.1.13", "sha512"],
]);

/** Certificate, CertificateList and BasicOCSPResponse begin so; null for other bytes. */
export function signedObjectOf(parts: readonly der.Element[]): SignedObject | null {
  const [toBeSigned, identifier, bits] = parts;
  if (toBeSigned?.tag !== der.tags.sequence || identifier?.tag !== der.tags.sequence) return null;
  if (bits?.tag !== der.tags.bitString || bits.content[0] !== 0) return null;
  const algorithm = der.oidOf(der.partsOf(identifier)[0]) ?? "";
  return { toBeSigned, algorithm, signature: bits.content.subarray(1) };
}

/** False also for an algorithm that is not known, and for a key of another kind. */
export function isSignedBy({ toBeSigned, algorithm, signature }: SignedObject, key: KeyObject): boolean {
  const digest = digests.get(algorithm);
  if (digest === undefined || key.asymmetricKeyType !== "rsa") return false;
  try {
    return verify(digest, toBeSigned.whole, key, signature);
  } catch {
    // OpenSSL refuses what is no signature by throwing.
    return false;
  }
}
