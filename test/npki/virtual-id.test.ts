// The virtual id against the published vector, and its DER against openssl's.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";
import fc from "fast-check";
import * as der from "../../src/npki/der.ts";
import { identifyDataDer, readIdentifyData, virtualId } from "../../src/npki/virtual-id.ts";
import { Secret } from "../../src/secret.ts";
import madeByOpenssl from "../vectors/openssl-certificate.json" with { type: "json" };
import published from "../vectors/virtual-id.json" with { type: "json" };

const vid = Buffer.from(published.virtualId, "hex");
const theirs = Buffer.from(madeByOpenssl.identifyData, "hex");
const secretR = (): Secret => Secret.from(Buffer.from(published.r, "hex"));
const sha256 = (bytes: Uint8Array): Buffer => createHash("sha256").update(bytes).digest();

test("the published number and R give the published virtual id", () => {
  const [idn, r] = [Secret.fromText(published.idn), secretR()];
  assert.equal(virtualId(idn, r).toString("hex"), published.virtualId);
  assert.equal(idn.length, 13);
  assert.equal(r.length, 20);
});

test("the published first hash is that of the content written by hand", () => {
  const content = `3026130d${Buffer.from(published.idn).toString("hex")}031500${published.r}`;
  const first = sha256(Buffer.from(content, "hex"));
  assert.ok(first.toString("hex").startsWith(published.firstHashStartsWith));
  assert.deepEqual(sha256(first), vid);
});

test("another number or another R gives another virtual id", () => {
  const digits = fc.stringMatching(/^[0-9]{13}$/);
  const random = fc.uint8Array({ minLength: 20, maxLength: 20 });
  fc.assert(
    fc.property(digits, digits, random, random, (idn, otherIdn, r, otherR) => {
      const made = (number: string, bytes: Uint8Array) =>
        virtualId(Secret.fromText(number), Secret.from(Uint8Array.from(bytes))).toString("hex");
      const same = idn === otherIdn && Buffer.from(r).equals(otherR);
      assert.equal(made(idn, r) === made(otherIdn, otherR), same);
    }),
    { numRuns: 500 },
  );
});

test("a number with a hyphen is no number: the program has taken it out before", () => {
  assert.throws(() => virtualId(Secret.fromText("900101-2345678"), secretR()), RangeError);
});

test("openssl builds the same identifyData", () => {
  assert.deepEqual(identifyDataDer("홍길동", vid), theirs);
});

test("identifyData is read back, with the virtual id and without", () => {
  const hash = "2.16.840.1.101.3.4.2.1";
  assert.deepEqual(readIdentifyData(theirs), { realName: "홍길동", hash, vid });
  assert.deepEqual(readIdentifyData(Buffer.from("30050c03414243", "hex")), {
    realName: "ABC",
    hash: "",
    vid: null,
  });
});

test("a real name that is not UTF-8, bytes behind the end, and a VID in another form are refused", () => {
  assert.equal(readIdentifyData(Buffer.from("30040c02b8c3", "hex")), null);
  assert.equal(readIdentifyData(Buffer.concat([theirs, Buffer.of(0)])), null);
  for (const [fromEnd, tag] of [
    [34, der.tags.bitString],
    [36, 0xa1],
    [36, der.tags.sequence],
  ] as const) {
    const other = Buffer.from(theirs);
    other[other.length - fromEnd] = tag;
    assert.equal(readIdentifyData(other), null);
  }
});

test("no bytes make the reader throw", () => {
  const mutated = fc.tuple(fc.nat(theirs.length - 1), fc.nat(255), fc.nat(theirs.length)).map(([at, byte, end]) =>
    Buffer.from(theirs)
      .fill(byte, at, at + 1)
      .subarray(0, end + 1),
  );
  const any = fc.uint8Array({ maxLength: 80 }).map((bytes) => Buffer.from(bytes));
  fc.assert(
    fc.property(fc.oneof(mutated, any), (bytes) => {
      const read = readIdentifyData(bytes);
      assert.ok(read === null || read.realName.isWellFormed());
    }),
    { numRuns: 20_000 },
  );
});
