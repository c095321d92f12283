// Opens a journal that was begun: looks at what stands outside the database before anything is written.

import type { BootRead } from "../src/audit/boot-counter.ts";
import { type AuditRow, genesisFields } from "../src/audit/chain.ts";
import { checkpointIn } from "../src/audit/checkpoint.ts";
import { type JournalBook, JournalUnwritable } from "../src/audit/journal.ts";
import type { KeyState } from "../src/audit/key-state.ts";
import { gapAround, gapsOf, oldCopyIn } from "../src/audit/old-copy.ts";
import { bodyFields } from "../src/audit/row-body.ts";
import type { AuditRows } from "../src/audit/rows.ts";
import type { Fault } from "../src/audit/verification.ts";
import { verifySinceState } from "../src/audit/verify.ts";
import { openAuditRows } from "./audit-rows.ts";
import { clockSlack, DatabaseJournal, type JournalMeans, type Known } from "./journal.ts";
import type { Database } from "./open.ts";
import { isDiskFault } from "./transactions.ts";

export type JournalRefusal =
  /** No row 0: the branch was never provisioned. */
  | { readonly type: "not-begun" }
  /** Row 0 names another key: whatever was signed under this one would stand in the journal for ever, unproven. */
  | { readonly type: "another-key-file" }
  | { readonly type: "key-state-missing" }
  | { readonly type: "key-state-unreadable"; readonly why: string }
  /** Rows are missing, changed or replaced, or the key state is not this journal's. */
  | { readonly type: "not-what-was-written"; readonly seq: number; readonly fault: Fault }
  /** Row `row` accepts an old copy, and the key state is still the one before: the command was cut off. */
  | { readonly type: "half-accepted"; readonly row: number }
  /** The terminal was started more often than the journal knows: an old copy of it was put back. */
  | { readonly type: "old-copy"; readonly boots: number; readonly known: number }
  | { readonly type: "boot-counter-missing"; readonly known: number }
  | { readonly type: "clock-before-last-row"; readonly now: string; readonly last: string }
  | { readonly type: "unwritable"; readonly why: string };

/** An officer's word for an old copy; `boots`: how often the terminal was started, by what stands outside the database. */
export type Accepting = {
  readonly boots: number | null;
  /** Before all else, in one transaction with whatever is done about the tables. */
  write(journal: JournalBook): void;
};

export type JournalOutcome =
  | { readonly type: "opened"; readonly journal: JournalBook }
  | { readonly type: "refused"; readonly refusal: JournalRefusal };

/** Row 0 may name the key, and the last checkpoint how often the terminal was started. */
function knownOf(rows: AuditRows, state: KeyState, accepting: Accepting | null): Known {
  const first = rows.after(-1, 1)[0];
  const namesKey = first !== undefined && genesisFields(first)?.publicKey !== undefined;
  const last = rows.lastOf(null, ["checkpoint"]);
  const checkpoint = last ? checkpointIn(last, state.database) : null;
  const known = checkpoint === "malformed" ? null : checkpoint;
  // An old copy that was accepted, and no checkpoint since: its row alone says how often the terminal was started.
  const newest = rows.lastOf(null, ["checkpoint", "old-copy-accepted"]);
  const accepted = accepting ?? (newest ? oldCopyIn(newest) : null);
  const boot = Math.max(known?.boot ?? 0, accepted?.boots ?? 0);
  return { state, last: known, namesKey: namesKey || last !== null, boot };
}

function bootRefusal({ state, boot }: Known, read: BootRead): JournalRefusal | null {
  switch (read.type) {
    case "unreadable":
      return { type: "unwritable", why: read.why };
    case "missing":
      return boot > 1 ? { type: "boot-counter-missing", known: boot } : null;
    case "found":
      if (read.count.database !== state.database && boot === 0) return null;
      if (read.count.database === state.database && read.count.boots <= boot) return null;
      return { type: "old-copy", boots: read.count.boots, known: boot };
  }
}

function clockRefusal(rows: AuditRows, now: Date): JournalRefusal | null {
  const last = timeOf(rows.last());
  if (last === null || now.getTime() >= Date.parse(last) - clockSlack) return null;
  return { type: "clock-before-last-row", now: now.toISOString(), last };
}

function timeOf(row: AuditRow | null): string | null {
  const time = row && bodyFields(row).time;
  return typeof time === "string" ? time : null;
}

function isAnothers(rows: AuditRows, { signer }: JournalMeans): boolean {
  const first = rows.after(-1, 1)[0];
  const named = first && genesisFields(first)?.publicKey;
  return named !== undefined && named !== signer.publicKey;
}

function opened(database: Database, means: JournalMeans, state: KeyState, accepting: Accepting | null): JournalOutcome {
  const rows = openAuditRows(database);
  if (rows.last() === null && state.next === 1) return { type: "refused", refusal: { type: "not-begun" } };
  if (isAnothers(rows, means)) return { type: "refused", refusal: { type: "another-key-file" } };
  const verification = verifySinceState(rows, state);
  if (verification.type === "broken") {
    const { seq, fault } = verification;
    const gap = fault.type === "head-differs-from-state" ? gapAround(gapsOf(rows), seq) : null;
    if (gap) return { type: "refused", refusal: { type: "half-accepted", row: gap.row } };
    return { type: "refused", refusal: { type: "not-what-was-written", seq, fault } };
  }
  // The counter before the rows: a terminal beside this one may start meanwhile, and its row is written first.
  const counted = means.boots.read();
  const known = knownOf(rows, state, accepting);
  const behind = accepting ? null : bootRefusal(known, counted);
  const refusal = behind ?? clockRefusal(rows, means.clock.now());
  if (refusal) return { type: "refused", refusal };
  const journal = new DatabaseJournal(database, means, known);
  accepting?.write(journal);
  journal.seal();
  return { type: "opened", journal };
}

/**
 * Opens a journal that was begun; checks every row since the key state before anything is written. `accepting`: an old
 * copy, which is no refusal then.
 */
export function openJournal(
  database: Database,
  means: JournalMeans,
  accepting: Accepting | null = null,
): JournalOutcome {
  const read = means.keyStates.read();
  if (read.type === "missing") {
    const begun = openAuditRows(database).last() !== null;
    return { type: "refused", refusal: { type: begun ? "key-state-missing" : "not-begun" } };
  }
  if (read.type === "unreadable") {
    return { type: "refused", refusal: { type: "key-state-unreadable", why: read.why } };
  }
  try {
    return opened(database, means, read.state, accepting);
  } catch (error) {
    if (!(error instanceof JournalUnwritable) && !isDiskFault(error)) throw error;
    return { type: "refused", refusal: { type: "unwritable", why: error.message } };
  } finally {
    read.state.key.wipe();
  }
}
