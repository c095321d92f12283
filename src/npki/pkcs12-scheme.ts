// How the bags of a PKCS#12 file are encrypted: by the schemes of key files, or by the older ones of PKCS#12 itself.

import { createCipheriv } from "node:crypto";
import { type Element, oidOf, partsOf, tags } from "./der.ts";
import { type Derivation, damaged, decrypt, type KeyScheme, native, readDerivation, readScheme } from "./key-scheme.ts";
import { pkcs12Derive, purpose } from "./pkcs12-kdf.ts";
import { rc2CbcDecrypt } from "./rc2.ts";

/** pbeWithSHAAnd3-KeyTripleDES-CBC (RFC 7292 appendix C): the only one that is written here. */
export const tripleDesWithSha1 = "1.2.840.113549.1.12.1.3";

type OldCipher = { readonly name: "des-ede3-cbc" | "rc2"; readonly keyBytes: number };

/** RFC 7292 appendix C; RC4 and two-key DES have not been seen. */
const oldCiphers: ReadonlyMap<string, OldCipher> = new Map([
  [tripleDesWithSha1, { name: "des-ede3-cbc", keyBytes: 24 }],
  ["1.2.840.113549.1.12.1.5", { name: "rc2", keyBytes: 16 }],
  ["1.2.840.113549.1.12.1.6", { name: "rc2", keyBytes: 5 }],
]);

/** Of both old ciphers. */
const ivBytes = 8;

export type BagScheme =
  | KeyScheme
  | { readonly type: "pkcs12"; readonly derivation: Derivation; readonly cipher: OldCipher };

/** A password in both of the ways in which these files take it. */
export type BagPassword = { readonly plain: Uint8Array; readonly bmp: Uint8Array };

/** An AlgorithmIdentifier (RFC 7292 appendix C, RFC 8018 appendix A). */
export function readBagScheme(identifier: Element): BagScheme | ReturnType<typeof readScheme> {
  const [name, parameters] = partsOf(identifier);
  const cipher = oldCiphers.get(oidOf(name) ?? "");
  if (cipher === undefined) return readScheme(identifier);
  if (parameters?.tag !== tags.sequence) return damaged("no algorithm");
  const derivation = readDerivation(parameters);
  return "type" in derivation ? derivation : { type: "pkcs12", derivation, cipher };
}

/** Null when the padding is wrong; the caller wipes the result. */
export function decryptBag(scheme: BagScheme, password: BagPassword, encrypted: Uint8Array): Buffer | null {
  if (scheme.type !== "pkcs12") return decrypt(scheme, password.plain, encrypted);
  const { cipher, derivation } = scheme;
  const { key, iv } = derived(derivation, cipher, password.bmp);
  const plain =
    cipher.name === "rc2"
      ? rc2CbcDecrypt(key, 8 * cipher.keyBytes, iv, encrypted)
      : native(cipher.name, key, iv, encrypted);
  key.fill(0);
  return plain;
}

/** By `tripleDesWithSha1`; `plain` stays the caller's to wipe. */
export function encryptBag(derivation: Derivation, bmp: Uint8Array, plain: Uint8Array): Buffer {
  const { key, iv } = derived(derivation, { name: "des-ede3-cbc", keyBytes: 24 }, bmp);
  const cipher = createCipheriv("des-ede3-cbc", key, iv);
  key.fill(0);
  return Buffer.concat([cipher.update(plain), cipher.final()]);
}

function derived(derivation: Derivation, { keyBytes }: OldCipher, bmp: Uint8Array) {
  const sha1 = { ...derivation, digest: "sha1" } as const;
  return {
    key: pkcs12Derive(sha1, bmp, purpose.key, keyBytes),
    iv: pkcs12Derive(sha1, bmp, purpose.iv, ivBytes),
  };
}
