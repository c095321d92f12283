// Slips against a journal: paper that left the house knows which rows there were.

import { isSignedCheckpoint, type SignedCheckpoint } from "./checkpoint.ts";
import { type Gap, gapOfSlip, gapsOf } from "./old-copy.ts";
import type { AuditRows } from "./rows.ts";
import type { Slip, SlipRead } from "./slip.ts";

export type SlipFinding = { readonly line: number } & (
  | { readonly type: "agrees"; readonly seq: number }
  | { readonly type: "malformed"; readonly text: string }
  /** The journal ends before it: rows were cut off, or an old copy was put back. */
  | { readonly type: "beyond-end"; readonly seq: number; readonly last: number }
  /** Of a row that was lost with what an old copy did not have; `row`: where an officer accepted that. */
  | { readonly type: "lost-in-gap"; readonly seq: number; readonly row: number }
  | { readonly type: "head-differs"; readonly seq: number }
  /** Signed by this terminal, over other rows than these. */
  | { readonly type: "checkpoint-differs"; readonly seq: number }
  /** Another terminal's, or nobody's. */
  | { readonly type: "not-ours" }
);

export type Known = { readonly database: string; readonly publicKey: string | null };

function headAt(rows: AuditRows, seq: number): string | null {
  const row = rows.after(seq - 1, 1)[0];
  return row?.seq === seq ? row.hash : null;
}

type Judged = SlipFinding extends infer F ? (F extends SlipFinding ? Omit<F, "line"> : never) : never;

function judgeCheckpoint(rows: AuditRows, checkpoint: SignedCheckpoint, known: Known): Judged | null {
  const ours = checkpoint.database === known.database;
  if (!ours || (known.publicKey !== null && !isSignedCheckpoint(checkpoint, known.publicKey)))
    return { type: "not-ours" };
  const { upto: seq, head, bulk, from } = checkpoint;
  const found = headAt(rows, seq);
  if (found === null) return { type: "beyond-end", seq, last: rows.last()?.seq ?? -1 };
  const same = found === head && rows.segment(from, seq).bulk === bulk;
  return same ? null : { type: "checkpoint-differs", seq };
}

function judge(rows: AuditRows, slip: Slip, known: Known): Judged {
  const { seq, head, checkpoint } = slip;
  const signed = checkpoint ? judgeCheckpoint(rows, checkpoint, known) : null;
  if (signed) return signed;
  const found = headAt(rows, seq);
  if (found === null) return { type: "beyond-end", seq, last: rows.last()?.seq ?? -1 };
  return found.startsWith(head) ? { type: "agrees", seq } : { type: "head-differs", seq };
}

const contradictory: ReadonlySet<SlipFinding["type"]> = new Set(["beyond-end", "head-differs", "checkpoint-differs"]);

function lost({ seq }: Slip, { row }: Gap): Judged {
  return { type: "lost-in-gap", seq, row };
}

/** What each slip says of these rows, in the order of the list. */
export function judgeSlips(rows: AuditRows, slips: readonly SlipRead[], known: Known): readonly SlipFinding[] {
  const gaps = gapsOf(rows);
  return slips.map((slip) => {
    const { line } = slip;
    if ("malformed" in slip) return { line, type: "malformed", text: slip.malformed };
    const judged = judge(rows, slip, known);
    const gap = gapOfSlip(gaps, slip.seq, slip.checkpoint?.time ?? null);
    return { line, ...(gap && contradictory.has(judged.type) ? lost(slip, gap) : judged) } as SlipFinding;
  });
}

/** A slip that this journal cannot have given out, if its rows are what they were; not one that was mistyped. */
export function contradicts({ type }: SlipFinding): boolean {
  return contradictory.has(type);
}

/** The last row that a slip has seen as it is; null when none agrees. */
export function witnessedUpTo(findings: readonly SlipFinding[]): number | null {
  const seen = findings.flatMap((each) => (each.type === "agrees" ? [each.seq] : []));
  return seen.length > 0 ? Math.max(...seen) : null;
}
