// The books that commands write into, with a journal of their own, in a folder that another process can open too.

import { openAttempts } from "../../db/attempts.ts";
import { openAuditRows } from "../../db/audit-rows.ts";
import { openEnrolment } from "../../db/enrolment.ts";
import type { Database } from "../../db/open.ts";
import { openRegistry } from "../../db/registry.ts";
import { openStaff } from "../../db/staff.ts";
import type { Books } from "../../src/books.ts";
import { branch } from "../db/branch.ts";
import { type Home, home, journalOf } from "../db/new-journal.ts";
import { strongboxOf } from "../db/training-branch.ts";

export type BranchBooks = {
  readonly database: Database;
  readonly books: Pick<Books, "enrolment" | "transactions" | "journal" | "registry" | "staff" | "attempts" | "tidy">;
};

/** A branch that was begun before. */
export function openBooksOf(at: Home, database = branch(at.file)): BranchBooks {
  const strongbox = strongboxOf(9);
  const books = {
    enrolment: openEnrolment(database, strongbox),
    transactions: database.transactions,
    journal: journalOf(database, at.means),
    registry: openRegistry(database, strongbox),
    staff: openStaff(database),
    attempts: openAttempts(database, strongbox),
    tidy: () => void database.checkpoint(),
  };
  return { database, books };
}

export function homeIn(folder: string): Home {
  return home(folder);
}

/** What was journaled after row 0 beside checkpoints, without what every row has. */
export function factsOf(database: Database): readonly Record<string, unknown>[] {
  const facts = [...openAuditRows(database).all()].slice(1).map(({ body }) => {
    const { seq: _, time: _time, terminal: _terminal, previous: _previous, ...fact } = JSON.parse(body);
    return fact;
  });
  return facts.filter(({ event }) => event !== "checkpoint");
}
