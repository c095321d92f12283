// The journal as the rest of the program sees it: append a fact, or learn that it cannot be recorded.

import type { About, Fact } from "./entry.ts";

/** Where a fact stands: its sequence number and the hash of its row, the head of the chain at that moment (64 hex digits). */
export type Receipt = { readonly seq: number; readonly head: string };

export type Journal = {
  /**
   * Appends one fact durably; inside `Transactions.run` it is part of that transaction.
   * Throws `JournalUnwritable`: what cannot be journaled is not done.
   */
  append(fact: Fact, about: About): Receipt;
  /** Appends several facts in one durable transaction; the receipt is the last one's. */
  appendAll(facts: readonly Fact[], about: About): Receipt;
  /** Writes the key state file: at the end of each ceremony and at stop. */
  seal(): void;
};

/** One durable transaction on the database that also holds the journal. Nested runs join the outer one. */
export type Transactions = { run<T>(work: () => T): T };

/** The one error that the ceremony must survive: the page says that the terminal is out of service. */
export class JournalUnwritable extends Error {
  override readonly name = "JournalUnwritable";
}
