// The gaps that officers accepted: an old copy of the journal was put back, and what was written after it is not here. Pure.

import type { AuditRow } from "./chain.ts";
import type { OldCopyAccepted, OldCopyAnswered } from "./journal-entry.ts";
import { factIn } from "./row-body.ts";
import type { AuditRows } from "./rows.ts";

/** `row` and `time` (RFC 3339): where and when the journal says so. */
export type Gap = Omit<OldCopyAnswered, "event"> & { readonly row: number; readonly time: string };

/** Null for any other row. */
export function oldCopyIn(row: AuditRow): Gap | null {
  // A cheap look first: most rows are none.
  const fact = row.body.includes('"event":"old-copy-accepted"') ? factIn(row) : null;
  if (fact?.event !== "old-copy-accepted") return null;
  const { last, upTo, boots, officer, reason, time } = fact;
  return { row: row.seq, last, upTo, boots, officer, reason, time };
}

/** With all that was done about it; null for any other row. */
export function acceptedIn(row: AuditRow): OldCopyAccepted | null {
  const fact = factIn(row);
  return fact?.event === "old-copy-accepted" ? fact : null;
}

/** Oldest first. */
export function gapsOf(rows: Pick<AuditRows, "oldCopies">): readonly Gap[] {
  return rows.oldCopies().flatMap((row) => oldCopyIn(row) ?? []);
}

/** The newest gap in which a row of this number was lost that something knew of; null when none holds it. */
export function gapAround(gaps: readonly Gap[], seq: number): Gap | null {
  return gaps.findLast(({ last, upTo }) => seq > last && upTo !== null && seq <= upTo) ?? null;
}

/**
 * The same for paper, which may be all that knew of the row. Numbers are given out again after a gap: `signed`, the time of a
 * slip's own checkpoint, tells the two apart; null where the slip has none.
 */
export function gapOfSlip(gaps: readonly Gap[], seq: number, signed: string | null): Gap | null {
  const holds = ({ last, upTo, time }: Gap): boolean =>
    seq > last && (upTo === null || seq <= upTo) && (signed === null || signed < time);
  return gaps.findLast(holds) ?? null;
}

/** How often the terminal was started, as the rows know it: by the last checkpoint, or by an old copy accepted since. */
export function startsIn(rows: Pick<AuditRows, "lastOf">): number {
  const newest = rows.lastOf(null, ["checkpoint", "old-copy-accepted"]);
  const checkpoint = rows.lastOf(null, ["checkpoint"]);
  const fact = checkpoint && factIn(checkpoint);
  const accepted = newest && oldCopyIn(newest)?.boots;
  return Math.max(accepted ?? 0, fact?.event === "checkpoint" ? fact.boot : 0);
}
