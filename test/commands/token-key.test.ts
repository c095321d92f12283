// Key files: what people keep keys in is read, and nothing else is taken for a key.

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { passphrase, preSharedKey } from "../../src/commands/token-key.ts";

function keyIn(bytes: Uint8Array): Buffer | string {
  const outcome = preSharedKey(Buffer.from(bytes));
  if (outcome.type === "refused") return outcome.why;
  return outcome.key.type === "pre-shared" ? outcome.key.key.use((key) => Buffer.from(key)) : "a passphrase";
}

function passphraseIn(bytes: Uint8Array): string {
  const outcome = passphrase(Buffer.from(bytes));
  if (outcome.type === "refused" || outcome.key.type !== "passphrase") return outcome.type;
  return outcome.key.passphrase.use((text) => Buffer.from(text).toString());
}

const key16 = Buffer.from("12345678901234567890123456789012", "hex");

describe("a key file", () => {
  for (const [says, text] of [
    ["hexadecimal", "12345678901234567890123456789012"],
    ["hexadecimal with blanks and an end of line", "1234 5678 9012 3456\t7890 1234 5678 9012\r\n"],
    ["base64", `${key16.toString("base64")}\n`],
  ] as const)
    it(`holds a key in ${says}`, () => assert.deepEqual(keyIn(Buffer.from(text)), key16));

  it("holds any key of 16, 24 or 32 bytes in each of its forms", () => {
    const keys = fc.constantFrom(16, 24, 32).chain((length) => {
      return fc.uint8Array({ minLength: length, maxLength: length });
    });
    fc.assert(
      fc.property(keys, (bytes) => {
        const key = Buffer.from(bytes);
        for (const form of [key.toString("hex"), key.toString("hex").toUpperCase(), key.toString("base64")])
          assert.deepEqual(keyIn(Buffer.from(`${form}\n`)), key);
      }),
    );
    // Bytes as they are; a first byte that is no digit keeps them from being text by chance.
    assert.deepEqual(keyIn(Buffer.alloc(32, 0x80)), Buffer.alloc(32, 0x80));
  });

  it("is refused with what is no key", () => {
    for (const text of [
      "",
      "\n",
      "1234",
      "z".repeat(33),
      "=".repeat(24),
      `${key16.toString("hex")}0`,
      "1".repeat(5000),
    ])
      assert.match(String(keyIn(Buffer.from(text))), /16, 24 or 32 bytes/, text);
  });

  it("is wiped from memory once it is read", () => {
    const bytes = Buffer.from(key16.toString("hex"));
    preSharedKey(bytes);
    assert.ok(bytes.every((byte) => byte === 0));
  });

  it("never throws", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 80 }), (bytes) => {
        keyIn(bytes);
        passphraseIn(bytes);
      }),
      { numRuns: 100_000 },
    );
  });
});

describe("a passphrase file", () => {
  for (const [text, found] of [
    ["qwerty", "qwerty"],
    ["qwerty\n", "qwerty"],
    ["qwerty\r\nsecond line\n", "qwerty"],
    [" with blanks \n", " with blanks "],
    ["\ufeff열려라 참깨\n", "열려라 참깨"],
  ] as const)
    it(`gives its first line without the end: ${JSON.stringify(text)}`, () => {
      assert.equal(passphraseIn(Buffer.from(text)), found);
    });

  it("is refused when the first line is empty", () => {
    for (const text of ["", "\n", "\r\n", "\nqwerty", "\ufeff\n"])
      assert.equal(passphraseIn(Buffer.from(text)), "refused", JSON.stringify(text));
  });
});
