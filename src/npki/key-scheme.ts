// How a key file is encrypted: its AlgorithmIdentifier read, and the decryption that it names (npki schemes a to d).

import { createDecipheriv, createHash, pbkdf2Sync } from "node:crypto";
import { type Element, oidOf, partsOf, smallIntegerOf, tags } from "./der.ts";
import { pbkdf1 } from "./pbkdf1.ts";
import { seedCbcDecrypt } from "./seed.ts";

/** Scheme a: PBES1 with SEED, key and IV both from PBKDF1. */
export const seedWithSha1 = "1.2.410.200004.1.15";
const seedCbc = "1.2.410.200004.1.4";
const pbes2 = "1.2.840.113549.1.5.13";
const pbkdf2 = "1.2.840.113549.1.5.12";

/** A hostile count would stop the terminal; what is written anywhere is 1024 to some hundred thousand. */
export const mostIterations = 1_000_000;
const longestSalt = 64;

type Cipher = { readonly name: string; readonly keyBytes: number };

const ciphers: ReadonlyMap<string, Cipher> = new Map([
  [seedCbc, { name: "seed-cbc", keyBytes: 16 }],
  ["2.16.840.1.101.3.4.1.2", { name: "aes-128-cbc", keyBytes: 16 }],
  ["2.16.840.1.101.3.4.1.22", { name: "aes-192-cbc", keyBytes: 24 }],
  ["2.16.840.1.101.3.4.1.42", { name: "aes-256-cbc", keyBytes: 32 }],
  ["1.2.410.200046.1.1.2", { name: "aria-128-cbc", keyBytes: 16 }],
  ["1.2.410.200046.1.1.7", { name: "aria-192-cbc", keyBytes: 24 }],
  ["1.2.410.200046.1.1.12", { name: "aria-256-cbc", keyBytes: 32 }],
]);

const digests: ReadonlyMap<string, string> = new Map([
  ["1.2.840.113549.2.7", "sha1"],
  ["1.2.840.113549.2.9", "sha256"],
]);

export type Derivation = { readonly salt: Uint8Array; readonly iterations: number };

export type KeyScheme =
  | { readonly type: "pbes1"; readonly derivation: Derivation; readonly iv: "derived" | "fixed" }
  | {
      readonly type: "pbes2";
      readonly derivation: Derivation & { readonly digest: string };
      readonly cipher: Cipher;
      readonly iv: Uint8Array;
    };

export type Trouble =
  | { readonly type: "damaged"; readonly why: string }
  | { readonly type: "unsupported"; readonly oid: string };

export const damaged = (why: string): Trouble => ({ type: "damaged", why });

/** Reads the AlgorithmIdentifier of an EncryptedPrivateKeyInfo (RFC 5958 §3, RFC 8018 appendix A). */
export function readScheme(identifier: Element): KeyScheme | Trouble {
  const [name, parameters] = partsOf(identifier);
  const oid = oidOf(name);
  if (oid === null || parameters?.tag !== tags.sequence) return damaged("no algorithm");
  if (oid === pbes2) return readPbes2(parameters);
  if (oid !== seedWithSha1 && oid !== seedCbc) return { type: "unsupported", oid };
  const derivation = readDerivation(parameters);
  if ("type" in derivation) return derivation;
  return { type: "pbes1", derivation, iv: oid === seedWithSha1 ? "derived" : "fixed" };
}

/** Salt and iterations, with which the parameters of every derivation begin. */
export function readDerivation(parameters: Element): Derivation | Trouble {
  const [salt, count] = partsOf(parameters);
  const iterations = smallIntegerOf(count);
  if (salt?.tag !== tags.octetString || salt.content.length < 1 || salt.content.length > longestSalt) {
    return damaged("no salt");
  }
  if (iterations === null || iterations < 1) return damaged("no iteration count");
  if (iterations > mostIterations) return damaged("an absurd iteration count");
  return { salt: salt.content, iterations };
}

function readPbes2(both: Element): KeyScheme | Trouble {
  const [derivationIdentifier, encryptionIdentifier] = partsOf(both);
  const [kdf, parameters] = partsOf(derivationIdentifier);
  const [encryption, iv] = partsOf(encryptionIdentifier);
  const kdfOid = oidOf(kdf);
  const cipherOid = oidOf(encryption);
  if (kdfOid === null || cipherOid === null) return damaged("no derivation or no cipher");
  if (kdfOid !== pbkdf2) return { type: "unsupported", oid: kdfOid };
  const cipher = ciphers.get(cipherOid);
  if (cipher === undefined) return { type: "unsupported", oid: cipherOid };
  if (parameters?.tag !== tags.sequence) return damaged("no derivation parameters");
  if (iv?.tag !== tags.octetString || iv.content.length !== 16) return damaged("no initialization vector");
  const derivation = readDerivation(parameters);
  if ("type" in derivation) return derivation;
  const digest = readDigest(partsOf(parameters).slice(2), cipher.keyBytes);
  if (typeof digest !== "string") return digest;
  return { type: "pbes2", derivation: { ...derivation, digest }, cipher, iv: iv.content };
}

/** The optional tail of PBKDF2-params: keyLength, which must be the cipher's, and prf, by default HMAC-SHA1. */
function readDigest(tail: readonly Element[], keyBytes: number): string | Trouble {
  const hasLength = tail[0]?.tag === tags.integer;
  if (hasLength && smallIntegerOf(tail[0]) !== keyBytes) return damaged("a key length that is not the cipher's");
  const prf = tail[hasLength ? 1 : 0];
  if (tail.length > (hasLength ? 2 : 1)) return damaged("too many derivation parameters");
  if (prf === undefined) return "sha1";
  const oid = oidOf(partsOf(prf)[0]);
  if (oid === null) return damaged("no pseudo-random function");
  return digests.get(oid) ?? { type: "unsupported", oid };
}

/** Null when the padding is wrong; the caller wipes the result. */
export function decrypt(scheme: KeyScheme, password: Uint8Array, encrypted: Uint8Array): Buffer | null {
  switch (scheme.type) {
    case "pbes1": {
      const derived = pbkdf1(password, scheme.derivation.salt, scheme.derivation.iterations);
      const iv = scheme.iv === "derived" ? ivFrom(derived) : Buffer.from("0123456789012345");
      const plain = seedCbcDecrypt(derived.subarray(0, 16), iv, encrypted);
      derived.fill(0);
      return plain;
    }
    case "pbes2": {
      const { cipher, derivation, iv } = scheme;
      const key = pbkdf2Sync(password, derivation.salt, derivation.iterations, cipher.keyBytes, derivation.digest);
      const plain =
        cipher.name === "seed-cbc" ? seedCbcDecrypt(key, iv, encrypted) : native(cipher.name, key, iv, encrypted);
      key.fill(0);
      return plain;
    }
  }
}

/** Scheme a: the IV is the beginning of SHA-1 over the four bytes that the key leaves of PBKDF1's twenty. */
export function ivFrom(derived: Uint8Array): Buffer {
  return createHash("sha1").update(derived.subarray(16, 20)).digest().subarray(0, 16);
}

/** A CBC cipher that node:crypto has, with PKCS#7 padding; null when the padding is wrong. */
export function native(name: string, key: Uint8Array, iv: Uint8Array, encrypted: Uint8Array): Buffer | null {
  const decipher = createDecipheriv(name, key, iv);
  const head = decipher.update(encrypted);
  try {
    const tail = decipher.final();
    const plain = Buffer.concat([head, tail]);
    tail.fill(0);
    return plain;
  } catch {
    // OpenSSL checks every byte of the padding, and says so by throwing.
    return null;
  } finally {
    head.fill(0);
  }
}
