// Identity documents at a counter: their kinds, who issues and who can hold them, and days that exist and hold.

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import {
  authoritiesOf,
  type DocumentKind,
  type DocumentRefusal,
  documentKinds,
  documentsOf,
  judgeDocument,
  parseDocumentDate,
} from "../../src/verification/document.ts";
import { type Day, isForeigner } from "../../src/verification/resident-number.ts";

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

describe("who can hold a document", () => {
  const offers: readonly (readonly [age: number, foreigner: boolean, kinds: readonly DocumentKind[]])[] = [
    [36, false, ["resident-card", "driving-licence", "passport"]],
    [36, true, ["driving-licence", "passport", "alien-card"]],
    [17, false, ["resident-card", "driving-licence", "passport"]],
    [16, false, ["driving-licence", "passport"]],
    [15, false, ["passport"]],
    [15, true, ["passport", "alien-card"]],
  ];
  for (const [age, foreigner, kinds] of offers)
    it(`offers a ${foreigner ? "foreigner" : "citizen"} of ${age} what he can have`, () =>
      assert.deepEqual(documentsOf({ age, foreigner }), kinds));

  for (const seventh of "1234567890")
    it(`knows by a seventh digit ${seventh} whether he is a foreigner`, () =>
      assert.equal(isForeigner(Buffer.from(`900101${seventh}234567`)), "5678".includes(seventh)));
});

describe("the day of issue", () => {
  const today = "2026-11-23";
  const adult: Day = { year: 1990, month: 1, day: 1 };
  const minor: Day = { year: 2011, month: 4, day: 5 };
  const young: Day = { year: 2007, month: 3, day: 10 };
  type Judged = readonly [kind: DocumentKind, issuedOn: string, birth: Day | null, why: DocumentRefusal | null];
  const judged: readonly Judged[] = [
    ["passport", "2026-11-23", adult, null],
    ["passport", "2026-11-24", adult, "issued-in-future"],
    ["passport", "2026-11-24", null, "issued-in-future"],
    ["resident-card", "1989-12-31", adult, "issued-before-birth"],
    ["resident-card", "1989-12-31", null, null],
    ["passport", "2011-04-04", minor, "issued-before-birth"],
    ["alien-card", "2011-04-04", minor, "issued-before-birth"],
    ["alien-card", "2011-04-05", minor, null],
    ["resident-card", "2024-03-09", young, "issued-too-young"],
    ["resident-card", "2024-03-10", young, null],
    ["driving-licence", "2023-03-09", young, "issued-too-young"],
    ["driving-licence", "2023-03-10", young, null],
    ["driving-licence", "2016-01-01", adult, null],
    ["driving-licence", "2015-12-31", adult, "too-old"],
    ["driving-licence", "2015-12-31", null, "too-old"],
    ["passport", "2016-11-23", adult, null],
    ["passport", "2016-11-22", adult, "too-old"],
    ["passport", "2016-11-22", null, "too-old"],
    ["passport", "2021-11-23", minor, null],
    ["passport", "2021-11-22", minor, "too-old"],
    ["passport", "2021-11-22", null, null],
    ["resident-card", "2007-01-01", adult, null],
  ];
  for (const [kind, issuedOn, birth, why] of judged)
    it(`of a ${kind}, ${issuedOn}, for ${birth ? `one born in ${birth.year}` : "a visitor"}: ${why ?? "holds"}`, () =>
      assert.equal(judgeDocument({ kind, authority: "외교부장관", issuedOn, number: "****4567" }, today, birth), why));

  it("renews a licence until the last day of the year in which its ten years end", () => {
    const on = (day: string): DocumentRefusal | null =>
      judgeDocument(
        { kind: "driving-licence", authority: "시도경찰청장", issuedOn: "2016-01-01", number: "****4567" },
        day,
        adult,
      );
    assert.deepEqual([on("2026-12-31"), on("2027-01-01")], [null, "too-old"]);
  });

  it("gives a passport ten years from the eighteenth birthday on, five until then", () => {
    const on = (issuedOn: string, day: string): DocumentRefusal | null =>
      judgeDocument({ kind: "passport", authority: "외교부장관", issuedOn, number: "****4567" }, day, young);
    assert.deepEqual([on("2025-03-09", "2030-03-09"), on("2025-03-09", "2030-03-10")], [null, "too-old"]);
    assert.deepEqual([on("2025-03-10", "2035-03-10"), on("2025-03-10", "2035-03-11")], [null, "too-old"]);
  });
});
