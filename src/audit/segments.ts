// The fast way through a long journal: checkpoint by checkpoint from the last one back, each segment with one hash.

import { type AuditRow, type Digest, EvolvingKey, genesisFields, noRow } from "./chain.ts";
import { checkpointDigest, checkpointIn, isSignedCheckpoint, type SignedCheckpoint } from "./checkpoint.ts";
import { genesisFault, namedKey } from "./reading.ts";
import type { AuditRows } from "./rows.ts";
import type { Proof } from "./verification.ts";

/** Where reading row by row goes on: the row, the hash of the one before, and what was learned on the way. */
export type Resume = {
  readonly next: number;
  readonly head: Digest;
  readonly database: string;
  readonly publicKey: string | null;
};

type Mark = { readonly row: AuditRow; readonly checkpoint: SignedCheckpoint };

type Options = { readonly proof: Proof; progress?(rows: number): void };

/**
 * Every checkpoint from the last one back to the first: each names the one before by its digest, so that one signature
 * stands for all. Null when there is none, or when the line is broken: then every row must be read.
 */
function marksOf(rows: AuditRows, database: string, publicKey: string | null): readonly Mark[] | null {
  const found: Mark[] = [];
  let row = rows.lastOf(null, ["checkpoint"]);
  for (let wanted: Digest | null = null; wanted !== noRow; ) {
    const checkpoint = row ? checkpointIn(row, database) : null;
    if (!row || checkpoint === null || checkpoint === "malformed") return null;
    const linked = wanted === null || checkpointDigest(checkpoint) === wanted;
    if (!linked || checkpoint.upto !== row.seq - 1 || checkpoint.from > checkpoint.upto) return null;
    if (wanted === null && (publicKey === null || !isSignedCheckpoint(checkpoint, publicKey))) return null;
    found.push({ row, checkpoint });
    wanted = checkpoint.previous;
    // A segment begins with the row of the checkpoint before.
    row = rows.after(checkpoint.from - 1, 1)[0] ?? null;
  }
  return found.reverse();
}

/** The checkpoint rows' own seals: they hold the digests of all other rows. */
function sealed({ row }: Mark, key: EvolvingKey | null): boolean {
  return !key || (key.evolveTo(row.seq) && key.mac(row.hash) === row.mac);
}

function holds(rows: AuditRows, { row, checkpoint }: Mark, before: Mark | null): boolean {
  if (before && (checkpoint.from !== before.row.seq || checkpoint.boot < before.checkpoint.boot)) return false;
  const digest = rows.segment(checkpoint.from, checkpoint.upto);
  return (
    digest.head === checkpoint.head && digest.bulk === checkpoint.bulk && digest.rows === row.seq - checkpoint.from
  );
}

/** Null when every row must be read. `differs`: the rows from `next` on hold a fault. */
export function readSegments(
  rows: AuditRows,
  { proof, progress }: Options,
): (Resume & { readonly differs: boolean }) | null {
  const first = rows.after(Number.MIN_SAFE_INTEGER, 1)[0];
  const genesis = first?.seq === 0 ? genesisFields(first) : null;
  if (!first || !genesis || genesisFault(first, proof)) return null;
  const database = String(genesis.database);
  const publicKey = typeof genesis.publicKey === "string" ? genesis.publicKey : keyNamed(rows, proof);
  const marks = marksOf(rows, database, publicKey);
  // The rows before the first checkpoint of an older journal stand under none.
  if (marks?.[0]?.checkpoint.from !== 0) return null;
  const key = proof.firstKey?.use((bytes) => new EvolvingKey(0, bytes)) ?? null;
  try {
    let last: Mark | null = null;
    for (const mark of marks) {
      if (!holds(rows, mark, last) || !sealed(mark, key)) return resume({ database, publicKey }, last, true);
      last = mark;
      progress?.(mark.row.seq);
    }
    return resume({ database, publicKey }, last, false);
  } finally {
    key?.wipe();
  }
}

function keyNamed(rows: AuditRows, proof: Proof): string | null {
  const row = rows.lastOf(null, ["checkpoint-key"]);
  return proof.publicKey ?? (row ? namedKey(row) : null);
}

function resume(
  known: Pick<Resume, "database" | "publicKey">,
  mark: Mark | null,
  differs: boolean,
): Resume & { readonly differs: boolean } {
  // The row of the last checkpoint is read again: it begins the next segment.
  const { upto, head } = mark?.checkpoint ?? { upto: -1, head: noRow };
  return { ...known, next: upto + 1, head, differs };
}
