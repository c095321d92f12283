// A journal in a folder of its own for a test: database, key state file, first key.

import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after } from "node:test";
import { openAuditRows } from "../../db/audit-rows.ts";
import { beginJournal } from "../../db/begin-journal.ts";
import { type JournalMeans, type JournalRefusal, openJournal } from "../../db/journal.ts";
import type { Database } from "../../db/open.ts";
import { openKeyStates } from "../../hardware/appliance/key-state.ts";
import type { Journal } from "../../src/audit/journal.ts";
import { type Proof, type Verification, verifyJournal } from "../../src/audit/verify.ts";
import { wallClock } from "../../src/clock.ts";
import { Secret } from "../../src/secret.ts";
import { branch } from "./branch.ts";

export const nobody = { ceremony: null, staff: null };

export type Home = { readonly file: string; readonly stateFile: string; readonly means: JournalMeans };

/** A folder that goes away with the test file. */
export function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "changgu-db-"));
  after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export function home(folder: string): Home {
  const stateFile = join(folder, "key-state");
  const means = { keyStates: openKeyStates(stateFile), clock: wallClock, terminal: "T-01" };
  return { file: join(folder, "branch.db"), stateFile, means };
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

export function journalOf(database: Database, means: JournalMeans): Journal {
  const outcome = openJournal(database, means);
  assert.equal(outcome.type, "opened", JSON.stringify(outcome));
  return outcome.journal;
}

export function refusalOf(database: Database, means: JournalMeans): JournalRefusal | null {
  const outcome = openJournal(database, means);
  return outcome.type === "refused" ? outcome.refusal : null;
}

/** With the first key and the key state, unless told otherwise. */
export function verified(database: Database, { means }: Home, use: Partial<Proof> = {}): Verification {
  const read = means.keyStates.read();
  const state = read.type === "found" ? read.state : null;
  return verifyJournal(openAuditRows(database).all(), { firstKey: firstKey(), state, ...use });
}
