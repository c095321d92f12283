// Opens a database for a test, which fails when it cannot.

import assert from "node:assert/strict";
import { type Database, openDatabase } from "../../db/open.ts";

export function branch(file: string): Database {
  const outcome = openDatabase(file);
  assert.equal(outcome.type, "opened", JSON.stringify(outcome));
  return outcome.database;
}
