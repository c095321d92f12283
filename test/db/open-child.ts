// A process that opens each database it is told of, closes it again, and answers with what it was refused.

import { openDatabase } from "../../db/open.ts";

process.on("message", (file: string) => {
  const outcome = openDatabase(file);
  if (outcome.type === "opened") outcome.database.close();
  process.send?.(outcome.type === "opened" ? "opened" : outcome.refusal);
});
process.send?.("ready");
