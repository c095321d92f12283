// A process that opens the database named on its command line and closes it again.

import { openDatabase } from "../../db/open.ts";

const outcome = openDatabase(process.argv[2] ?? "");
if (outcome.type === "opened") outcome.database.close();
else {
  console.error(outcome.refusal);
  process.exitCode = 1;
}
