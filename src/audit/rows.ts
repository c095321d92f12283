// The rows of the journal as `audit verify` and `audit tail` read them.

import type { AuditRow, Digest } from "./chain.ts";

export type SegmentDigest = {
  readonly rows: number;
  /** The hash of row `upto`; null when it is not there. */
  readonly head: Digest | null;
  readonly bulk: Digest;
  /** Whether each row's hash is that of its text, and of the row before it: `before` is the hash before the first. */
  chained(before: Digest): boolean;
};

export type AuditRows = {
  /** Every row in order, one at a time. */
  all(): Iterable<AuditRow>;
  /** The rows after `seq`, in order, one at a time. */
  since(seq: number): Iterable<AuditRow>;
  /** At most `limit` rows after `seq`, in order. */
  after(seq: number, limit: number): readonly AuditRow[];
  /** At most `limit` rows before `seq`, the last one first. */
  before(seq: number, limit: number): readonly AuditRow[];
  /**
   * The last row of one of these events, of one terminal or of any (null); null when there is none. Starts, stops, sign-ons and
   * ceremonies are found however long ago, others among the last 100,000 rows.
   */
  lastOf(terminal: string | null, events: readonly string[]): AuditRow | null;
  /** The last row about a ceremony, as far back; null when there is none. */
  lastIn(ceremony: string): AuditRow | null;
  /** The rows from `from` to `upto` as a checkpoint sums them up, without reading them here. */
  segment(from: number, upto: number): SegmentDigest;
  /** What the journal tells of its files of former rows, in order. */
  fileFacts(): readonly AuditRow[];
  /** The rows in which an officer accepted an old copy, in order, however long ago. */
  oldCopies(): readonly AuditRow[];
  /** The last row; null in an empty journal. */
  last(): AuditRow | null;
};

const step = 1000;

/** Every row after `seq`, in short steps. Where a damaged page has rows out of order it ends with them, or it would go round for ever. */
export function* onward(after: AuditRows["after"], seq: number): Iterable<AuditRow> {
  let last = Number.NEGATIVE_INFINITY;
  for (let at = seq; at > last; ) {
    const rows = after(at, step);
    yield* rows;
    last = at;
    at = rows.at(-1)?.seq ?? at;
  }
}
