// What hands type at a counter, a hundred thousand times at random: each field takes it or names what is wrong.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { isDocumentEnd, parseDocumentDate } from "../../src/verification/document.ts";
import { parseName } from "../../src/verification/person-name.ts";
import { parseReason } from "../../src/verification/requests.ts";
import { ageOn, birthDate, parseResidentNumber } from "../../src/verification/resident-number.ts";

const runs = { numRuns: 100_000 };
const digits = fc.string({ unit: fc.constantFrom(..."0123456789"), maxLength: 14 });
const typed = fc.oneof(
  fc.string({ maxLength: 45 }),
  digits,
  fc.string({ unit: fc.constantFrom(..."0123456789- .가힣a"), maxLength: 45 }),
  fc.tuple(fc.string({ maxLength: 8 }), digits).map(([text, number]) => `${text} ${number}`),
);

describe("a reason", () => {
  it("is kept without blanks around it and without a number that could be somebody's", () => {
    let taken = 0;
    fc.assert(
      fc.property(typed, (text) => {
        const parsed = parseReason(text);
        if (parsed.type === "reason-refused") return;
        taken++;
        assert.equal(parsed.reason, parsed.reason.trim());
        assert.ok([...parsed.reason].length >= 4);
        assert.ok(!/\d{6}/.test(parsed.reason.replaceAll(/[\s.-]/g, "")), parsed.reason);
      }),
      runs,
    );
    assert.ok(taken > 5_000, `${taken}`);
  });
});

describe("a document", () => {
  it("has a day that exists, in the form of the journal", () => {
    fc.assert(
      fc.property(typed, (text) => {
        const day = parseDocumentDate(text);
        if (day === null) return;
        assert.equal(new Date(`${day}T00:00:00Z`).toISOString().slice(0, 10), day);
        assert.equal(day.replaceAll("-", ""), text);
      }),
      runs,
    );
  });

  it("ends in four digits", () => {
    fc.assert(
      fc.property(typed, (text) => isDocumentEnd(text) === /^[0-9]{4}$/.test(text)),
      runs,
    );
  });
});

describe("a resident number", () => {
  it("is thirteen digits of a day that exists, however it is typed", () => {
    fc.assert(
      fc.property(typed, (text) => {
        const number = parseResidentNumber(text);
        if (number === null) return;
        assert.match(number, /^\d{13}$/);
        assert.equal(number, text.replace("-", ""));
      }),
      runs,
    );
  });

  it("gives an age that grows by one on the birthday", () => {
    const day = fc.date({ min: new Date("1900-01-01"), max: new Date("2026-12-31"), noInvalidDate: true });
    const calendar = (at: Date) => ({ year: at.getUTCFullYear(), month: at.getUTCMonth() + 1, day: at.getUTCDate() });
    fc.assert(
      fc.property(day, fc.nat(120), (born, years) => {
        const birth = calendar(born);
        const birthday = { ...birth, year: birth.year + years };
        const before = calendar(new Date(Date.UTC(birthday.year, birthday.month - 1, birthday.day - 1)));
        assert.equal(ageOn(birth, birthday), years);
        assert.equal(ageOn(birth, before), years - 1);
      }),
      runs,
    );
    assert.equal(birthDate(Buffer.from("110405345678x")), null);
  });
});

describe("a name", () => {
  it("holds nothing that cannot be seen", () => {
    fc.assert(
      fc.property(fc.oneof(typed, fc.string({ unit: "binary", maxLength: 32 })), (text) => {
        const parsed = parseName(text);
        if (parsed.type === "name-refused") return;
        assert.ok(!/[\p{C}\p{Zl}\p{Zp}]/u.test(parsed.name));
        assert.ok([...parsed.name].length <= 30);
      }),
      runs,
    );
  });
});
