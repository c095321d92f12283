// signPri.key: a private key and its R, encrypted under the customer's password the way Korean programs read it.

import { createPrivateKey, type KeyObject, randomBytes } from "node:crypto";
import type { Secret } from "../secret.ts";
import * as der from "./der.ts";
import { decrypt, ivFrom, readScheme, seedWithSha1 } from "./key-scheme.ts";
import { pbkdf1 } from "./pbkdf1.ts";
import { encodePrivateKeyInfo, type PrivateKeyInfo, readPrivateKeyInfo } from "./private-key-info.ts";
import { seedBlockBytes, seedCbcEncrypt } from "./seed.ts";

export type OpenKey = PrivateKeyInfo;

export type UnlockOutcome =
  | { readonly type: "opened"; readonly key: OpenKey }
  | { readonly type: "wrong-password" }
  | { readonly type: "damaged"; readonly why: string }
  /** An encryption, a derivation or a kind of key that is not read. */
  | { readonly type: "unsupported"; readonly oid: string };

const iterations = 2048;
const saltBytes = 8;
const largestFile = 64 * 1024;

/** EncryptedPrivateKeyInfo (RFC 5958 §3) by scheme a, which every reader knows: fresh salt, 2048 iterations. */
export function lockKey(key: OpenKey, password: Secret): Buffer {
  const salt = randomBytes(saltBytes);
  const derived = password.use((bytes) => pbkdf1(bytes, salt, iterations));
  const plain = encodePrivateKeyInfo(key);
  const encrypted = seedCbcEncrypt(derived.subarray(0, 16), ivFrom(derived), plain);
  plain.fill(0);
  derived.fill(0);
  const parameters = der.sequence(der.element(der.tags.octetString, salt), der.smallInteger(iterations));
  return der.sequence(der.sequence(der.oid(seedWithSha1), parameters), der.element(der.tags.octetString, encrypted));
}

/**
 * Opens schemes a to d, whatever the length of the password. Any bytes give an outcome; those behind the outer length are
 * ignored, for a real file has 46 of them. Of the attributes only R is kept. The caller ends the key by `disposeKey`.
 */
export function unlockKey(file: Uint8Array, password: Secret): UnlockOutcome {
  if (file.length > largestFile) return { type: "damaged", why: "too large for a key" };
  const parts = der.readChildren(Buffer.from(file));
  const [algorithm, encrypted] = parts ?? [];
  if (parts?.length !== 2 || algorithm?.tag !== der.tags.sequence || encrypted?.tag !== der.tags.octetString) {
    return { type: "damaged", why: "no encrypted key" };
  }
  const size = encrypted.content.length;
  if (size === 0 || size % seedBlockBytes !== 0) return { type: "damaged", why: "no whole number of blocks" };
  const scheme = readScheme(algorithm);
  if (scheme.type === "damaged" || scheme.type === "unsupported") return scheme;
  const plain = password.use((bytes) => decrypt(scheme, bytes, encrypted.content));
  if (plain === null) return { type: "wrong-password" };
  const inside = readPrivateKeyInfo(plain);
  plain.fill(0);
  switch (inside.type) {
    case "key":
      return { type: "opened", key: inside.key };
    case "not-a-key":
      return { type: "wrong-password" };
    case "damaged":
    case "unsupported":
      return inside;
  }
}

/** For signing with node:crypto. OpenSSL holds a copy of its own until the object is collected. */
export function keyObject(key: OpenKey): KeyObject {
  return key.privateKey.use((bytes) => {
    const pkcs8 = Buffer.from(bytes);
    try {
      return createPrivateKey({ key: pkcs8, format: "der", type: "pkcs8" });
    } finally {
      pkcs8.fill(0);
    }
  });
}

/** Wipes the key and R. */
export function disposeKey(key: OpenKey): void {
  key.privateKey.wipe();
  key.r?.wipe();
}
