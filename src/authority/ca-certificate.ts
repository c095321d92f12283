// What lists and status answers take from a CA's certificate: its name, its key, and how it is known. Pure.

import * as der from "../npki/der.ts";
import { issuerIdentity } from "./certificate-authorities.ts";
import type { IssuerIdentity } from "./profile.ts";

export type CaNames = {
  /** DER Name, byte for byte as in the certificate. */
  readonly subject: Buffer;
  /** What is inside the BIT STRING of its SubjectPublicKeyInfo, without the count of unused bits. */
  readonly keyBits: Buffer;
  readonly identity: IssuerIdentity;
};

/** The certificate is one of ours. */
export function caNames(certificate: Buffer): CaNames {
  const [toBeSigned] = der.readChildren(certificate) ?? [];
  const [, , , , , subject, publicKey] = der.partsOf(toBeSigned);
  if (!subject || !publicKey) throw new Error("the CA's certificate is malformed");
  return { subject: subject.whole, keyBits: keyBitsOf(publicKey.whole), identity: issuerIdentity(certificate) };
}

/** Of a DER SubjectPublicKeyInfo. */
export function keyBitsOf(publicKey: Buffer): Buffer {
  const [, bits] = der.readChildren(publicKey) ?? [];
  return bits?.content.subarray(1) ?? Buffer.alloc(0);
}
