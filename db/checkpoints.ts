// Makes the next checkpoint from the rows since the last one, whichever process wrote them.

import { type AuditRow, noRow, rowHash } from "../src/audit/chain.ts";
import {
  bulkDigest,
  checkpointDigest,
  checkpointIn,
  merkleRoot,
  type SignedCheckpoint,
  type Signer,
  statementOf,
} from "../src/audit/checkpoint.ts";
import { JournalUnwritable } from "../src/audit/journal.ts";
import type { AuditRows } from "../src/audit/rows.ts";

export type CheckpointMaker = {
  /** The last checkpoint that is durable, and known here. */
  last(): SignedCheckpoint | null;
  /**
   * Under the write lock: the checkpoint over all rows after the last one; null when there are none but that one's own.
   * Throws `JournalUnwritable` where a row is not the one that was written: nobody signs for it.
   */
  next(boot: number, time: string): SignedCheckpoint | null;
  /** What `next` made is durable now, or was rolled back. */
  settle(durable: boolean): void;
};

/** A journal that is older than its checkpoints begins with one over its last rows: nothing may take long at a desk. */
const longestSegment = 1024;

/** `before`: the hash of the row before the first; null where that was not looked at. */
function mustHang(rows: readonly AuditRow[], before: string | null): void {
  let head = before;
  for (const { seq, body, hash } of rows) {
    if (head !== null && rowHash(head, body) !== hash)
      throw new JournalUnwritable(`row ${seq} is not the one that was written; run: changgu audit verify`);
    head = hash;
  }
}

/** `newest`: the last checkpoint as it was found at the opening. */
export function openCheckpoints(
  rows: AuditRows,
  database: string,
  signer: Signer,
  newest: SignedCheckpoint | null,
): CheckpointMaker {
  let known = newest;
  let made: SignedCheckpoint | null = null;

  const look = ({ seq }: AuditRow): readonly AuditRow[] => {
    const after = known ? known.upto : Math.max(-1, seq - longestSegment);
    return rows.after(after, seq - after);
  };

  /** The rows after the last checkpoint of all, its own row first. */
  const segment = (tail: AuditRow): readonly AuditRow[] => {
    const found = look(tail);
    mustHang(found, found[0]?.seq === (known?.upto ?? -1) + 1 ? (known?.head ?? noRow) : null);
    for (let at = found.length - 1; at >= 0; at--) {
      const row = found[at];
      const checkpoint = row ? checkpointIn(row, database) : null;
      if (checkpoint === null || checkpoint === "malformed") continue;
      known = checkpoint;
      return found.slice(at);
    }
    return found;
  };

  return {
    last: () => known,
    next(boot, time) {
      made = null;
      const tail = rows.last();
      const found = tail ? segment(tail) : [];
      const [first, ...others] = found;
      if (!tail || !first || (known?.upto === first.seq - 1 && others.length === 0)) return null;
      const checkpoint = {
        database,
        from: first.seq,
        upto: tail.seq,
        head: tail.hash,
        root: merkleRoot(found.map((row) => row.hash)),
        bulk: bulkDigest(found),
        // Another process may have begun a later start meanwhile.
        boot: Math.max(boot, known?.boot ?? 0),
        previous: known ? checkpointDigest(known) : noRow,
        time,
      };
      made = { ...checkpoint, signature: signer.sign(statementOf(checkpoint)) };
      return made;
    },
    settle(durable) {
      if (durable && made) known = made;
      made = null;
    },
  };
}
