// The journal as the rest of the program sees it: append a fact, or learn that it cannot be recorded.

import type { SignedCheckpoint } from "./checkpoint.ts";
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
  /** Makes a checkpoint over all rows so far and replaces the key state file: at start, at the end of each ceremony, at stop. */
  seal(): void;
};

/** What the journal signs of itself. */
export type Checkpoints = {
  /** Which start this is: on every checkpoint from now on, and in a file of its own with the next `seal`. */
  beginBoot(): number;
  /** The last one that is durable; null before the first. */
  lastCheckpoint(): SignedCheckpoint | null;
};

/** The journal as whoever opened it has it. */
export type JournalBook = Journal & Checkpoints;

/** One durable transaction on the database that also holds the journal. Nested runs join the outer one. */
export type Transactions = { run<T>(work: () => T): T };

/** The one error that the ceremony must survive: the page says that the terminal is out of service. */
export class JournalUnwritable extends Error {
  override readonly name = "JournalUnwritable";
}
