// A process that appends rows: FILE TERMINAL COUNT [tell [hoard]]. With `tell` each acknowledged row is reported; with `hoard`
// memory is kept for each, until there is none.

import { dirname } from "node:path";
import { openJournal } from "../../db/open-journal.ts";
import { branch } from "./branch.ts";
import { meansIn } from "./journal-means.ts";

const [file = "", terminal = "", count = "0", tell, hoard] = process.argv.slice(2);
const kept: unknown[] = [];
const database = branch(file);
const outcome = openJournal(database, meansIn(dirname(file), terminal));
if (outcome.type === "refused") throw new Error(JSON.stringify(outcome.refusal));
for (let i = 0; i < Number(count); i++) {
  const { seq } = outcome.journal.append({ event: "staff-called" }, { ceremony: `c-${i}`, staff: null });
  if (hoard) kept.push(Array.from({ length: 20_000 }, (_, at) => ({ at })));
  if (tell) await new Promise((sent) => process.send?.(seq, sent));
}
outcome.journal.seal();
database.close();
process.disconnect?.();
