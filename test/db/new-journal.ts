// A journal in a folder of its own for a test: database, key state file, first key.

import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openAuditRows } from "../../db/audit-rows.ts";
import { type BeginMeans, beginJournal } from "../../db/begin-journal.ts";
import type { Database } from "../../db/open.ts";
import { type JournalRefusal, openJournal } from "../../db/open-journal.ts";
import type { JournalBook } from "../../src/audit/journal.ts";
import type { Proof, Verification } from "../../src/audit/verification.ts";
import { verifyJournal } from "../../src/audit/verify.ts";
import { Secret } from "../../src/secret.ts";
import { branch } from "./branch.ts";
import { meansIn } from "./journal-means.ts";

export type Home = { readonly file: string; readonly stateFile: string; readonly means: BeginMeans };

const folders: string[] = [];
// Not the runner's hook: torture has no runner.
process.once("exit", () => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** A folder that goes away with the process. */
export function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "changgu-db-"));
  folders.push(folder);
  return folder;
}

export function home(folder: string): Home {
  return { file: join(folder, "branch.db"), stateFile: join(folder, "key-state"), means: meansIn(folder) };
}

export function firstKey(): Secret {
  return Secret.from(Buffer.alloc(32, 7));
}

/** A new branch whose journal has row 0. */
export function begun(at: Home = home(newFolder())): { readonly home: Home; readonly database: Database } {
  const database = branch(at.file);
  assert.deepEqual(beginJournal(database, at.means, firstKey()), { type: "begun" });
  return { home: at, database };
}

export function journalOf(database: Database, means: BeginMeans): JournalBook {
  const outcome = openJournal(database, means);
  assert.equal(outcome.type, "opened", JSON.stringify(outcome));
  return outcome.journal;
}

export function refusalOf(database: Database, means: BeginMeans): JournalRefusal | null {
  const outcome = openJournal(database, means);
  return outcome.type === "refused" ? outcome.refusal : null;
}

/** With the first key and the key state, unless told otherwise; the fast way and the slow one say the same. */
export function verified(database: Database, { means }: Home, use: Partial<Proof> = {}): Verification {
  const read = means.keyStates.read();
  const state = read.type === "found" ? read.state : null;
  const proof = { firstKey: firstKey(), state, publicKey: null, boots: null, ...use };
  const slow = verifyJournal(openAuditRows(database), { proof, rowByRow: true });
  assert.deepEqual(verifyJournal(openAuditRows(database), { proof }), slow);
  return slow;
}
