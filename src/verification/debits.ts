// The fees that this branch took or gave back, and what is known of each: found again by key after a power cut.

import type { Debit } from "./core-bank.ts";
import type { CustomerId } from "./registry.ts";

/**
 * intended → charged, refused or returning; charged → returning → returned. `intended`, `returning`, and `charged` in a
 * ceremony that ended without its certificate, are open: a desk that opens settles them.
 */
export type DebitState = "intended" | "charged" | "refused" | "returning" | "returned";

export type DebitRow = Debit & {
  readonly ceremony: string;
  readonly terminal: string;
  readonly customer: CustomerId;
  readonly state: DebitState;
};

/** Synchronous, like the journal: fact and row go into one transaction. */
export type Debits = {
  add(row: DebitRow): void;
  /** Throws for a row that is in another state than `from`. */
  advance(key: string, from: DebitState, to: DebitState): void;
  row(key: string): DebitRow | null;
  /**
   * Of a terminal, and what any terminal took for a ticket that is over; oldest first. A certificate that became valid earned its fee, and a revoked one did too: what is not
   * earned goes to `returning` before its certificate is revoked.
   */
  open(terminal: string): readonly DebitRow[];
};
