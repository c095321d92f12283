// Keys out of a password as PKCS#12 makes them (RFC 7292 appendix B): for its MACs, and for its older encryptions.

import { createHash } from "node:crypto";
import { pbkdf1 } from "./pbkdf1.ts";

export type Pkcs12Digest = "sha1" | "sha224" | "sha256" | "sha384" | "sha512";

/** What the bytes are for (RFC 7292 appendix B.3). */
export const purpose = { key: 1, iv: 2, mac: 3 } as const;

/** The block of the digest's compression function, in bytes. */
const blockBytes: Readonly<Record<Pkcs12Digest, number>> = {
  sha1: 64,
  sha224: 64,
  sha256: 64,
  sha384: 128,
  sha512: 128,
};

export type Pkcs12Derivation = {
  readonly digest: Pkcs12Digest;
  readonly salt: Uint8Array;
  readonly iterations: number;
};

/** A BMPString with its terminator (RFC 7292 appendix B.1) of a password of ASCII bytes; the caller wipes it. */
export function bmpPassword(password: Uint8Array): Buffer {
  const wide = Buffer.alloc(2 * (password.length + 1));
  password.forEach((byte, at) => {
    wide[2 * at + 1] = byte;
  });
  return wide;
}

/** `length` bytes; `password` from `bmpPassword`. The caller wipes the result. */
export function pkcs12Derive(
  { digest, salt, iterations }: Pkcs12Derivation,
  password: Uint8Array,
  id: (typeof purpose)[keyof typeof purpose],
  length: number,
): Buffer {
  const block = blockBytes[digest];
  const diversifier = Buffer.alloc(block, id);
  const typed = repeated(password, block);
  const mixed = Buffer.concat([repeated(salt, block), typed]);
  typed.fill(0);
  const derived = Buffer.alloc(length);
  for (let at = 0; at < length; ) {
    const digested = hashed(digest, diversifier, mixed, iterations);
    at += digested.copy(derived, at);
    addToBlocks(mixed, repeated(digested, block), block);
    digested.fill(0);
  }
  mixed.fill(0);
  return derived;
}

/** As many whole blocks as hold it once; none of nothing. */
function repeated(bytes: Uint8Array, block: number): Buffer {
  return bytes.length === 0 ? Buffer.alloc(0) : Buffer.alloc(block * Math.ceil(bytes.length / block), bytes);
}

/** The digest of both, and of its own result again until `iterations` are done. */
function hashed(digest: Pkcs12Digest, diversifier: Buffer, mixed: Buffer, iterations: number): Buffer {
  // With SHA-1 that is PBKDF1, which runs without a digest left behind for each round.
  if (digest === "sha1") return pbkdf1(diversifier, mixed, iterations);
  let last = createHash(digest).update(diversifier).update(mixed).digest();
  for (let done = 1; done < iterations; done++) {
    const next = createHash(digest).update(last).digest();
    last.fill(0);
    last = next;
  }
  return last;
}

/** Each block of `mixed` becomes (it + `addend` + 1) modulo 2^(8 · block); wipes `addend`. */
function addToBlocks(mixed: Buffer, addend: Buffer, block: number): void {
  for (let start = 0; start < mixed.length; start += block) {
    let carry = 1;
    for (let at = block - 1; at >= 0; at--) {
      const sum = (mixed[start + at] ?? 0) + (addend[at] ?? 0) + carry;
      mixed[start + at] = sum & 0xff;
      carry = sum >>> 8;
    }
  }
  addend.fill(0);
}
