// PrivateKeyInfo (RFC 5208) of a joint certificate: the RSA key, and R as its one attribute.

import { createPrivateKey } from "node:crypto";
import { Secret } from "../secret.ts";
import * as der from "./der.ts";

const rsaEncryption = "1.2.840.113549.1.1.1";
/** The attribute that holds R (KISA, KCAC.TS.SIVID). */
export const oidR = "1.2.410.200004.10.1.1.3";
const rBytes = 20;
const fewestBits = 1024;
const mostBits = 4096;

/** A private key that is open: PKCS#8 without attributes, and R (20 bytes) or null where a key has none. */
export type PrivateKeyInfo = { readonly privateKey: Secret; readonly r: Secret | null };

export type PrivateKeyInfoReading =
  | { readonly type: "key"; readonly key: PrivateKeyInfo }
  /** No PrivateKeyInfo at all: what a wrong password leaves when its padding happens to be right. */
  | { readonly type: "not-a-key" }
  | { readonly type: "damaged"; readonly why: string }
  | { readonly type: "unsupported"; readonly oid: string };

/** DER with R as an attribute; the caller wipes it. */
export function encodePrivateKeyInfo({ privateKey, r }: PrivateKeyInfo): Buffer {
  const attributes = r === null ? Buffer.alloc(0) : r.use(attributesWith);
  const encoded = privateKey.use((bytes) => {
    const pkcs8 = Buffer.from(bytes);
    const parts = der.readExactly(pkcs8);
    if (parts === null || parts.length < 3) throw new Error("a private key that is no PKCS#8");
    const joined = der.sequence(...parts.slice(0, 3).map(({ whole }) => whole), attributes);
    pkcs8.fill(0);
    return joined;
  });
  attributes.fill(0);
  return encoded;
}

function attributesWith(r: Uint8Array): Buffer {
  const value = der.element(der.tags.bitString, Buffer.of(0), r);
  const values = der.element(der.tags.set, value);
  const attribute = der.sequence(der.oid(oidR), values);
  const attributes = der.element(der.tags.context0, attribute);
  for (const part of [value, values, attribute]) part.fill(0);
  return attributes;
}

/** Reads what a key file holds when decrypted; `plain` stays the caller's to wipe. */
export function readPrivateKeyInfo(plain: Buffer): PrivateKeyInfoReading {
  const [version, algorithm, key, attributes, ...more] = der.readExactly(plain) ?? [];
  const algorithmOid = der.oidOf(der.partsOf(algorithm)[0]);
  if (der.smallIntegerOf(version) !== 0 || algorithmOid === null || more.length > 0) return { type: "not-a-key" };
  if (key?.tag !== der.tags.octetString) return { type: "not-a-key" };
  if (algorithmOid !== rsaEncryption) return { type: "unsupported", oid: algorithmOid };
  const why = rsaTrouble(key.content);
  if (why !== null) return { type: "damaged", why };
  const r = readR(attributes);
  if (r === "damaged") return { type: "damaged", why: "R is not a bit string of 20 bytes" };
  const privateKey = withoutAttributes(key.content);
  if (privateKey !== null) return { type: "key", key: { privateKey, r } };
  r?.wipe();
  return { type: "damaged", why: "numbers that make no RSA key" };
}

/** Null when OpenSSL refuses the numbers. */
function withoutAttributes(rsaPrivateKey: Buffer): Secret | null {
  const algorithm = der.sequence(der.oid(rsaEncryption), der.nothing());
  const key = der.element(der.tags.octetString, rsaPrivateKey);
  const pkcs8 = der.sequence(der.smallInteger(0), algorithm, key);
  key.fill(0);
  try {
    createPrivateKey({ key: pkcs8, format: "der", type: "pkcs8" });
    return Secret.from(pkcs8);
  } catch {
    return null;
  } finally {
    pkcs8.fill(0);
  }
}

function readR(attributes: der.Element | undefined): Secret | null | "damaged" {
  if (attributes === undefined) return null;
  if (attributes.tag !== der.tags.context0 || der.readAll(attributes.content) === null) return "damaged";
  const attribute = der
    .partsOf(attributes)
    .map(der.partsOf)
    .find(([type]) => der.oidOf(type) === oidR);
  if (attribute === undefined) return null;
  const [bits, ...more] = der.partsOf(attribute[1]);
  const right = bits?.tag === der.tags.bitString && bits.content[0] === 0 && bits.content.length === rBytes + 1;
  return right && more.length === 0 ? Secret.from(Buffer.from(bits.content.subarray(1))) : "damaged";
}

/** RSAPrivateKey (RFC 8017 appendix A.1.2): nine numbers, of sizes that no signature takes seconds for. */
function rsaTrouble(bytes: Buffer): string | null {
  const numbers = der.readExactly(bytes) ?? [];
  if (numbers.length !== 9 || numbers.some(({ tag }) => tag !== der.tags.integer)) return "no RSA key inside";
  const [version, modulus, publicExponent] = numbers;
  const size = modulus?.content.length ?? 0;
  const bits = 8 * (modulus?.content[0] === 0 ? size - 1 : size);
  if (der.smallIntegerOf(version) !== 0) return "an RSA key of another version";
  if (bits < fewestBits || bits > mostBits) return `an RSA key of ${bits} bits`;
  for (const { content } of numbers) {
    if ((content[0] ?? 0x80) >= 0x80 || content.length > size) return "a number that is no part of an RSA key";
  }
  const exponent = der.smallIntegerOf(publicExponent);
  return exponent === null || exponent < 3 || exponent % 2 === 0 ? "an absurd public exponent" : null;
}
