// What a row says, read in one way: as the fact that it states, or field by field where it may have been tampered with. Pure.

import type { AuditRow } from "./chain.ts";
import type { About, Fact } from "./entry.ts";
import { isEventId } from "./events.ts";

export type RowFields = Readonly<Record<string, unknown>>;

/** A fact with what the journal added; `time`: RFC 3339. */
export type RowFact = Fact & About & { readonly seq: number; readonly time: string; readonly terminal: string };

/** Whatever stands in it; nothing where the body is no JSON object. */
export function bodyFields({ body }: Pick<AuditRow, "body">): RowFields {
  try {
    const fields: unknown = JSON.parse(body);
    return typeof fields === "object" && fields !== null ? (fields as RowFields) : {};
  } catch {
    return {};
  }
}

/** Null for row 0, which begins the journal, and for an event that nobody knows. Says what the row says: who doubts it proves it. */
export function factIn(row: Pick<AuditRow, "body">): RowFact | null {
  const fields = bodyFields(row);
  return isEventId(fields.event) ? (fields as RowFact) : null;
}
