// Which rows of the journal somebody asks for: by day, officer, customer, event, ceremony.

import { dayMilliseconds } from "../kst.ts";
import type { AuditRow } from "./chain.ts";
import { bodyFields, type RowFields } from "./row-body.ts";
import type { AuditRows } from "./rows.ts";

export type Selection = {
  /** RFC 3339 in UTC, both ends included; null: from the first, to the last. */
  readonly from: string | null;
  readonly to: string | null;
  readonly staff: string | null;
  /** The customer's id: the rows of every ceremony in which the customer was known. */
  readonly customer: string | null;
  readonly events: readonly string[];
  readonly ceremony: string | null;
};

export const everything: Selection = { from: null, to: null, staff: null, customer: null, events: [], ceremony: null };

/** Officers sign rows (`staff`), and are named in rows about themselves (`number`, `by`). */
function isOf(staff: string, fields: RowFields): boolean {
  return fields.staff === staff || fields.number === staff || fields.by === staff;
}

function inTime({ from, to }: Selection, time: unknown): boolean {
  if (from === null && to === null) return true;
  return typeof time === "string" && (from === null || time >= from) && (to === null || time <= to);
}

function ceremoniesOf(rows: AuditRows, customer: string): ReadonlySet<unknown> {
  const found = new Set<unknown>();
  for (const row of rows.all()) {
    // The id stands in few rows: the others need not be parsed.
    if (!row.body.includes(customer)) continue;
    const fields = bodyFields(row);
    if (fields.customer === customer && fields.ceremony !== null) found.add(fields.ceremony);
  }
  return found;
}

/** Whether a row is asked for; reads the whole journal once where a customer is. */
export function wantedBy(rows: AuditRows, selection: Selection): (row: AuditRow) => boolean {
  const { staff, customer, events, ceremony } = selection;
  const ceremonies = customer === null ? null : ceremoniesOf(rows, customer);
  return (row) => {
    const fields = bodyFields(row);
    return (
      inTime(selection, fields.time) &&
      (staff === null || isOf(staff, fields)) &&
      (events.length === 0 || events.includes(String(fields.event))) &&
      (ceremony === null || fields.ceremony === ceremony) &&
      (ceremonies === null || fields.customer === customer || ceremonies.has(fields.ceremony))
    );
  };
}

export function* select(rows: AuditRows, selection: Selection): Iterable<AuditRow> {
  const wanted = wantedBy(rows, selection);
  for (const row of rows.all()) if (wanted(row)) yield row;
}

/** A Korean day, `2026-11-23` or `20261123`, from its first millisecond to its last; null for what is no day. */
export function kstDay(text: string): { readonly from: string; readonly to: string } | null {
  const [, year, month, day] = /^(\d{4})-?(\d\d)-?(\d\d)$/.exec(text) ?? [];
  const start = new Date(`${year}-${month}-${day}T00:00:00+09:00`).getTime();
  if (Number.isNaN(start)) return null;
  return { from: new Date(start).toISOString(), to: new Date(start + dayMilliseconds - 1).toISOString() };
}

/** What was asked for, in the words of the command: `from=… staff=100001`. */
export function selectionText(selection: Selection): string {
  const parts = Object.entries(selection).map(([name, value]) => {
    const text = Array.isArray(value) ? value.join(",") : value;
    return text === null || text === "" ? "" : `${name}=${text}`;
  });
  return parts.filter((part) => part !== "").join(" ") || "all";
}
