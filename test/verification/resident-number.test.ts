// Resident registration numbers: form, date and seventh digit; the check digit is nobody's business since 2020.

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { trainingCustomers } from "../../hardware/rehearsal-fixture.ts";
import { birthDate, maskResidentNumber, parseResidentNumber } from "../../src/verification/resident-number.ts";

const born = (digits: string) => birthDate(Buffer.from(digits, "latin1"));

describe("a resident number", () => {
  it("tells the century by its seventh digit", () => {
    const years = [..."1234567890"].map((seventh) => born(`010203${seventh}000000`)?.year);
    assert.deepEqual(years, [1901, 1901, 2001, 2001, 1901, 1901, 2001, 2001, 1801, 1801]);
  });

  it("has a day that exists, in its own century", () => {
    assert.deepEqual(born("0002293000000"), { year: 2000, month: 2, day: 29 });
    for (const digits of ["0002291000000", "0102293000000", "0013013000000", "0000013000000", "0001003000000"])
      assert.equal(born(digits), null, digits);
  });

  it("is thirteen digits with any last digit", () => {
    for (let last = 0; last < 10; last++) assert.notEqual(born(`900101123456${last}`), null);
    for (const digits of ["", "900101123456", "90010112345678", "900101-123456", "90010a1234567", "900101123456\n"])
      assert.equal(born(digits), null, digits);
  });

  it("is read with or without its hyphen, and shown without its end", () => {
    const number = parseResidentNumber("900101-1234567");
    assert.equal(number, "9001011234567");
    assert.equal(parseResidentNumber("9001011234567"), number);
    assert.equal(parseResidentNumber("9001-011234567"), null);
    assert.ok(number && maskResidentNumber(number) === "900101-1******");
  });

  it("of every training customer is one, the foreigner's too", () => {
    assert.equal(trainingCustomers.length, 8);
    for (const { id, residentNumber } of trainingCustomers) assert.ok(parseResidentNumber(residentNumber), id);
  });

  it("is found or refused in any bytes, without a failure", () => {
    const noise = fc.uint8Array({ maxLength: 20 });
    fc.assert(
      fc.property(noise, (bytes) => birthDate(bytes) === null || bytes.length === 13),
      { numRuns: 2_000 },
    );
  });
});
