// A database with the training branch's people for a test.

import assert from "node:assert/strict";
import { join } from "node:path";
import type { Database } from "../../db/open.ts";
import { writeTrainingData } from "../../db/training-data.ts";
import { openVault, type Vault } from "../../db/vault.ts";
import { Secret } from "../../src/secret.ts";
import { defaultLimits } from "../../src/verification/attempts.ts";
import { branch } from "./branch.ts";
import { newFolder } from "./new-journal.ts";

export function vaultOf(fill: number): Vault {
  return openVault(Secret.from(Buffer.alloc(32, fill)));
}

export async function trainingBranch(): Promise<{ readonly database: Database; readonly vault: Vault }> {
  const database = branch(join(newFolder(), "branch.db"));
  const vault = vaultOf(9);
  assert.deepEqual(await writeTrainingData(database, vault, defaultLimits), { type: "written" });
  return { database, vault };
}
