// Whatever a file holds, the reader of PSKC has a name for it: 100,000 random and mutated files.

import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { describe, it } from "node:test";
import fc from "fast-check";
import { fileRefusalInWords, keyRefusalInWords } from "../../src/commands/token-words.ts";
import { Secret } from "../../src/secret.ts";
import { readPskc } from "../../src/verification/pskc.ts";
import type { PskcKey } from "../../src/verification/pskc-protection.ts";
import { container, encryptedValue, keyPackage, plainValue, sharedKey } from "./pskc-maker.ts";

const now = new Date("2026-11-23T00:00:00Z");
const runs = 50_000;

/** What is taken is a token that the registry and the arithmetic of codes can bear. */
function look(bytes: Uint8Array, key: PskcKey | null): "read" | "refused" {
  const report = readPskc(bytes, { key, kind: "otp-token", now });
  if (report.type === "refused") {
    assert.ok(fileRefusalInWords(report.why).length > 10);
    return "refused";
  }
  for (const { why, line } of report.refused) assert.ok(keyRefusalInWords(why).length > 10 && line > 0);
  for (const { token } of report.taken) {
    assert.match(token.serial, /^[0-9A-Za-z][0-9A-Za-z._-]{0,31}$/);
    assert.ok(token.seed.length >= 16 && token.seed.length <= 128);
    assert.ok([30, 60, null].includes(token.periodSeconds) && [6, 8].includes(token.digits));
    assert.ok(Number.isSafeInteger(token.lastStep) && token.lastStep >= -1 && token.lastStep <= 2 ** 40);
    assert.ok(Number.isSafeInteger(token.driftSteps) && Math.abs(token.driftSteps) <= 200);
    token.seed.wipe();
  }
  assert.equal(new Set(report.taken.map(({ token }) => token.serial)).size, report.taken.length);
  return "read";
}

const how = sharedKey("aes128-cbc", randomBytes(16));
const key: PskcKey = { type: "pre-shared", key: Secret.from(Buffer.from(how.key)) };
const policy = '<PINPolicy PINUsageMode="Local"/><KeyUsage>OTP</KeyUsage><StartDate>2020-01-01T00:00:00Z</StartDate>';
const data = ["Time", "TimeInterval", "TimeDrift"].map((name, at) => `<${name}>${plainValue(at * 30)}</${name}>`);
const counter = `<Counter>${plainValue(7)}</Counter>`;
const plainFile = container([
  keyPackage({ data: data.join("").replace(">60<", ">6<"), policy }),
  keyPackage({ serial: "2", profile: "hotp", data: counter }),
]);
const lockedFile = container(
  [keyPackage({ secret: encryptedValue(how, Buffer.alloc(20, 7)) }), keyPackage({ serial: "2" })],
  how,
);

/** What a careless hand or a malicious one puts in. */
const pieces = fc.constantFrom(
  ...["<", ">", "</", "/>", "&", "&#0;", "&#x110000;", "&lt;", "]]>", "<![CDATA[", "<!--", "<?xml?>", "<!DOCTYPE a>"],
  ...['"', "'", "=", 'xmlns=""', 'xmlns:x="urn:x"', "\0", "\ud7ff", "\r\n", "-1", "9".repeat(20), "1e9", "NaN"],
  ...[
    "<Key>",
    "</Key>",
    "<Data>",
    "<Policy><A/></Policy>",
    "<Secret/>",
    "<KeyPackage/>",
    "<MACMethod/>",
    "=".repeat(9),
  ],
  ...["hotp", "totp", "DECIMAL", 'Length="8"', "<Suite>SHA256</Suite>", "kw-aes128", "aes256-cbc", "constructor"],
);

type Change = { readonly at: number; readonly length: number; readonly put: string };

const changes = fc.array(
  fc.record({
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    length: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 4 }), fc.integer({ min: 5, max: 300 })),
    put: fc.oneof(pieces, fc.string({ unit: "binary", maxLength: 3 }), fc.constant("")),
  }),
  { minLength: 1, maxLength: 4 },
);

function mutated(text: string, each: readonly Change[]): Buffer {
  let now = text;
  for (const { at, length, put } of each) {
    const start = Math.floor(at * now.length);
    now = `${now.slice(0, start)}${put}${now.slice(start + length)}`;
  }
  return Buffer.from(now);
}

describe("the reader of PSKC files", () => {
  for (const [says, text, given] of [
    ["an open file", plainFile, null],
    ["a locked file", lockedFile, key],
  ] as const)
    it(`names what became of ${says} after ${runs} mutations`, () => {
      const seen = { read: 0, refused: 0 };
      assert.equal(look(Buffer.from(text), given), "read");
      fc.assert(
        fc.property(changes, (each) => {
          seen[look(mutated(text, each), given)]++;
        }),
        { numRuns: runs },
      );
      // Both roads were gone down.
      assert.ok(seen.read > runs / 100 && seen.refused > runs / 100, JSON.stringify(seen));
    });

  it("names 10,000 files of random bytes and of random text", () => {
    const texts = fc.array(fc.oneof(pieces, fc.string({ unit: "binary", maxLength: 8 })), { maxLength: 20 });
    fc.assert(
      fc.property(fc.oneof(fc.uint8Array({ maxLength: 200 }), texts), (input) => {
        const bytes = input instanceof Uint8Array ? input : Buffer.from(input.join(""));
        assert.equal(look(bytes, null), "refused");
      }),
      { numRuns: 10_000 },
    );
  });

  it("is not slower for a file that wants to be slow", () => {
    const start = performance.now();
    const million = 1_000_000;
    for (const text of [
      "<a>".repeat(million),
      `<a ${Array.from({ length: 20_000 }, (_, at) => `b${at}=""`).join(" ")}/>`,
      plainFile.replace("oath.UB", "&#65;".repeat(million)),
      plainFile.replace("<Data>", "<Extensions/>".repeat(100_000)),
      plainFile.replace("MTIz", `${" ".repeat(million)}!`),
      plainFile.replace("0110000501<", `${"\n".repeat(million)}0110000501<`),
      `${"x".repeat(million)}`,
    ])
      look(Buffer.from(text), null);
    assert.ok(performance.now() - start < 20_000);
  });
});
