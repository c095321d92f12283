// The branch's books: the journal and everything that is kept beside it in one database.

import type { Journal, Transactions } from "./audit/journal.ts";
import type { AuditRows } from "./audit/rows.ts";
import type { CaRecords, Certificates } from "./authority/certificates.ts";
import type { Attempts } from "./verification/attempts.ts";
import type { Registry, StaffRegistry } from "./verification/registry.ts";

export type Books = {
  readonly journal: Journal;
  readonly rows: AuditRows;
  readonly transactions: Transactions;
  readonly registry: Registry;
  readonly staff: StaffRegistry;
  readonly attempts: Attempts;
  readonly certificates: Certificates;
  readonly authorities: CaRecords;
  /** Locks and unlocks a CA's key under the terminal's key file. */
  lockCaKey(name: string, pkcs8: Uint8Array): Buffer;
  unlockCaKey(name: string, locked: Uint8Array): Buffer;
  /** Between ceremonies: moves the write-ahead log into the database. */
  tidy(): void;
  close(): void;
};

export type BooksOutcome =
  | { readonly type: "opened"; readonly books: Books }
  /** What happened and what to do next, for the person at the terminal. */
  | { readonly type: "refused"; readonly why: string };
