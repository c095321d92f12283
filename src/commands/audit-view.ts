// What the auditor's screen is drawn from: rows as their fields, times as clocks in Korea show them. Pure.

import type { AuditRow } from "../audit/chain.ts";
import { events, isEventId, type When, type Who } from "../audit/events.ts";
import { bodyFields } from "../audit/row-body.ts";
import type { Locale } from "../ceremony/state.ts";
import { kstText } from "../kst.ts";
import type { Browsing, FilterField, Wanted } from "./audit-show.ts";

export type Entry = {
  readonly seq: number;
  /** `2026-11-23` and `09:00:00`, Korean time; "" where the row has none. */
  readonly day: string;
  readonly time: string;
  /** Who was signed on; "" for nobody. */
  readonly staff: string;
  readonly event: string;
  readonly who: Who | null;
  readonly when: When | null;
  readonly fields: Readonly<Record<string, unknown>>;
};

/** What proves the rows, as it was found when the screen was opened. */
export type Proven =
  /** `unproven`: what the terminal keeps outside the database to prove it is missing. */
  | { readonly type: "whole" | "unproven"; readonly last: number; readonly by: readonly Basis[] }
  | { readonly type: "broken"; readonly seq: number };

export type Basis = "first-key" | "key-state" | "checkpoints" | "chain";

export type AuditPage =
  | { readonly at: "rows"; readonly entries: readonly Entry[]; readonly cursor: number }
  | { readonly at: "filter"; readonly field: FilterField; readonly text: string; readonly fault: "no-day" | null }
  | { readonly at: "story"; readonly entries: readonly Entry[]; readonly top: number }
  | {
      readonly at: "row";
      readonly entry: Entry;
      readonly facts: readonly (readonly [string, string])[];
      readonly top: number;
    };

export type AuditView = {
  readonly locale: Locale;
  readonly wanted: Wanted;
  readonly follows: boolean;
  readonly proven: Proven;
  /** Why the look itself could not be journaled; null when it was. */
  readonly unrecorded: string | null;
  readonly page: AuditPage;
};

export function entryOf(row: AuditRow): Entry {
  const { time, staff, event, ...fields } = bodyFields(row);
  const at = new Date(typeof time === "string" ? time : Number.NaN);
  const korean = Number.isNaN(at.getTime()) ? "" : kstText(at);
  const known = isEventId(event) ? events[event] : null;
  return {
    seq: row.seq,
    day: korean.slice(0, 10),
    time: korean.slice(11, 19),
    staff: typeof staff === "string" ? staff : "",
    event: String(event),
    who: known?.[0] ?? null,
    when: known?.[1] ?? null,
    fields,
  };
}

/** Every field as it stands in the row, nothing as a dash, and what seals it. */
function factsOf(row: AuditRow): readonly (readonly [string, string])[] {
  const fields = Object.entries(bodyFields(row)).map(
    ([name, value]) =>
      [name, typeof value === "string" ? value : value === null ? "-" : JSON.stringify(value)] as const,
  );
  return [...fields, ["hash", row.hash], ["mac", row.mac]];
}

function pageOf({ page, rows, cursor, fault }: Browsing): AuditPage {
  switch (page.at) {
    case "rows":
      return { at: "rows", entries: rows.map(entryOf), cursor };
    case "filter":
      return { ...page, fault };
    case "story":
      return { at: "story", entries: page.rows.map(entryOf), top: page.top };
    case "row":
      return { at: "row", entry: entryOf(page.row), facts: factsOf(page.row), top: page.top };
  }
}

export function viewOf(browsing: Browsing, known: Pick<AuditView, "proven" | "unrecorded">): AuditView {
  const { locale, wanted, follows } = browsing;
  return { locale, wanted, follows, ...known, page: pageOf(browsing) };
}
