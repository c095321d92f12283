// What a terminal keeps outside its database about its own journal: what of it is missing, and what it knows of rows.

import type { BootRead } from "../audit/boot-counter.ts";
import type { KeyStateRead, KeyStates } from "../audit/key-state.ts";
import { startsIn } from "../audit/old-copy.ts";
import type { AuditRows } from "../audit/rows.ts";
import type { CursorsRead } from "../audit/syslog.ts";
import type { Verification } from "../audit/verification.ts";
import { databaseOf } from "../audit/verify.ts";
import { lostCursors } from "./missing-rows.ts";

export type OwnEvidence = {
  readonly keyStates: Pick<KeyStates, "read">;
  readonly boots: BootRead;
  /** Why the key file cannot be used; null when it can. */
  readonly keyFile: string | null;
  /** Up to where the journal was handed over to each server. */
  readonly cursors: CursorsRead;
};

/** Something that proves the journal, and cannot be used. */
export type Lack =
  | { readonly type: "key-state-missing" }
  | { readonly type: "key-state-unreadable"; readonly why: string }
  | { readonly type: "boot-counter-missing" }
  | { readonly type: "boot-counter-unreadable"; readonly why: string }
  | { readonly type: "boot-counter-of-another" }
  | { readonly type: "cursor-unreadable"; readonly why: string }
  | { readonly type: "cursor-of-another" }
  | { readonly type: "key-file-unusable"; readonly why: string };

function stateLack(read: KeyStateRead): readonly Lack[] {
  switch (read.type) {
    case "found":
      return [];
    case "missing":
      return [{ type: "key-state-missing" }];
    case "unreadable":
      return [{ type: "key-state-unreadable", why: read.why }];
  }
}

/** As a start has it: before the second one a counter may not be there yet. */
function bootLack(read: BootRead, rows: AuditRows): readonly Lack[] {
  const database = databaseOf(rows);
  const known = startsIn(rows);
  switch (read.type) {
    case "unreadable":
      return [{ type: "boot-counter-unreadable", why: read.why }];
    case "missing":
      return known > 1 ? [{ type: "boot-counter-missing" }] : [];
    case "found":
      return database !== null && known > 0 && read.count.database !== database
        ? [{ type: "boot-counter-of-another" }]
        : [];
  }
}

function cursorLack(read: CursorsRead, rows: AuditRows): readonly Lack[] {
  if (read.type === "unreadable") return [{ type: "cursor-unreadable", why: read.why }];
  const database = databaseOf(rows);
  const another = database !== null && read.cursors.some((cursor) => cursor.database !== database);
  return another ? [{ type: "cursor-of-another" }] : [];
}

/** Whatever hides that the end was cut off stands first. `signer`: whether somebody else's word says who signs. */
export function lacksOf(own: OwnEvidence, state: KeyStateRead, rows: AuditRows, signer = false): readonly Lack[] {
  const { boots, cursors, keyFile } = own;
  return [
    ...stateLack(state),
    ...bootLack(boots, rows),
    ...cursorLack(cursors, rows),
    ...(keyFile !== null && !signer ? [{ type: "key-file-unusable", why: keyFile } as const] : []),
  ];
}

/** Whether the end of the journal may be another one than it was; the key file says only who signed. */
export function hidesEnd({ type }: Lack): boolean {
  return type !== "key-file-unusable";
}

/** What a row that was handed over says, unless a row before it is bad already. */
function withCursors(verification: Verification, rows: AuditRows, read: CursorsRead): Verification {
  const database = databaseOf(rows);
  const ours =
    read.type === "found" ? read.cursors.filter((each) => (database ?? each.database) === each.database) : [];
  const lost = [...lostCursors(rows, ours)].sort((a, b) => a.seq - b.seq);
  const last = rows.last()?.seq ?? -1;
  const replaced = lost.find(({ seq }) => seq <= last);
  const seq = replaced ? replaced.seq : last + 1;
  const furthest = lost.at(-1);
  if (!furthest || (verification.type === "broken" && verification.seq <= seq)) return verification;
  const { proven } = verification;
  if (replaced) return { type: "broken", seq, fault: { type: "handed-over-differs" }, proven: [] };
  return { type: "broken", seq, fault: { type: "handed-over-missing", from: seq, to: furthest.seq }, proven };
}

/** With what stands outside the database beside the key state: rows that were handed over, and starts of no journal at all. */
export function withEvidence(verification: Verification, rows: AuditRows, own: OwnEvidence): Verification {
  const known = withCursors(verification, rows, own.cursors);
  const started = own.boots.type === "found" && own.boots.count.boots > 0;
  if (known.type === "broken" || known.last >= 0 || !started) return known;
  return { type: "broken", seq: 0, fault: { type: "rows-missing", from: 0, to: 0 }, proven: [] };
}
