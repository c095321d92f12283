// A key as a vault makes and uses it: with R inside, whole only while it is made or signs.

import { createPrivateKey, sign } from "node:crypto";
import { encodePrivateKeyInfo, readPrivateKeyInfo } from "../npki/private-key-info.ts";
import type { Secret } from "../secret.ts";
import { makeKeyPair } from "./key-pair.ts";

export type VaultKey = {
  /** DER SubjectPublicKeyInfo. */
  readonly publicKey: Buffer;
  /** DER PrivateKeyInfo with R as its attribute, to be locked and wiped. */
  readonly info: Buffer;
  readonly r: Secret;
};

export async function makeVaultKey(): Promise<VaultKey> {
  const pair = await makeKeyPair();
  const info = encodePrivateKeyInfo(pair);
  pair.privateKey.wipe();
  return { publicKey: Buffer.from(pair.publicKey), info, r: pair.r };
}

/** SHA-256 with RSA, by what `makeVaultKey` made; null for anything else. */
export function signWithVaultKey(info: Secret, message: Uint8Array): Buffer | null {
  const bytes = info.use((each) => Buffer.from(each));
  const read = readPrivateKeyInfo(bytes);
  bytes.fill(0);
  if (read.type !== "key") return null;
  const { privateKey, r } = read.key;
  const key = privateKey.use((pkcs8) => Buffer.from(pkcs8));
  const signature = sign("sha256", message, createPrivateKey({ key, format: "der", type: "pkcs8" }));
  key.fill(0);
  privateKey.wipe();
  r?.wipe();
  return signature;
}
