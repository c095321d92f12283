// What a terminal knows of that an old copy of its database does not have: for an officer who lets it go on all the same.

import type { BootRead } from "../audit/boot-counter.ts";
import { EvolvingKey } from "../audit/chain.ts";
import { beginningOf } from "../audit/journal-files.ts";
import type { KeyState, KeyStates } from "../audit/key-state.ts";
import { gapAround, gapsOf, startsIn } from "../audit/old-copy.ts";
import type { AuditRows } from "../audit/rows.ts";
import type { Cursor } from "../audit/syslog.ts";
import { databaseOf } from "../audit/verify.ts";
import type { Secret } from "../secret.ts";
import type { RecoverWords } from "./recover-words.ts";

export type Missing = {
  readonly type: "missing";
  /** The last row that something knows of; null where nothing does. */
  readonly upTo: number | null;
  readonly boots: number | null;
  /** Whoever asked wipes its key. */
  readonly state: KeyState | null;
};

export type MissingMeans = {
  readonly rows: AuditRows;
  readonly keyStates: Pick<KeyStates, "read">;
  readonly boots: BootRead;
  readonly cursors: readonly Cursor[];
  readonly words: { readonly recover: RecoverWords };
};

type Refused = { readonly type: "refused"; readonly why: string };

function isHere(rows: AuditRows, seq: number, hash: string): boolean {
  return rows.after(seq - 1, 1)[0]?.hash === hash;
}

/** Cursors whose row is not here as it was, in no gap that was accepted before, and not removed when its years were over. */
export function lostCursors(rows: AuditRows, cursors: readonly Cursor[]): readonly Cursor[] {
  const begins = cursors.length > 0 ? (beginningOf(rows)?.next ?? 0) : 0;
  const lost = cursors.filter(({ seq, hash }) => seq >= begins && !isHere(rows, seq, hash));
  return lost.length > 0 ? lost.filter(({ seq }) => gapAround(gapsOf(rows), seq) === null) : lost;
}

function another({ rows, boots, words }: MissingMeans, state: KeyState | null): string | null {
  const database = databaseOf(rows);
  const strangeState = state !== null && state.database !== database;
  const strangeBoots = boots.type === "found" && boots.count.database !== database;
  if (!strangeState && !strangeBoots) return null;
  return words.recover.anothers(strangeState && strangeBoots ? "both" : strangeState ? "key-state" : "boots");
}

/** What is here, and is not what was written: no old copy explains it. */
function replaced(
  { rows, words }: MissingMeans,
  last: number,
  known: readonly { seq: number; hash: string }[],
): string | null {
  const bad = known.find(({ seq, hash }) => seq <= last && !isHere(rows, seq, hash));
  if (!bad || gapAround(gapsOf(rows), bad.seq)) return null;
  return words.recover.replaced(bad.seq);
}

function compared(means: MissingMeans, state: KeyState | null): Missing | Refused {
  const { rows, boots, cursors, words } = means;
  const last = rows.last()?.seq ?? -1;
  const lost = lostCursors(rows, cursors);
  const known = [...lost, ...(state ? [{ seq: state.next - 1, hash: state.head }] : [])];
  const why = another(means, state) ?? replaced(means, last, known);
  if (why !== null) return { type: "refused", why };
  const beyond = known.map(({ seq }) => seq).filter((seq) => seq > last);
  const counted = boots.type === "found" ? boots.count.boots : null;
  // An acceptance that was cut off before its key state was kept left the old one, which stands in its gap.
  const stands = state === null || isHere(rows, state.next - 1, state.head);
  if (stands && beyond.length === 0 && counted !== null && counted <= startsIn(rows)) {
    return { type: "refused", why: words.recover.nothingMissing(state !== null) };
  }
  return { type: "missing", upTo: beyond.length > 0 ? Math.max(...beyond) : null, boots: counted, state };
}

/** Compares the rows with all that stands outside the database. */
export function missingIn(means: MissingMeans): Missing | Refused {
  const { boots, keyStates, words } = means;
  if (boots.type === "unreadable") return { type: "refused", why: words.recover.bootsUnusable(boots.why) };
  const read = keyStates.read();
  if (read.type === "unreadable") return { type: "refused", why: words.recover.stateUnusable(read.why) };
  const state = read.type === "found" ? read.state : null;
  const outcome = compared(means, state);
  if (outcome.type === "refused") state?.key.wipe();
  return outcome;
}

/** Whether the state's key comes from this first key: a state that was made up knows of rows that never were. */
export function descends(state: KeyState, firstKey: Secret): boolean {
  const key = firstKey.use((bytes) => new EvolvingKey(0, bytes));
  key.evolveTo(state.next);
  const same = key.use((ours) => state.key.use((theirs) => Buffer.compare(ours, theirs) === 0));
  key.wipe();
  return same;
}
