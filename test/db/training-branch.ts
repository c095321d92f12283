// A database with the training branch's people for a test.

import assert from "node:assert/strict";
import { join } from "node:path";
import type { Database } from "../../db/open.ts";
import { openStrongbox, type Strongbox } from "../../db/strongbox.ts";
import { writeTrainingData } from "../../db/training-data.ts";
import { Secret } from "../../src/secret.ts";
import { defaultLimits } from "../../src/verification/attempts.ts";
import { branch } from "./branch.ts";
import { newFolder } from "./new-journal.ts";

export function strongboxOf(fill: number): Strongbox {
  return openStrongbox(Secret.from(Buffer.alloc(32, fill)));
}

export async function trainingBranch(): Promise<{ readonly database: Database; readonly strongbox: Strongbox }> {
  const database = branch(join(newFolder(), "branch.db"));
  const strongbox = strongboxOf(9);
  assert.deepEqual(await writeTrainingData(database, strongbox, defaultLimits), { type: "written" });
  return { database, strongbox };
}
