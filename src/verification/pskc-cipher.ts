// The algorithms that protect a PSKC file: encryption of RFC 6030 §6.1, MACs of §6.1.1, key derivation of §6.2.

import { createDecipheriv, createHmac, pbkdf2Sync, timingSafeEqual } from "node:crypto";

export type Cipher = {
  readonly name: string;
  readonly keyBytes: number;
  /** 0: a key wrap, whose own check takes the place of the MAC. */
  readonly block: number;
};

const ciphers: Readonly<Record<string, Cipher>> = {
  "http://www.w3.org/2001/04/xmlenc#aes128-cbc": { name: "aes-128-cbc", keyBytes: 16, block: 16 },
  "http://www.w3.org/2001/04/xmlenc#aes192-cbc": { name: "aes-192-cbc", keyBytes: 24, block: 16 },
  "http://www.w3.org/2001/04/xmlenc#aes256-cbc": { name: "aes-256-cbc", keyBytes: 32, block: 16 },
  "http://www.w3.org/2001/04/xmlenc#tripledes-cbc": { name: "des-ede3-cbc", keyBytes: 24, block: 8 },
  "http://www.w3.org/2001/04/xmlenc#kw-aes128": { name: "id-aes128-wrap", keyBytes: 16, block: 0 },
  "http://www.w3.org/2001/04/xmlenc#kw-aes192": { name: "id-aes192-wrap", keyBytes: 24, block: 0 },
  "http://www.w3.org/2001/04/xmlenc#kw-aes256": { name: "id-aes256-wrap", keyBytes: 32, block: 0 },
};

export function cipherOf(uri: string | undefined): Cipher | null {
  return uri !== undefined && Object.hasOwn(ciphers, uri) ? (ciphers[uri] ?? null) : null;
}

export type MacHash = "sha1" | "sha224" | "sha256" | "sha384" | "sha512";

const macs: Readonly<Record<string, MacHash>> = {
  "http://www.w3.org/2000/09/xmldsig#hmac-sha1": "sha1",
  "http://www.w3.org/2001/04/xmldsig-more#hmac-sha224": "sha224",
  "http://www.w3.org/2001/04/xmldsig-more#hmac-sha256": "sha256",
  "http://www.w3.org/2001/04/xmldsig-more#hmac-sha384": "sha384",
  "http://www.w3.org/2001/04/xmldsig-more#hmac-sha512": "sha512",
};

export function macOf(uri: string | undefined): MacHash | null {
  return uri !== undefined && Object.hasOwn(macs, uri) ? (macs[uri] ?? null) : null;
}

/** RFC 3394 §2.2.3.1. */
const wrapStart = Buffer.alloc(8, 0xa6);

/** Null for a wrong key, for what was changed, and for what is no whole number of blocks. The caller wipes the answer. */
export function decrypt({ name, block }: Cipher, key: Uint8Array, value: Uint8Array): Buffer | null {
  if (block > 0 && (value.length < 2 * block || value.length % block !== 0)) return null;
  if (block === 0 && (value.length < 24 || value.length % 8 !== 0)) return null;
  // CBC: the random IV stands before the ciphertext (XML Encryption §5.2); padding is PKCS#5's (§6.4).
  const decipher = createDecipheriv(name, key, block > 0 ? value.subarray(0, block) : wrapStart);
  let begun: Buffer | null = null;
  try {
    begun = decipher.update(value.subarray(block));
    const end = decipher.final();
    const whole = Buffer.concat([begun, end]);
    end.fill(0);
    return whole;
  } catch {
    return null;
  } finally {
    begun?.fill(0);
  }
}

export function isMac(hash: MacHash, key: Uint8Array, value: Uint8Array, claimed: Uint8Array): boolean {
  const mac = createHmac(hash, key).update(value).digest();
  return mac.length === claimed.length && timingSafeEqual(mac, claimed);
}

export type Derivation = {
  readonly salt: Uint8Array;
  readonly iterations: number;
  readonly keyBytes: number;
  readonly hash: MacHash;
};

/** PBKDF2 (RFC 8018 §5.2). The caller wipes the answer. */
export function deriveKey(passphrase: Uint8Array, { salt, iterations, keyBytes, hash }: Derivation): Buffer {
  return pbkdf2Sync(passphrase, salt, iterations, keyBytes, hash);
}
