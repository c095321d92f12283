// signPri.key: a private key and its R, encrypted under the customer's password the way Korean programs read it.

import { createDecipheriv, createHash, createPrivateKey, type KeyObject, pbkdf2Sync, randomBytes } from "node:crypto";
import { Secret } from "../secret.ts";
import * as der from "./der.ts";
import { seedCbcDecrypt, seedCbcEncrypt } from "./seed.ts";

/** A private key that is open: PKCS#8 without attributes, and R (20 bytes) or null where a key has none. */
export type OpenKey = { readonly privateKey: Secret; readonly r: Secret | null };

export type UnlockOutcome =
  | { readonly type: "opened"; readonly key: OpenKey }
  | { readonly type: "wrong-password" }
  | { readonly type: "damaged"; readonly why: string }
  | { readonly type: "unsupported"; readonly oid: string };

/** R as an attribute of PrivateKeyInfo (KISA, KCAC.TS.SIVID). */
const oidR = "1.2.410.200004.10.1.1.3";
/** seedCBCWithSHA1 (PKCS#5 v1.5 style, RFC 4010 and KCAC.TS.ENC). */
const oidSeedWithSha1 = "1.2.410.200004.1.15";
const oidSeedCbc = "1.2.410.200004.1.4";
const oidPbes2 = "1.2.840.113549.1.5.13";
const oidPbkdf2 = "1.2.840.113549.1.5.12";
const digestOf: Readonly<Record<string, string>> = { "1.2.840.113549.2.7": "sha1", "1.2.840.113549.2.9": "sha256" };
/** Ciphers of PBES2 beside SEED, by their name in OpenSSL, with the length of their keys in bytes. */
const cipherOf: Readonly<Record<string, readonly [string, number]>> = {
  "2.16.840.1.101.3.4.1.2": ["aes-128-cbc", 16],
  "2.16.840.1.101.3.4.1.42": ["aes-256-cbc", 32],
  "1.2.410.200046.1.1.2": ["aria-128-cbc", 16],
  "1.2.410.200046.1.1.7": ["aria-192-cbc", 24],
  "1.2.410.200046.1.1.12": ["aria-256-cbc", 32],
};

const iterationsWritten = 2048;
/** Beyond this a file is meant to hang its reader: 1024 and 2048 are seen. */
const iterationsRead = 1_000_000;
const rBytes = 20;

/** EncryptedPrivateKeyInfo (RFC 5958 §3) by scheme 1.2.410.200004.1.15: fresh salt, 2048 iterations. */
export function lockKey(key: OpenKey, password: Secret): Buffer {
  const plain = key.privateKey.use((pkcs8) => joinKey(Buffer.from(pkcs8), key.r));
  const salt = randomBytes(8);
  const derived = password.use((bytes) => pbkdf1(bytes, salt, iterationsWritten));
  const encrypted = seedCbcEncrypt(derived.subarray(0, 16), ivOf(derived), plain);
  plain.fill(0);
  derived.fill(0);
  const parameters = der.sequence(der.element(der.tags.octetString, salt), der.smallInteger(iterationsWritten));
  return der.sequence(der.sequence(der.oid(oidSeedWithSha1), parameters), der.element(der.tags.octetString, encrypted));
}

/** Reads the schemes seen in the field; bytes behind the outer length are ignored. The caller ends the key with `disposeKey`. */
export function unlockKey(file: Uint8Array, password: Secret): UnlockOutcome {
  const [algorithm, encrypted] = der.readChildren(Buffer.from(file)) ?? [];
  if (algorithm?.tag !== der.tags.sequence || encrypted?.tag !== der.tags.octetString)
    return damaged("no EncryptedPrivateKeyInfo");
  const [scheme, parameters] = der.readAll(algorithm.content) ?? [];
  if (scheme?.tag !== der.tags.oid || parameters === undefined) return damaged("no algorithm");
  const name = der.readOid(scheme.content);
  switch (name) {
    case oidSeedWithSha1:
    case oidSeedCbc:
      return openPbes1(name, parameters, encrypted.content, password);
    case oidPbes2:
      return openPbes2(parameters, encrypted.content, password);
    default:
      return { type: "unsupported", oid: name };
  }
}

export function disposeKey(key: OpenKey): void {
  key.privateKey.wipe();
  key.r?.wipe();
}

/** For signing; the KeyObject keeps its own copy outside the heap. */
export function keyObject(key: OpenKey): KeyObject {
  return key.privateKey.use((pkcs8) => {
    const bytes = Buffer.from(pkcs8);
    const object = createPrivateKey({ key: bytes, format: "der", type: "pkcs8" });
    bytes.fill(0);
    return object;
  });
}

function damaged(why: string): UnlockOutcome {
  return { type: "damaged", why };
}

/** PBKDF1 with SHA-1 (RFC 8018 §5.1), 20 bytes. */
function pbkdf1(password: Uint8Array, salt: Uint8Array, iterations: number): Buffer {
  let digest = createHash("sha1").update(password).update(salt).digest();
  for (let i = 1; i < iterations; i++) {
    const next = createHash("sha1").update(digest).digest();
    digest.fill(0);
    digest = next;
  }
  return digest;
}

/** The IV of scheme .15: the first 16 bytes of SHA-1 over what PBKDF1 leaves behind the key. */
function ivOf(derived: Buffer): Buffer {
  return createHash("sha1").update(derived.subarray(16)).digest().subarray(0, 16);
}

/** Null where the count is missing, zero, or meant to hang the reader. */
function iterationsIn(element: der.Element | undefined): number | null {
  const count = element?.tag === der.tags.integer ? der.readSmallInteger(element.content) : null;
  return count !== null && count > 0 && count <= iterationsRead ? count : null;
}

function openPbes1(scheme: string, parameters: der.Element, encrypted: Buffer, password: Secret): UnlockOutcome {
  const [salt, count] = der.readAll(parameters.content) ?? [];
  const iterations = iterationsIn(count);
  if (salt?.tag !== der.tags.octetString || iterations === null) return damaged("wrong parameters");
  const derived = password.use((bytes) => pbkdf1(bytes, salt.content, iterations));
  const iv = scheme === oidSeedCbc ? Buffer.from("0123456789012345") : ivOf(derived);
  const plain = seedCbcDecrypt(derived.subarray(0, 16), iv, encrypted);
  derived.fill(0);
  return opened(plain);
}

function openPbes2(parameters: der.Element, encrypted: Buffer, password: Secret): UnlockOutcome {
  const [derivation, encryption] = der.readAll(parameters.content) ?? [];
  const [kdf, kdfParameters] = (derivation && der.readAll(derivation.content)) ?? [];
  const [cipher, iv] = (encryption && der.readAll(encryption.content)) ?? [];
  if (!kdf || !kdfParameters || !cipher || iv?.tag !== der.tags.octetString) return damaged("wrong parameters");
  if (der.readOid(kdf.content) !== oidPbkdf2) return { type: "unsupported", oid: der.readOid(kdf.content) };
  const [salt, count, ...rest] = der.readAll(kdfParameters.content) ?? [];
  const iterations = iterationsIn(count);
  if (salt?.tag !== der.tags.octetString || iterations === null) return damaged("wrong parameters");
  const prf = rest.find(({ tag }) => tag === der.tags.sequence);
  const prfOid = prf ? der.readOid(der.readElement(prf.content)?.content ?? Buffer.alloc(0)) : "1.2.840.113549.2.7";
  const digest = digestOf[prfOid];
  const cipherOid = der.readOid(cipher.content);
  const known = cipherOf[cipherOid];
  if (!digest) return { type: "unsupported", oid: prfOid };
  if (!known && cipherOid !== oidSeedCbc) return { type: "unsupported", oid: cipherOid };
  if (iv.content.length !== 16) return damaged("an IV that is not of 16 bytes");
  const derived = password.use((bytes) => pbkdf2Sync(bytes, salt.content, iterations, known?.[1] ?? 16, digest));
  const plain = known
    ? decipher(known[0], derived, iv.content, encrypted)
    : seedCbcDecrypt(derived, iv.content, encrypted);
  derived.fill(0);
  return opened(plain);
}

/** OpenSSL checks the last byte of the padding and all it stands for. */
function decipher(name: string, key: Buffer, iv: Buffer, encrypted: Buffer): Buffer | null {
  const cipher = createDecipheriv(name, key, iv);
  try {
    return Buffer.concat([cipher.update(encrypted), cipher.final()]);
  } catch {
    return null;
  }
}

/** A wrong password shows as a wrong padding or, once in 256 times, as ASN.1 that is no private key. */
function opened(plain: Buffer | null): UnlockOutcome {
  if (plain === null) return { type: "wrong-password" };
  const key = splitKey(plain);
  plain.fill(0);
  return key ? { type: "opened", key } : { type: "wrong-password" };
}

/** PrivateKeyInfo with R as its attribute (RFC 5958 §2). */
function joinKey(pkcs8: Buffer, r: Secret | null): Buffer {
  const outer = der.readElement(pkcs8);
  if (!outer || !r) return pkcs8;
  const value = r.use((bytes) => der.element(der.tags.bitString, Buffer.from([0]), bytes));
  const attribute = der.sequence(der.oid(oidR), der.element(der.tags.set, value));
  const joined = der.sequence(outer.content, der.element(der.tags.context0, attribute));
  for (const buffer of [value, attribute, pkcs8]) buffer.fill(0);
  return joined;
}

/** Null unless it is version 0 or 1, an algorithm, and a key that OpenSSL reads too. */
function splitKey(plain: Buffer): OpenKey | null {
  const [version, algorithm, key, attributes] = der.readChildren(plain) ?? [];
  if (version?.tag !== der.tags.integer || algorithm?.tag !== der.tags.sequence || key?.tag !== der.tags.octetString)
    return null;
  const pkcs8 = der.sequence(version.whole, algorithm.whole, key.whole);
  try {
    createPrivateKey({ key: pkcs8, format: "der", type: "pkcs8" });
  } catch {
    pkcs8.fill(0);
    return null;
  }
  return {
    privateKey: Secret.from(pkcs8),
    r: attributes?.tag === der.tags.context0 ? findR(attributes.content) : null,
  };
}

function findR(attributes: Buffer): Secret | null {
  for (const attribute of der.readAll(attributes) ?? []) {
    const [type, values] = der.readAll(attribute.content) ?? [];
    if (!type || !values || der.readOid(type.content) !== oidR) continue;
    const value = der.readElement(values.content);
    const right = value?.tag === der.tags.bitString && value.content[0] === 0 && value.content.length === rBytes + 1;
    return right ? Secret.from(Buffer.from(value.content.subarray(1))) : null;
  }
  return null;
}
