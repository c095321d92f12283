// The ceremony of a terminal that no row ends, because a power cut or a kill did: how far it came.

import type { EventId } from "../audit/events.ts";
import { factIn } from "../audit/row-body.ts";
import type { AuditRows } from "../audit/rows.ts";

export type CutOff = {
  readonly ceremony: string;
  /** The last thing that was recorded of it. */
  readonly at: string;
  /** Completed: what it was for is done, and only its end was not recorded. */
  readonly result: "completed" | "failed";
};

/** What ceremonies are for; nothing of it is undone at a start. */
const accomplishments: ReadonlySet<EventId> = new Set([
  "certificate-issued",
  "certificate-copied",
  "certificate-relocked",
  "pkcs12-written",
  "pkcs12-unpacked",
  "certificate-registered",
  "registration-ended",
  "certificate-suspended",
  "certificate-restored",
  "pin-changed",
  "ticket-made",
  "ticket-cancelled",
]);

/** Rows of the branch behind the ceremony's last one, among which its own are; it is no longer than this while others work. */
const searched = 1000;

/** Null where it was ended. A terminal has one at a time, so it can only be the last one. */
export function cutOffAt(rows: AuditRows, terminal: string): CutOff | null {
  const turn = rows.lastOf(terminal, ["ceremony-began", "ceremony-ended"]);
  const began = turn && factIn(turn);
  if (began?.event !== "ceremony-began") return null;
  const { ceremony, service } = began;
  const row = ceremony === null ? null : rows.lastIn(ceremony);
  const last = row && factIn(row);
  if (ceremony === null || !last) return null;
  const revoking = service.endsWith("revoke");
  const done = rows
    .before(last.seq + 1, searched)
    .filter(({ body }) => body.includes(ceremony))
    .flatMap((each) => factIn(each)?.event ?? [])
    .some((event) => accomplishments.has(event) || (revoking && event === "certificate-revoked"));
  return { ceremony, at: last.event, result: done ? "completed" : "failed" };
}
