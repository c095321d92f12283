// What a rehearsal was, read from its journal: how long each step took, what was refused, whether the goal was reached.

import { type EventId, events, isEventId } from "../audit/events.ts";
import type { RowFields } from "../audit/row-body.ts";
import { isReached, marksOf, matches, progressOf, type RowWanted } from "./goal.ts";
import type { Scenario } from "./scenario.ts";

/** Rows at which a step of a ceremony is over. */
const landmarks: readonly string[] = [
  "product-chosen",
  "term-agreed",
  "customer-chosen",
  "document-attested",
  "identity-verified",
  "phone-verified",
  "card-verified",
  "otp-verified",
  "key-opened",
  "drive-chosen",
  "token-opened",
  "password-set",
  "read-back-confirmed",
  "certificate-signed",
  "certificate-written",
  "certificate-stored",
  "certificate-issued",
  "slip-printed",
  "request-asked",
  "request-approved",
  "unlocked",
];

/** Beside the refusals, rows that tell of something that did not go as it should. */
const noticed: readonly EventId[] = [
  "drive-removed",
  "token-removed",
  "field-corrected",
  "fee-in-doubt",
  "pin-in-doubt",
  "gateway-resting",
];
/** Of a device that is well, or well again, nothing is to be told. */
const conditions: readonly EventId[] = ["keypad-status", "printer-status", "authority-status"];
const well: readonly unknown[] = ["online", "ready", "paper-low"];

/** `last`: the row with which it was over. */
export type StepTaken = { readonly event: string; readonly seconds: number; readonly last: RowFields };
/** `why`: the reason, the rule or the condition; empty where the event says all. `last`: the latest of its rows. */
export type Trouble = {
  readonly event: string;
  readonly why: string;
  readonly times: number;
  readonly last: RowFields;
};

export type CeremonyTold = {
  readonly service: string;
  /** `completed`, `cancelled`, …; null when it was still under way. */
  readonly result: string | null;
  readonly seconds: number;
  readonly steps: readonly StepTaken[];
  readonly troubles: readonly Trouble[];
};

export type Debrief = {
  readonly scenario: string;
  readonly reached: boolean;
  /** Of the goal's rows. */
  readonly come: number;
  readonly of: number;
  /** Those that did not come, or not behind the ones before them. */
  readonly missed: readonly RowWanted[];
  /** Those that the goal forbids, and that came all the same. */
  readonly forbidden: readonly RowWanted[];
  readonly ceremonies: readonly CeremonyTold[];
};

export function debriefOf(scenario: Scenario, rows: readonly RowFields[]): Debrief {
  const began = rows.filter(({ event }) => event === "ceremony-began");
  const come = progressOf(scenario, rows);
  const marks = marksOf(scenario);
  return {
    scenario: scenario.id,
    reached: isReached(scenario, rows),
    come,
    of: marks.length,
    missed: marks.slice(come),
    forbidden: (scenario.never ?? []).filter((never) => rows.some((row) => matches(row, never))),
    ceremonies: began.map((first) => told(rows.filter(({ ceremony }) => ceremony === first.ceremony))),
  };
}

function told(rows: readonly RowFields[]): CeremonyTold {
  const [first, last] = [rows[0], rows.at(-1)];
  const ended = rows.find(({ event }) => event === "ceremony-ended");
  return {
    service: String(first?.service),
    result: ended ? String(ended.result) : null,
    // A slip may be printed again when it is over.
    seconds: secondsBetween(first, ended ?? last),
    steps: stepsOf(rows),
    troubles: troublesOf(rows),
  };
}

function secondsBetween(from: RowFields | undefined, to: RowFields | undefined): number {
  const [begin, end] = [Date.parse(String(from?.time)), Date.parse(String(to?.time))];
  return Math.round((end - begin) / 100) / 10;
}

/** Several of a kind in a row are one step, as the terms are. */
function stepsOf(rows: readonly RowFields[]): readonly StepTaken[] {
  const steps: StepTaken[] = [];
  let since = rows[0];
  for (const row of rows) {
    const event = String(row.event);
    if (!landmarks.includes(event)) continue;
    const before = steps.at(-1);
    const seconds = secondsBetween(since, row);
    if (before?.event === event) steps[steps.length - 1] = { event, seconds: before.seconds + seconds, last: row };
    else steps.push({ event, seconds, last: row });
    since = row;
  }
  return steps;
}

function troublesOf(rows: readonly RowFields[]): readonly Trouble[] {
  const found = new Map<string, Trouble>();
  for (const row of rows) {
    if (!isEventId(row.event) || !isTrouble(row.event, row)) continue;
    const { event } = row;
    const why = String(row.why ?? row.rule ?? row.status ?? "");
    const key = `${event} ${why}`;
    found.set(key, { event, why, times: (found.get(key)?.times ?? 0) + 1, last: row });
  }
  return [...found.values()];
}

function isTrouble(event: EventId, { status, result }: RowFields): boolean {
  // Some refusals are an end, and have no row of their own: an expired certificate is not renewed.
  if (event === "ceremony-ended") return result === "refused" || result === "failed";
  if (conditions.includes(event)) return !well.includes(status);
  return events[event][1] === "refused" || noticed.includes(event);
}
