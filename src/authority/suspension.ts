// How long a certificate can be on hold: six months, in whole days of Korean time. Pure.

import { kstDate } from "./validity.ts";

const months = 6;
const day = 24 * 3_600_000;
const kst = 9 * 3_600_000;

/** 23:59:59 KST on the same date six months later; where that month is shorter, on its last day. */
export function suspensionEnd(since: Date): Date {
  const { year, month, day: date } = kstDate(since);
  const lastDate = new Date(Date.UTC(year, month + months, 0)).getUTCDate();
  return new Date(Date.UTC(year, month - 1 + months, Math.min(date, lastDate)) + day - 1000 - kst);
}
