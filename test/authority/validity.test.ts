// Whole days of Korean time: year ends, 29 February, the last minute of a day, and the system's own calendar as a peer.

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { validityFrom } from "../../src/authority/validity.ts";
import { kstDate, kstDateDigits, kstDateText, startOfKstDay } from "../../src/kst.ts";

// A terminal whose own clock is set to another zone, with summer time, counts the same days.
process.env.TZ = "America/New_York";

const from = (text: string, years = 1) => {
  const { notBefore, notAfter } = validityFrom(new Date(text), years);
  return [notBefore.toISOString(), notAfter.toISOString()];
};

/** [issued, begins, ends], the last two in UTC. */
const years = [
  ["2026-11-23T09:00:00+09:00", "2026-11-22T15:00:00.000Z", "2027-11-23T14:59:59.000Z"],
  ["2026-11-23T00:00:00+09:00", "2026-11-22T15:00:00.000Z", "2027-11-23T14:59:59.000Z"],
  ["2026-11-23T23:59:59.999+09:00", "2026-11-22T15:00:00.000Z", "2027-11-23T14:59:59.000Z"],
  ["2026-12-31T23:59:00+09:00", "2026-12-30T15:00:00.000Z", "2027-12-31T14:59:59.000Z"],
  ["2027-01-01T00:00:00+09:00", "2026-12-31T15:00:00.000Z", "2028-01-01T14:59:59.000Z"],
  ["2028-02-29T12:00:00+09:00", "2028-02-28T15:00:00.000Z", "2029-02-28T14:59:59.000Z"],
  ["2027-02-28T12:00:00+09:00", "2027-02-27T15:00:00.000Z", "2028-02-28T14:59:59.000Z"],
  ["2027-03-01T00:00:00+09:00", "2027-02-28T15:00:00.000Z", "2028-03-01T14:59:59.000Z"],
] as const;

/** Korea has had no summer time since 1988. */
const instants = fc.date({
  min: new Date("1990-01-01T00:00:00Z"),
  max: new Date("2048-12-31T00:00:00Z"),
  noInvalidDate: true,
});
const calendar = new Intl.DateTimeFormat("sv-SE", { timeZone: "Asia/Seoul" });

describe("validity", () => {
  for (const [issued, begins, ends] of years)
    it(`of a year, issued ${issued}, ends on the same date`, () => {
      assert.deepEqual(from(issued), [begins, ends]);
    });

  it("of several years ends on 29 February where there is one", () => {
    assert.deepEqual(from("2028-02-29T12:00:00+09:00", 4)[1], "2032-02-29T14:59:59.000Z");
    assert.deepEqual(from("2028-02-29T12:00:00+09:00", 3)[1], "2031-02-28T14:59:59.000Z");
  });

  it("is in whole days by the calendar of the system, and ends in the same month", () => {
    fc.assert(
      fc.property(instants, (at) => {
        const { notBefore, notAfter } = validityFrom(at, 1);
        const justBefore = new Date(notBefore.getTime() - 1);
        const justAfter = new Date(notAfter.getTime() + 1000);
        assert.equal(calendar.format(notBefore), calendar.format(at));
        assert.notEqual(calendar.format(justBefore), calendar.format(at));
        assert.notEqual(calendar.format(justAfter), calendar.format(notAfter));
        assert.equal(kstDate(notAfter).year, kstDate(at).year + 1);
        assert.equal(kstDate(notAfter).month, kstDate(at).month);
      }),
      { numRuns: 2000 },
    );
  });
});

describe("a day in Korea", () => {
  it("is that of the system's calendar", () => {
    fc.assert(
      fc.property(instants, (at) => {
        assert.equal(kstDateText(at), calendar.format(at));
        assert.equal(kstDateDigits(at), calendar.format(at).replaceAll("-", ""));
        assert.equal(kstDateText(startOfKstDay(at)), kstDateText(at));
      }),
      { numRuns: 2000 },
    );
  });

  it("ends at 15:00 of Greenwich", () => {
    assert.equal(kstDateText(new Date("2026-11-23T14:59:59.999Z")), "2026-11-23");
    assert.equal(kstDateText(new Date("2026-11-23T15:00:00Z")), "2026-11-24");
    assert.equal(startOfKstDay(new Date("2026-11-23T14:59:59.999Z")).toISOString(), "2026-11-22T15:00:00.000Z");
  });
});
