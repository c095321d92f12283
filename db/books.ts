// Opens everything that the database keeps, in the order in which each needs the other.

import type { BootCounter } from "../src/audit/boot-counter.ts";
import { JournalUnwritable } from "../src/audit/journal.ts";
import type { OldCopyAnswered } from "../src/audit/journal-entry.ts";
import type { KeyStates } from "../src/audit/key-state.ts";
import type { Outage } from "../src/audit/outage.ts";
import type { Books, BooksOutcome } from "../src/books.ts";
import type { Clock } from "../src/clock.ts";
import type { Secret } from "../src/secret.ts";
import { openAttempts } from "./attempts.ts";
import { openAuditRows } from "./audit-rows.ts";
import { beginJournal, begunWithAnother } from "./begin-journal.ts";
import { openCaRecords } from "./ca-records.ts";
import { openCertificates } from "./certificates.ts";
import { checkpointSigner } from "./checkpoint-signer.ts";
import { openEmbeddedBank } from "./core-bank.ts";
import { openDebits } from "./debits.ts";
import { openDeposits } from "./deposits.ts";
import { openEnrolment } from "./enrolment.ts";
import { openNotices } from "./expiry-notices.ts";
import { openKeyVault } from "./key-vault.ts";
import { acceptOldCopy } from "./old-copy.ts";
import type { Published } from "./old-copy-numbers.ts";
import { type Database, type DatabaseRefusal, openDatabase } from "./open.ts";
import { type Accepting, type JournalRefusal, openJournal } from "./open-journal.ts";
import { openRegistrations } from "./registrations.ts";
import { openRegistry } from "./registry.ts";
import { openRemember } from "./remember.ts";
import { openRequests } from "./requests.ts";
import { openStaff } from "./staff.ts";
import { openStrongbox, type Strongbox, StrongboxDamaged } from "./strongbox.ts";
import { openTickets } from "./tickets.ts";
import { unwritable } from "./transactions.ts";

export type AcceptedCopy = { readonly answered: OldCopyAnswered; readonly published: Published };

export type BooksMeans = {
  readonly file: string;
  /** The terminal's key file, opened; stays with the strongbox. */
  readonly key: Secret;
  readonly keyStates: KeyStates;
  readonly boots: BootCounter;
  readonly clock: Clock;
  readonly terminal: string;
  /** Digest of the settings, for books that are begun now. */
  readonly settingsDigest: string;
  /** K_0, for books that are begun now; null where they must have been begun before. */
  readonly firstKey: Secret | null;
  /** Books that another first key began are refused, for somebody holds this one; of two rehearsals the later one joins. */
  readonly noOthers?: true;
  /** An officer's word for an old copy of the database; none anywhere else. */
  readonly accepting?: AcceptedCopy | null;
  /** People and staff for books that are begun now: a rehearsal's, or the first staff of a branch. */
  enrol(database: Database, strongbox: Strongbox): Promise<void>;
};

export async function openBooks(means: BooksMeans): Promise<BooksOutcome> {
  const opened = openDatabase(means.file, { begun: means.firstKey === null });
  if (opened.type === "refused")
    return { type: "refused", why: databaseRefusal(opened.refusal), outage: databaseOutage(opened.refusal) };
  const { database } = opened;
  const strongbox = openStrongbox(means.key);
  const journalMeans = { ...means, signer: checkpointSigner(strongbox) };
  if (means.firstKey) {
    if (means.noOthers && begunWithAnother(database, means.firstKey)) return begunMeanwhile(database);
    // People first: a cut between the two leaves a branch that can be begun again, not one that nobody can sign on to.
    await means.enrol(database, strongbox);
    const begun = beginJournal(database, journalMeans, means.firstKey);
    if (begun.type === "key-state-refused") {
      database.close();
      return { type: "refused", why: begun.why };
    }
    if (means.noOthers && begunWithAnother(database, means.firstKey)) return begunMeanwhile(database);
  }
  const journal = openJournal(
    database,
    journalMeans,
    means.accepting ? acceptance(means.accepting, database, strongbox, means.clock) : null,
  );
  if (journal.type === "refused") {
    database.close();
    const outage = journalOutage(journal.refusal);
    return { type: "refused", why: journalRefusal(journal.refusal), ...(outage && { outage }) };
  }
  const registry = openRegistry(database, strongbox);
  const caCell = (row: string) => ({ table: "ca_records", column: "locked_key", row });
  const books: Books = {
    journal: journal.journal,
    checkpoints: journal.journal,
    rows: openAuditRows(database),
    transactions: database.transactions,
    registry,
    staff: openStaff(database),
    requests: openRequests(database, strongbox),
    enrolment: openEnrolment(database, strongbox),
    embeddedBank: openEmbeddedBank(database, strongbox, registry),
    remember: openRemember(database, strongbox, journal.journal),
    debits: openDebits(database, strongbox),
    tickets: openTickets(database, strongbox),
    embeddedVault: openKeyVault(database, strongbox),
    deposits: openDeposits(database),
    attempts: openAttempts(database, strongbox),
    certificates: openCertificates(database),
    notices: openNotices(database),
    registrations: openRegistrations(database),
    authorities: openCaRecords(database),
    lockCaKey: (name, pkcs8) => strongbox.seal(caCell(name), pkcs8),
    unlockCaKey: (name, locked) => strongbox.open(caCell(name), locked),
    outageOf: (error) =>
      error instanceof StrongboxDamaged ? new JournalUnwritable(error.message, { cause: error }) : unwritable(error),
    tidy() {
      const outcome = database.checkpoint();
      if (outcome.type === "failed") throw new JournalUnwritable(`the disk failed: ${outcome.why}`);
    },
    close: () => void database.close(),
  };
  return { type: "opened", books };
}

function begunMeanwhile(database: Database): BooksOutcome {
  database.close();
  return { type: "refused", why: "a journal was begun here meanwhile, with another first key" };
}

function acceptance(
  { answered, published }: AcceptedCopy,
  database: Database,
  strongbox: Strongbox,
  clock: Clock,
): Accepting {
  return {
    boots: answered.boots,
    write: (journal) => acceptOldCopy(journal, answered, { database, strongbox, published, now: clock.now() }),
  };
}

function databaseRefusal(refusal: DatabaseRefusal): string {
  switch (refusal.type) {
    case "cannot-open":
    case "disk-full":
      return `the database cannot be opened: ${refusal.why}`;
    case "not-ours":
      return "the database file belongs to another program; choose another CHANGGU_HOME";
    case "pragma-not-held":
      return `the database does not keep ${refusal.pragma}=${refusal.wanted} (it says ${refusal.found}); nothing could be recorded safely`;
    case "damaged":
      return `the database is damaged: ${refusal.findings.join("; ")}; restore the last backup`;
    case "newer-schema":
      return `the database is of a newer version (${refusal.version}, this program knows ${refusal.known}); update the program`;
    case "migrations-missing":
      return `the migrations are missing in ${refusal.folder}; install the program again`;
  }
}

function databaseOutage(refusal: DatabaseRefusal): Outage {
  switch (refusal.type) {
    case "cannot-open":
      return "disk-failed";
    case "disk-full":
      return "disk-full";
    case "damaged":
      return "database-damaged";
    case "not-ours":
    case "pragma-not-held":
    case "newer-schema":
    case "migrations-missing":
      return "database-unusable";
  }
}

/** Null for a terminal that was never provisioned: whoever starts it is told, and nothing is waited for. */
function journalOutage(refusal: JournalRefusal): Outage | null {
  switch (refusal.type) {
    case "not-begun":
      return null;
    case "another-key-file":
      return "key-file";
    case "half-accepted":
      return "old-copy";
    case "not-what-was-written":
      // Its end, as a rule: what was put back knows less than the key state.
      return refusal.fault.type === "rows-missing" ? "old-copy" : "journal-changed";
    case "clock-before-last-row":
      return "clock-behind";
    case "unwritable":
      return "journal-unwritable";
    case "key-state-missing":
    case "key-state-unreadable":
    case "old-copy":
    case "boot-counter-missing":
      return refusal.type;
  }
}

function journalRefusal(refusal: JournalRefusal): string {
  switch (refusal.type) {
    case "not-begun":
      return "this terminal is not provisioned; run: changgu provision";
    case "another-key-file":
      return "the key file is not the one under which this journal was begun; put the right one back";
    case "key-state-missing":
      return "the journal's key state is missing; nothing is done without a record. An officer says why, with the first key: changgu audit recover";
    case "key-state-unreadable":
      return `the journal's key state cannot be read: ${refusal.why}`;
    case "not-what-was-written":
      return refusal.fault.type === "rows-missing"
        ? `rows from ${refusal.seq} on are missing: an old copy of the database was put back, or its end was cut off; put the newest back, or an officer goes on from it: changgu audit recover --old-copy`
        : `the journal is not what was written (row ${refusal.seq}); run: changgu audit verify`;
    case "half-accepted":
      return `row ${refusal.row} accepts an old copy, and that was cut off before its end; an officer runs it once more: changgu audit recover --old-copy`;
    case "old-copy":
      return `an old copy of the database was put back: this terminal was started ${refusal.boots} times, and the copy knows of ${refusal.known}; put the newest back, or an officer goes on from it: changgu audit recover --old-copy`;
    case "boot-counter-missing":
      return `the boot counter is missing, and the journal knows of start ${refusal.known}; an officer says why: changgu audit recover --old-copy`;
    case "clock-before-last-row":
      return `the clock says ${refusal.now}, and the journal's last row is of ${refusal.last}; set the clock`;
    case "unwritable":
      return `the journal cannot be written: ${refusal.why}`;
  }
}
