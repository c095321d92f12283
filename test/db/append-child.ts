// A process that appends rows: FILE TERMINAL COUNT [tell [hoard]]. With `tell` each acknowledged row is reported; with `hoard`
// memory is kept for each, until there is none.

import { dirname } from "node:path";
import { openJournal } from "../../db/open-journal.ts";
import { branch } from "./branch.ts";
import { meansIn } from "./journal-means.ts";

const [file = "", terminal = "", count = "0", tell, hoard] = process.argv.slice(2);
const kept: unknown[] = [];

/**
 * Whoever writes without a pause, as no desk does, may leave the other process no turn for as long as SQLite waits: it tries
 * again then, as a desk opens again.
 */
function persistently<T>(work: () => T): T {
  for (;;) {
    try {
      return work();
    } catch (error) {
      if (!(error instanceof Error && error.message.includes("database is locked"))) throw error;
    }
  }
}

const database = persistently(() => branch(file));
const journal = persistently(() => {
  const outcome = openJournal(database, meansIn(dirname(file), terminal));
  if (outcome.type === "refused") throw new Error(JSON.stringify(outcome.refusal));
  return outcome.journal;
});
for (let i = 0; i < Number(count); i++) {
  const about = { ceremony: `c-${i}`, staff: null };
  const { seq } = persistently(() => journal.append({ event: "staff-called" }, about));
  if (hoard) kept.push(Array.from({ length: 20_000 }, (_, at) => ({ at })));
  if (tell) await new Promise((sent) => process.send?.(seq, sent));
}
persistently(() => journal.seal());
database.close();
process.disconnect?.();
