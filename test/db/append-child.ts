// A process that appends rows: FILE TERMINAL COUNT [tell]. With `tell` each acknowledged row is reported.

import { dirname } from "node:path";
import { openJournal } from "../../db/open-journal.ts";
import { branch } from "./branch.ts";
import { meansIn } from "./journal-means.ts";

const [file = "", terminal = "", count = "0", tell] = process.argv.slice(2);
const database = branch(file);
const outcome = openJournal(database, meansIn(dirname(file), terminal));
if (outcome.type === "refused") throw new Error(JSON.stringify(outcome.refusal));
for (let i = 0; i < Number(count); i++) {
  const { seq } = outcome.journal.append({ event: "staff-called" }, { ceremony: `c-${i}`, staff: null });
  if (tell) await new Promise((sent) => process.send?.(seq, sent));
}
outcome.journal.seal();
database.close();
process.disconnect?.();
