// Durable transactions: BEGIN IMMEDIATE, and an inner run joins the outer one.

import Sqlite, { type Database as Client } from "better-sqlite3";
import { JournalUnwritable, type Transactions } from "../src/audit/journal.ts";

export type TransactionEnd = "committed" | "rolled-back";

export type DatabaseTransactions = Transactions & {
  /** Inside a run: called once with how the outermost run ended, before its result is seen. */
  onEnd(listener: (end: TransactionEnd) => void): void;
};

/** What the disk or another process did; a violated constraint is a mistake of the program and no such case. */
const diskFault = /^SQLITE_(IOERR|FULL|BUSY|LOCKED|CORRUPT|NOTADB|READONLY|CANTOPEN|PROTOCOL|NOMEM|AUTH)/;

export function isDiskFault(error: unknown): error is Error {
  return error instanceof Sqlite.SqliteError && diskFault.test(error.code);
}

/** Null for what is neither the disk's nor another process's fault. */
export function unwritable(error: unknown): JournalUnwritable | null {
  if (error instanceof JournalUnwritable) return error;
  if (!isDiskFault(error)) return null;
  return new JournalUnwritable(`the database cannot be used: ${error.message}`, { cause: error });
}

/** An outer run that swallowed an inner failure must not commit the half of it. */
class HalfDone extends Error {
  override readonly name = "HalfDone";
}

export function openTransactions(client: Client): DatabaseTransactions {
  let listeners: ((end: TransactionEnd) => void)[] = [];
  let failedInside: unknown = null;

  const end = (how: TransactionEnd): void => {
    const ended = listeners;
    listeners = [];
    failedInside = null;
    for (const listener of ended) listener(how);
  };

  const join = <T>(work: () => T): T => {
    try {
      return work();
    } catch (error) {
      failedInside ??= error;
      throw error;
    }
  };

  const begin = client.prepare("BEGIN IMMEDIATE");
  const commit = client.prepare("COMMIT");
  const rollback = client.prepare("ROLLBACK");

  const whole = <T>(work: () => T): T => {
    begin.run();
    try {
      const result = work();
      if (failedInside !== null) throw new HalfDone("a part of the transaction failed", { cause: failedInside });
      commit.run();
      return result;
    } finally {
      // Some errors of SQLite have rolled it back already.
      if (client.inTransaction) rollback.run();
    }
  };

  const outermost = <T>(work: () => T): T => {
    let result: T;
    try {
      result = whole(work);
    } catch (error) {
      end("rolled-back");
      throw unwritable(error) ?? error;
    }
    end("committed");
    return result;
  };

  return {
    run: (work) => (client.inTransaction ? join(work) : outermost(work)),
    onEnd(listener) {
      listeners.push(listener);
    },
  };
}
