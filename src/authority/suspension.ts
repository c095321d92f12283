// How long a certificate can be on hold: six months, in whole days of Korean time. Pure.

import { endOfSameKstDate } from "../kst.ts";

/** 23:59:59 KST on the same date six months later; where that month is shorter, on its last day. */
export function suspensionEnd(since: Date): Date {
  return endOfSameKstDate(since, 6);
}
