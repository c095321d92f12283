// SEED against the RFC's vectors, against openssl, and against itself.
import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { test } from "node:test";
import fc from "fast-check";
import { seedCbcDecrypt, seedCbcEncrypt } from "../../src/npki/seed.ts";
import published from "../vectors/rfc4269.json" with { type: "json" };
import { opensslMissing, opensslSays } from "./openssl.ts";

const zeroIv = Buffer.alloc(16);
const block = fc.uint8Array({ minLength: 16, maxLength: 16 });

test("the four vectors of RFC 4269 Appendix B hold in both directions", () => {
  assert.equal(published.vectors.length, 4);
  for (const { key, plain, encrypted } of published.vectors) {
    const keyBytes = Buffer.from(key, "hex");
    const out = seedCbcEncrypt(keyBytes, zeroIv, Buffer.from(plain, "hex"));
    assert.equal(out.subarray(0, 16).toString("hex"), encrypted);
    assert.equal(seedCbcDecrypt(keyBytes, zeroIv, out)?.toString("hex"), plain);
  }
});

test("openssl encrypts and decrypts the same bytes, of every length around a block", { skip: opensslMissing }, () => {
  for (const length of [0, 1, 15, 16, 17, 31, 32, 33, 1217]) {
    const [key, iv, plain] = [randomBytes(16), randomBytes(16), randomBytes(length)];
    const named = ["-K", key.toString("hex"), "-iv", iv.toString("hex")];
    const ours = seedCbcEncrypt(key, iv, plain);
    assert.deepEqual(opensslSays(["enc", "-seed-cbc", ...named], plain), ours);
    assert.deepEqual(opensslSays(["enc", "-d", "-seed-cbc", ...named], ours), plain);
  }
});

test("what is encrypted comes back, and the input stays as it was", () => {
  fc.assert(
    fc.property(block, block, fc.uint8Array({ maxLength: 200 }), (key, iv, plain) => {
      const before = Buffer.from(plain);
      const encrypted = seedCbcEncrypt(key, iv, plain);
      assert.equal(encrypted.length, (Math.floor(plain.length / 16) + 1) * 16);
      assert.deepEqual(seedCbcDecrypt(key, iv, encrypted), before);
      assert.deepEqual(Buffer.from(plain), before);
    }),
    { numRuns: 1000 },
  );
});

test("a length that is no whole number of blocks is refused, not thrown", () => {
  for (const length of [0, 1, 15, 17, 33]) assert.equal(seedCbcDecrypt(zeroIv, zeroIv, Buffer.alloc(length)), null);
});

test("every byte of the padding counts", () => {
  const key = randomBytes(16);
  // Without the block that is added behind it, a whole block decrypts to itself, padding and all.
  const padded = (text: string) => seedCbcEncrypt(key, zeroIv, Buffer.from(text, "hex")).subarray(0, 16);
  const open = (text: string) => seedCbcDecrypt(key, zeroIv, padded(text))?.toString("hex") ?? null;
  assert.equal(open(`${"ab".repeat(12)}04040404`), "ab".repeat(12));
  assert.equal(open("10".repeat(16)), "");
  for (const wrong of [
    `${"ab".repeat(12)}03040404`,
    `${"ab".repeat(12)}04030404`,
    `${"ab".repeat(12)}04040304`,
    `${"ab".repeat(15)}00`,
    `${"ab".repeat(15)}11`,
    "11".repeat(16),
    "ff".repeat(16),
  ]) {
    assert.equal(open(wrong), null, wrong);
  }
});

test("one bit of the key turned gives other bytes or a refusal, never the same plain text", () => {
  fc.assert(
    fc.property(block, fc.nat(127), fc.uint8Array({ minLength: 1, maxLength: 64 }), (key, bit, plain) => {
      const encrypted = seedCbcEncrypt(key, zeroIv, plain);
      const other = Buffer.from(key);
      other[bit >> 3] = (other[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      const opened = seedCbcDecrypt(other, zeroIv, encrypted);
      assert.ok(opened === null || !opened.equals(plain));
    }),
    { numRuns: 1000 },
  );
});
