// Is the journal what was written? Names the first bad row, and says what proves the others.

import { type AuditRow, type Digest, genesisFields, noRow } from "./chain.ts";
import { checkpointIn } from "./checkpoint.ts";
import { beginningOf } from "./journal-files.ts";
import type { KeyState } from "./key-state.ts";
import { genesisFault, Reading } from "./reading.ts";
import type { AuditRows } from "./rows.ts";
import { readSegments } from "./segments.ts";
import { type Fault, intervals, type Proof, type Verification } from "./verification.ts";

export type VerifyOptions = {
  readonly proof: Proof;
  /** Each row by itself, even where a checkpoint proves a thousand at once. */
  readonly rowByRow?: boolean;
  /** Called now and then with how many rows are behind. */
  progress?(rows: number): void;
};

const rowsPerReport = 1000;

/** `from`: the first row of which something is said. */
type ReadOptions = VerifyOptions & { readonly from: number };

function read(reading: Reading, rows: Iterable<AuditRow>, options: ReadOptions): Verification {
  const { proof, progress, from: first } = options;
  const resumed = reading.next - 1;
  const signed = (): number => reading.last?.upto ?? resumed;
  const broken = (fault: Fault): Verification => {
    const proven = intervals(first, reading.next - 1, signed(), proof);
    return { type: "broken", seq: reading.next, fault, proven };
  };
  for (const row of rows) {
    const fault = reading.accept(row);
    if (fault) return broken(fault);
    if (row.seq % rowsPerReport === 0) progress?.(row.seq);
  }
  const fault = reading.finish();
  if (fault) return broken(fault);
  const last = reading.next - 1;
  const endProven = proof.state ? proof.state.next - 1 : null;
  return { type: "whole", last, head: reading.head, proven: intervals(first, last, signed(), proof), endProven };
}

/** Every row in turn: from row 0, or from where the rows at hand begin. */
function verifyRows(rows: AuditRows, options: VerifyOptions): Verification {
  const beginning = beginningOf(rows);
  const reading = new Reading(options.proof, beginning);
  try {
    return read(reading, rows.all(), { ...options, from: beginning?.next ?? 0 });
  } finally {
    reading.wipe();
  }
}

/** Segment by segment where checkpoints allow it, row by row after the last one and from the first segment that differs. */
export function verifyJournal(rows: AuditRows, options: VerifyOptions): Verification {
  const beginning = beginningOf(rows);
  const from = options.rowByRow ? null : readSegments(rows, { ...options, beginning });
  if (from === null) return verifyRows(rows, options);
  const reading = new Reading(options.proof);
  try {
    reading.resume(from);
    const first = beginning?.next ?? 0;
    const verification = read(reading, rows.since(from.next - 1), { ...options, from: first });
    // A segment that differs has a bad row: who does not find it reads them all.
    return verification.type === "whole" && from.differs ? verifyRows(rows, options) : verification;
  } finally {
    reading.wipe();
  }
}

/** The journal's id, as its first row has it; null where none begins. */
export function databaseOf(rows: AuditRows): string | null {
  const first = rows.after(Number.MIN_SAFE_INTEGER, 1)[0];
  const database = first ? genesisFields(first)?.database : null;
  return typeof database === "string" ? database : null;
}

function stateFault(rows: AuditRows, state: KeyState): { readonly seq: number; readonly fault: Fault } | null {
  const last = rows.last()?.seq ?? -1;
  if (last + 1 < state.next) {
    return { seq: last + 1, fault: { type: "rows-missing", from: last + 1, to: state.next - 1 } };
  }
  const first = rows.after(-1, 1)[0];
  const proof: Proof = { firstKey: null, state, publicKey: null, boots: null };
  const genesis = first?.seq === 0 ? genesisFault(first, proof) : ({ type: "not-genesis" } as const);
  if (genesis) return { seq: 0, fault: genesis };
  const seq = state.next - 1;
  const same = rows.after(seq - 1, 1)[0]?.hash === state.head;
  return same ? null : { seq, fault: { type: "head-differs-from-state" } };
}

/** A journal that is older than its checkpoints: how many rows its first one stands for, at most. */
const longestSegment = 1024;

type Start = { readonly next: number; readonly head: Digest };

/** The row of the last checkpoint, whose hash the key state stands on, or the last row before the state where that is older. */
function startOf(rows: AuditRows, { next: sealed, database }: KeyState): Start {
  const mark = rows.lastOf(null, ["checkpoint"]);
  const next = Math.min(mark?.seq ?? Math.max(0, sealed - longestSegment), sealed - 1);
  const before = rows.after(next - 2, 1)[0];
  if (next === 0 || before?.seq === next - 1) return { next, head: next === 0 ? noRow : (before?.hash ?? noRow) };
  // The row before it may lie in a file: the checkpoint says which it was, and its own hash says whether that is so.
  const checkpoint = mark?.seq === next ? checkpointIn(mark, database) : null;
  return { next, head: checkpoint === null || checkpoint === "malformed" ? noRow : checkpoint.head };
}

/**
 * What a start checks before it writes: every row that its next checkpoint will stand for, from the row of the last one on.
 * Rows before that are trusted as they are.
 */
export function verifySinceState(rows: AuditRows, state: KeyState): Verification {
  const proof: Proof = { firstKey: null, state, publicKey: null, boots: null };
  const fault = stateFault(rows, state);
  if (fault) return { type: "broken", ...fault, proven: [] };
  const reading = new Reading(proof);
  try {
    const { next, head } = startOf(rows, state);
    reading.resume({ next, head, database: state.database, publicKey: null });
    return read(reading, rows.since(next - 1), { proof, from: next });
  } finally {
    reading.wipe();
  }
}
