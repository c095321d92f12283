// The branch's books: the journal and everything that is kept beside it in one database.

import type { Checkpoints, Journal, JournalUnwritable, Transactions } from "./audit/journal.ts";
import type { Outage } from "./audit/outage.ts";
import type { AuditRows } from "./audit/rows.ts";
import type { CaRecords, Certificates } from "./authority/certificates.ts";
import type { Deposits } from "./authority/deposits.ts";
import type { Notices } from "./authority/expiry-notices.ts";
import type { KeyVault } from "./authority/key-vault.ts";
import type { Remember } from "./equipment.ts";
import type { Registrations } from "./reliance/registrations.ts";
import type { Attempts } from "./verification/attempts.ts";
import type { CoreBank } from "./verification/core-bank.ts";
import type { Debits } from "./verification/debits.ts";
import type { Enrolment } from "./verification/enrolment.ts";
import type { Registry, StaffRecords } from "./verification/registry.ts";
import type { Requests } from "./verification/requests.ts";
import type { Tickets } from "./verification/tickets.ts";

export type Books = {
  readonly journal: Journal;
  readonly checkpoints: Checkpoints;
  readonly rows: AuditRows;
  readonly transactions: Transactions;
  readonly registry: Registry;
  readonly staff: StaffRecords;
  readonly requests: Requests;
  readonly enrolment: Enrolment;
  /** The one that these books keep themselves; a branch may be connected to another. */
  readonly embeddedBank: CoreBank;
  /** Where the branch is connected to another: its customers, as it tells of them. */
  readonly remember: Remember;
  readonly debits: Debits;
  readonly tickets: Tickets;
  /** The vault that these books keep themselves; a branch may be connected to another. */
  readonly embeddedVault: KeyVault;
  readonly deposits: Deposits;
  readonly attempts: Attempts;
  readonly certificates: Certificates;
  readonly notices: Notices;
  readonly registrations: Registrations;
  readonly authorities: CaRecords;
  /** Locks and unlocks a CA's key under the terminal's key file. */
  lockCaKey(name: string, pkcs8: Uint8Array): Buffer;
  unlockCaKey(name: string, locked: Uint8Array): Buffer;
  /** What the disk or the key file did, wherever it showed; null for a mistake of the program. */
  outageOf(error: unknown): JournalUnwritable | null;
  /** Between ceremonies: moves the write-ahead log into the database. Throws `JournalUnwritable` when the disk fails. */
  tidy(): void;
  close(): void;
};

export type BooksOutcome =
  | { readonly type: "opened"; readonly books: Books }
  /** What happened and what to do next, for the person at the terminal. `outage`: what a desk waits to have mended. */
  | { readonly type: "refused"; readonly why: string; readonly outage?: Outage };
