// The fast way through a long journal: checkpoint by checkpoint from the last one back, each segment with one hash.

import { type AuditRow, type Digest, EvolvingKey, genesisFields, noRow, rowHash } from "./chain.ts";
import { checkpointDigest, checkpointIn, isSignedCheckpoint, type SignedCheckpoint } from "./checkpoint.ts";
import type { Beginning } from "./journal-files.ts";
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

type Options = { readonly proof: Proof; readonly beginning: Beginning | null; progress?(rows: number): void };

/**
 * Every checkpoint from the last one back to the first: each names the one before by its digest, so that one signature
 * stands for all. Null when there is none, or when the line is broken: then every row must be read.
 */
function marksOf(
  rows: AuditRows,
  { database, publicKey }: Pick<Resume, "database" | "publicKey">,
  beginning: Beginning | null,
): readonly Mark[] | null {
  const found: Mark[] = [];
  let row = rows.lastOf(null, ["checkpoint"]);
  for (let wanted: Digest | null = null; wanted !== noRow; ) {
    const checkpoint = row ? checkpointIn(row, database) : null;
    if (!row || checkpoint === null || checkpoint === "malformed") return null;
    const linked = wanted === null || checkpointDigest(checkpoint) === wanted;
    if (!linked || checkpoint.upto !== row.seq - 1 || checkpoint.from > checkpoint.upto) return null;
    if (wanted === null && (publicKey === null || !isSignedCheckpoint(checkpoint, publicKey))) return null;
    // The rows that this one stands for were removed with their file.
    if (checkpoint.upto + 1 === beginning?.next && checkpoint.head === beginning.head) break;
    found.push({ row, checkpoint });
    wanted = checkpoint.previous;
    // A segment begins with the row of the checkpoint before.
    row = rows.after(checkpoint.from - 1, 1)[0] ?? null;
  }
  return found.reverse();
}

/** The checkpoint rows' own seals: they hold the digests of all other rows. */
function sealed(row: AuditRow, key: EvolvingKey | null): boolean {
  return !key || (key.evolveTo(row.seq) && key.mac(row.hash) === row.mac);
}

/** `start`: the hash of the row before the first segment. */
function holds(rows: AuditRows, { row, checkpoint }: Mark, before: Mark | null, start: Digest): boolean {
  if (before && (checkpoint.from !== before.row.seq || checkpoint.boot < before.checkpoint.boot)) return false;
  const digest = rows.segment(checkpoint.from, checkpoint.upto);
  const same =
    digest.head === checkpoint.head && digest.bulk === checkpoint.bulk && digest.rows === row.seq - checkpoint.from;
  // What is signed may have been changed before: a signature says who summed the rows up, not that they are their own text.
  return same && digest.chained(before?.checkpoint.head ?? start);
}

/** Null when every row must be read. `differs`: the rows from `next` on hold a fault. */
export function readSegments(
  rows: AuditRows,
  { proof, beginning, progress }: Options,
): (Resume & { readonly differs: boolean }) | null {
  const [first, second] = rows.after(Number.MIN_SAFE_INTEGER, 2);
  const genesis = first?.seq === 0 && second?.seq !== 0 ? genesisFields(first) : null;
  if (!first || !genesis || genesisFault(first, proof)) return null;
  const database = String(genesis.database);
  const publicKey = typeof genesis.publicKey === "string" ? genesis.publicKey : keyNamed(rows, proof);
  const marks = marksOf(rows, { database, publicKey }, beginning);
  // The rows before the first checkpoint of an older journal stand under none.
  if (marks?.[0]?.checkpoint.from !== (beginning?.next ?? 0)) return null;
  const key = proof.firstKey?.use((bytes) => new EvolvingKey(0, bytes)) ?? null;
  try {
    // Row 0 stands in no segment when those of the first file are gone.
    if (beginning && (rowHash(noRow, first.body) !== first.hash || !sealed(first, key))) return null;
    let last: Mark | null = null;
    for (const mark of marks) {
      if (!holds(rows, mark, last, beginning?.head ?? noRow) || !sealed(mark.row, key))
        return last && resume({ database, publicKey }, last, true);
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
