// Identity documents at a counter: their kinds, who issues them, and days that exist.

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { authoritiesOf, documentKinds, parseDocumentDate } from "../../src/verification/document.ts";

describe("an identity document", () => {
  it("is one of four kinds, each with an authority to offer", () => {
    assert.deepEqual(documentKinds, ["resident-card", "driving-licence", "passport", "alien-card"]);
    for (const kind of documentKinds)
      assert.ok(
        authoritiesOf(kind).every((name) => name.length >= 2),
        kind,
      );
    assert.ok(documentKinds.every((kind) => authoritiesOf(kind).length > 0));
  });

  const days: readonly (readonly [digits: string, date: string | null, why: string])[] = [
    ["20200511", "2020-05-11", "a day"],
    ["20240229", "2024-02-29", "29 February of a leap year"],
    ["20000229", "2000-02-29", "29 February of 2000"],
    ["19500101", "1950-01-01", "the first day that is taken"],
    ["19491231", null, "before 1950"],
    ["20230229", null, "29 February of another year"],
    ["20200431", null, "31 April"],
    ["20200400", null, "day 0"],
    ["20200015", null, "month 0"],
    ["20201315", null, "month 13"],
    ["2020511", null, "seven digits"],
    ["202005110", null, "nine digits"],
    ["2020-5-1", null, "hyphens"],
    ["２０２００５１１", null, "full-width digits"],
    ["", null, "nothing"],
  ];
  for (const [digits, date, why] of days)
    it(`${date ? "takes" : "refuses"} ${why}`, () => assert.equal(parseDocumentDate(digits), date));
});
