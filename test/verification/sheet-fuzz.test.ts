// Whatever a file holds, the readers of customers and cards have a name for it: 100,000 random and mutated files each.

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { faultInWords, sheetRefusalInWords } from "../../src/commands/import-words.ts";
import { readingCards } from "../../src/verification/cards-file.ts";
import { readingCustomers } from "../../src/verification/customers-file.ts";
import type { NewCard, NewCustomer } from "../../src/verification/enrolment.ts";
import { birthDate } from "../../src/verification/resident-number.ts";
import type { FileOutcome } from "../../src/verification/sheet-rows.ts";
import { readWhole } from "./sheet-reading.ts";

const areDigits = (bytes: Uint8Array): boolean => bytes.every((byte) => byte >= 0x30 && byte <= 0x39);

/** What is taken is what the registry, the screens and the journal can bear. */
function customerIsSound({ id, name, residentNumber, phones, accounts }: NewCustomer): void {
  assert.match(id, /^[0-9A-Za-z][0-9A-Za-z._-]{0,31}$/);
  assert.ok(!/\d{13}/.test(id) && !/\d{6}-\d{7}/.test(id + name));
  assert.ok(name.trim() === name && name !== "" && [...name].length <= 30 && !/[\p{C}\p{Zl}\p{Zp}]/u.test(name));
  assert.ok(residentNumber.use((digits) => birthDate(digits) !== null));
  assert.ok(phones.length <= 5 && phones.every((phone) => /^0\d{8,10}$/.test(phone)));
  assert.ok(accounts.length > 0);
  for (const { number, password, balance } of accounts) {
    assert.match(number, /^\d{10,14}$/);
    assert.ok(password.use((digits) => digits.length === 4 && areDigits(digits)));
    assert.ok(Number.isSafeInteger(balance) && balance >= 0);
  }
}

function cardIsSound({ serial, codes }: NewCard): void {
  assert.match(serial, /^\d{12}$/);
  assert.ok(codes.use((digits) => [120, 140].includes(digits.length) && areDigits(digits)));
}

function look<Item>(outcome: FileOutcome<Item>, sound: (item: Item) => void): FileOutcome<Item>["type"] {
  switch (outcome.type) {
    case "refused":
      assert.ok(sheetRefusalInWords(outcome.why).length > 10);
      break;
    case "faulty":
      assert.ok(outcome.faults.length > 0);
      for (const fault of outcome.faults) assert.ok(fault.line > 1 && faultInWords(fault).length > 10);
      break;
    case "read":
      assert.ok(outcome.items.length > 0 && outcome.items.length === outcome.lines.length);
      outcome.items.forEach(sound);
  }
  return outcome.type;
}

const readers = {
  customers: (bytes: Uint8Array) => look(readWhole(readingCustomers(bytes)), customerIsSound),
  cards: (bytes: Uint8Array) => look(readWhole(readingCards(bytes)), cardIsSound),
};

const people = [
  "id,name,language,resident_number,phones,account,account_password,balance",
  "hong,홍길동,ko,900101-1234567,010-1234-5678;021234567,01234502100017,1357,1000000",
  "hong,,,,,01234502100018,2468,0",
  '"kim","JOHN SMITH",en,8503152345678,,0123456789,1111,5',
].join("\n");

const codes = (cells: number): string => Array.from({ length: cells }, (_, at) => 1234 + at).join(",");
const cards = [
  `serial,${Array.from({ length: 35 }, (_, at) => at + 1).join(",")}`,
  `710000000001,${codes(30)}`,
  `710000000002,${codes(35)}`,
].join("\n");

/** What a careless hand or a malicious one puts in. */
const pieces = [
  ...[",", '"', '""', "\n", "\r\n", "\r", ";", "-", " ", "", "", "\t", "\0", "\u001b[2J", "\ufeff", "\u202e", "\u200b"],
  ...[
    "=1+1",
    "0",
    "9".repeat(20),
    "9001011234567",
    "990230-1234567",
    "010-1234-5678",
    "１２３４",
    "ko",
    "en",
    "홍",
    "홍",
  ],
  ...["\u3164", "e\u0301\u0301\u0301\u0301", "\u{1f511}", "constructor", "__proto__", "serial", "id", ",,,,,,,\n"],
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

/** Up to three places are cut, or overwritten, or put in; now and then a byte becomes another one. */
function mutated(text: string, seed: number): Buffer {
  const next = dice(seed);
  let changed = text;
  for (let changes = next(3); changes >= 0; changes--) {
    const start = next(changed.length);
    const cut = [0, next(4), 1, next(60)][next(4)] ?? 0;
    const put = next(4) === 0 ? String(next(10)) : (pieces[next(pieces.length)] ?? "");
    changed = `${changed.slice(0, start)}${put}${changed.slice(start + cut)}`;
  }
  const bytes = Buffer.from(changed);
  if (next(8) === 0) bytes[next(bytes.length)] = next(256);
  return bytes;
}

describe("the readers of customers and cards", () => {
  for (const [what, text] of [
    ["customers", people],
    ["cards", cards],
  ] as const) {
    it(`name what became of ${what} after 90,000 mutations`, () => {
      const read = readers[what];
      const seen = { read: 0, faulty: 0, refused: 0 };
      assert.equal(read(Buffer.from(text)), "read");
      fc.assert(
        fc.property(fc.integer(), (seed) => {
          seen[read(mutated(text, seed))]++;
        }),
        { numRuns: 90_000 },
      );
      // Every road was gone down.
      assert.ok(
        Object.values(seen).every((times) => times > 500),
        JSON.stringify(seen),
      );
    });

    it(`name 10,000 files of random bytes and of random text that are no ${what}`, () => {
      const texts = fc.array(fc.oneof(fc.constantFrom(...pieces), fc.string({ unit: "binary", maxLength: 8 })), {
        maxLength: 20,
      });
      const [header] = text.split("\n");
      fc.assert(
        fc.property(fc.oneof(fc.uint8Array({ maxLength: 200 }), texts), fc.boolean(), (input, headed) => {
          const body = input instanceof Uint8Array ? Buffer.from(input) : Buffer.from(input.join(""));
          const bytes = headed ? Buffer.concat([Buffer.from(`${header}\n`), body]) : body;
          assert.notEqual(readers[what](bytes), "read");
        }),
        { numRuns: 10_000 },
      );
    });
  }

  it("are not slower for a file that wants to be slow", () => {
    const began = process.cpuUsage();
    const bytes = 1_000_000;
    for (const header of [people, cards].map((text) => text.split("\n")[0] ?? ""))
      for (const body of [
        ...["\n", ",", '"', '""', '","', '"\n', "a", "0", "-", ";", "홍", "\u0301", ",\n", "\r"].map((piece) =>
          piece.repeat(bytes / Buffer.byteLength(piece)),
        ),
        `hong,${" ".repeat(bytes / 2)}x,ko,900101-1234567,${"0-".repeat(bytes / 8)}x,0,0,0`,
        `hong,홍,ko,900101-1234567,${"0123456789;".repeat(bytes / 12)},0123456789,1111,0`,
      ])
        for (const read of Object.values(readers)) read(Buffer.from(`${header}\n${body}`));
    const { user } = process.cpuUsage(began);
    assert.ok(user < 10_000_000, `${user} µs`);
  });
});
