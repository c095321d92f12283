// A process that appends rows: FILE KEY-STATE TERMINAL COUNT [tell]. With `tell` each acknowledged row is reported.

import { openJournal } from "../../db/journal.ts";
import { openKeyStates } from "../../hardware/appliance/key-state.ts";
import { wallClock } from "../../src/clock.ts";
import { branch } from "./branch.ts";

const [file = "", stateFile = "", terminal = "", count = "0", tell] = process.argv.slice(2);
const database = branch(file);
const outcome = openJournal(database, { keyStates: openKeyStates(stateFile), clock: wallClock, terminal });
if (outcome.type === "refused") throw new Error(JSON.stringify(outcome.refusal));
for (let i = 0; i < Number(count); i++) {
  const { seq } = outcome.journal.append({ event: "staff-called" }, { ceremony: `c-${i}`, staff: null });
  if (tell) await new Promise((sent) => process.send?.(seq, sent));
}
outcome.journal.seal();
database.close();
process.disconnect?.();
