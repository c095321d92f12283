// The rows of the journal as `audit verify` and `audit tail` read them.

import type { AuditRow } from "./chain.ts";

export type AuditRows = {
  /** Every row in order, one at a time. */
  all(): Iterable<AuditRow>;
  /** The rows after `seq`, in order, one at a time. */
  since(seq: number): Iterable<AuditRow>;
  /** At most `limit` rows after `seq`, in order. */
  after(seq: number, limit: number): readonly AuditRow[];
  /** A terminal's last row of one of these events, among the last 100,000 of all terminals; null when there is none. */
  lastOf(terminal: string, events: readonly string[]): AuditRow | null;
  /** The last row; null in an empty journal. */
  last(): AuditRow | null;
};
