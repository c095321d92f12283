// The key of the next row as it survives a stop: in a file of its own, because SQLite keeps old pages.

import type { Secret } from "../secret.ts";
import type { Digest } from "./chain.ts";

/** Where the journal stood when the state was written. */
export type KeyState = {
  /** The id in row 0. */
  readonly database: string;
  /** The row that `key` seals; every row before it was durable. */
  readonly next: number;
  /** The hash of the row before. */
  readonly head: Digest;
  /** 32 bytes; whoever reads a state wipes it. */
  readonly key: Secret;
};

export type KeyStateRead =
  | { readonly type: "found"; readonly state: KeyState }
  | { readonly type: "missing" }
  | { readonly type: "unreadable"; readonly why: string };

export type KeyStateWritten =
  | { readonly type: "written" }
  /** The stored state is of this row or a later one, and stays. */
  | { readonly type: "later-kept"; readonly next: number }
  | { readonly type: "refused"; readonly why: string };

export type KeyStates = {
  read(): KeyStateRead;
  /** Why it is not what can be replaced: it is gone, or no state. Null otherwise; a look takes 2 µs. */
  fault(): string | null;
  /** Durable when it returns. The caller holds the database's write lock. */
  replace(state: KeyState): KeyStateWritten;
};
