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
const bare = (text: string): string => text.replaceAll(/ xmlns:[a-z]="[^"]*"|<Manufacturer>.*?<\/Manufacturer>/g, "");
const clockFile = bare(container([keyPackage({ data: data.join("").replace(">60<", ">6<"), policy })]));
const counterFile = bare(container([keyPackage({ profile: "hotp", data: counter })]));
const lockedFile = container([keyPackage({ secret: encryptedValue(how, Buffer.alloc(20, 7)) })], how);

/** What a careless hand or a malicious one puts in. */
const pieces = [
  ...["<", ">", "</", "/>", "&", "&#0;", "&#x110000;", "&lt;", "]]>", "<![CDATA[", "<!--", "<?xml?>", "<!DOCTYPE a>"],
  ...['"', "'", "=", 'xmlns=""', 'xmlns:x="urn:x"', "\0", "\ud7ff", "\r\n", "-1", "9".repeat(20), "1e9", "NaN", "", ""],
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
  ...["0", "1", "a", " ", "\t", "\u00e9", "\u{1f511}"],
];

/** Numbers below a bound, from a seed: quicker than arbitraries of arbitraries (mulberry32). */
function dice(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below);
  };
}

/** Up to four places are cut, or overwritten, or put in. */
function mutated(text: string, seed: number): Buffer {
  const next = dice(seed);
  let changed = text;
  for (let changes = next(4); changes >= 0; changes--) {
    const start = next(changed.length);
    const cut = [0, next(4), next(4), next(200)][next(4)] ?? 0;
    const put = next(4) === 0 ? String.fromCharCode(next(0x300)) : (pieces[next(pieces.length)] ?? "");
    changed = `${changed.slice(0, start)}${put}${changed.slice(start + cut)}`;
  }
  return Buffer.from(changed);
}

describe("the reader of PSKC files", () => {
  for (const [runs, says, text, given] of [
    [40_000, "a clock's open file", clockFile, null],
    [30_000, "a counter's open file", counterFile, null],
    [30_000, "a locked file", lockedFile, key],
  ] as const)
    it(`names what became of ${says} after ${runs} mutations`, () => {
      const seen = { read: 0, refused: 0 };
      const whole = readPskc(Buffer.from(text), { key: given, kind: "otp-token", now });
      assert.partialDeepStrictEqual(whole, { type: "read", refused: [], taken: [{ line: 2 }] });
      fc.assert(
        fc.property(fc.integer(), (seed) => {
          seen[look(mutated(text, seed), given)]++;
        }),
        { numRuns: runs },
      );
      // Both roads were gone down.
      assert.ok(seen.read > runs / 100 && seen.refused > runs / 100, JSON.stringify(seen));
    });

  it("names 10,000 files of random bytes and of random text", () => {
    const texts = fc.array(fc.oneof(fc.constantFrom(...pieces), fc.string({ unit: "binary", maxLength: 8 })), {
      maxLength: 20,
    });
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
      clockFile.replace("<Data>", `<Extensions>${"&#65;".repeat(million)}</Extensions><Data>`),
      clockFile.replace("<Data>", "<Extensions/>".repeat(100_000)),
      clockFile.replace("MTIz", `${" ".repeat(million)}!`),
      clockFile.replace("0110000501<", `${"\n".repeat(million)}0110000501<`),
      `${"x".repeat(million)}`,
    ])
      look(Buffer.from(text), null);
    assert.ok(performance.now() - start < 20_000);
  });
});
