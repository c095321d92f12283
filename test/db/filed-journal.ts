// A journal whose rows of past months lie in files, on a clock of its own.

import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { openAuditRows } from "../../db/audit-rows.ts";
import { openJournalFolder, removeFiledRows, removeJournalFile, writeJournalFile } from "../../db/journal-files.ts";
import type { Database } from "../../db/open.ts";
import { nobody } from "../../src/audit/entry.ts";
import { fileFindings, joinJournal } from "../../src/audit/journal-files.ts";
import type { AuditRows } from "../../src/audit/rows.ts";
import type { Proof, Verification } from "../../src/audit/verification.ts";
import { verifyJournal } from "../../src/audit/verify.ts";
import { auditVerify } from "../../src/commands/audit.ts";
import { auditRotate, type RotateMeans } from "../../src/commands/audit-rotate.ts";
import { en } from "../../src/commands/record-words-en.ts";
import { signer } from "./journal-means.ts";
import { begun, firstKey, type Home, home as homeIn, journalOf, newFolder } from "./new-journal.ts";

export type Filed = {
  readonly home: Home;
  readonly database: Database;
  readonly folder: string;
  at(day: string): void;
};

/** 20 rows a month from September 2026 on, a checkpoint after each ten. */
export function written(months: number): Filed {
  const folder = newFolder();
  const bare = homeIn(folder);
  let now = new Date("2026-09-01T01:00:00Z");
  const at = (day: string): void => {
    now = new Date(day);
  };
  const clock = { ...bare.means.clock, now: () => now };
  const { home, database } = begun({ ...bare, means: { ...bare.means, clock } });
  const journal = journalOf(database, home.means);
  for (let month = 0; month < months; month++) {
    at(new Date(Date.UTC(2026, 8 + month, 20)).toISOString());
    for (let tens = 0; tens < 2; tens++) {
      const rows = Array.from({ length: 10 }, (_, row) => `month-${month}-${tens}-${row}`);
      journal.appendAll(
        rows.map((at) => ({ event: "idle-warned", at })),
        nobody,
      );
      journal.seal();
    }
  }
  return { home, database, folder: join(folder, "journal"), at };
}

export function rotate({ home, database, folder }: Filed, more: Partial<RotateMeans> = {}): readonly [number, string] {
  const live = openAuditRows(database);
  const files = openJournalFolder(folder);
  const said: string[] = [];
  const code = auditRotate(
    { before: null, dryRun: false, json: false },
    {
      plan: { file: "month", keepYears: 10 },
      now: home.means.clock.now(),
      journal: journalOf(database, home.means),
      live,
      joined: () => joinJournal(live, files),
      verdict: (rows) => (verifyJournal(rows, { proof: proofOf(home) }).type === "whole" ? null : "BROKEN"),
      write: (file, wanted) => writeJournalFile(database, folder, file, wanted),
      removeRows: (upto) => removeFiledRows(database, upto),
      digest: files.digest,
      removeFile: (file) => removeJournalFile(folder, file),
      print: (line) => said.push(line),
      ...more,
    },
  );
  return [code, said.join("\n")];
}

export function proofOf({ means }: Home): Proof {
  const read = means.keyStates.read();
  return {
    firstKey: firstKey(),
    state: read.type === "found" ? read.state : null,
    publicKey: signer.publicKey,
    boots: null,
  };
}

export function looked<T>({ database, folder }: Filed, look: (rows: AuditRows) => T): T {
  const { rows, close } = joinJournal(openAuditRows(database), openJournalFolder(folder));
  const found = look(rows);
  close();
  return found;
}

/** The fast way and the slow one say the same, with each proof. */
export function verified(target: Filed, use: Partial<Proof> = {}): Verification {
  return looked(target, (rows) => {
    const proof = { ...proofOf(target.home), ...use };
    const slow = verifyJournal(rows, { proof, rowByRow: true });
    assert.deepEqual(verifyJournal(rows, { proof }), slow);
    return slow;
  });
}

/** What the command says. */
export async function verdict(target: Filed): Promise<readonly [number, string]> {
  const { home, database, folder } = target;
  const files = openJournalFolder(folder);
  const journal = joinJournal(openAuditRows(database), files);
  const said: string[] = [];
  const code = await auditVerify(
    {},
    {
      rows: journal.rows,
      files: fileFindings(journal, files),
      own: {
        keyStates: home.means.keyStates,
        boots: home.means.boots.read(),
        keyFile: null,
        cursors: { type: "found", cursors: [] },
      },
      publicKey: signer.publicKey,
      slips: [],
      keptFirstKey: firstKey,
      words: en,
      print: (line) => said.push(line),
      progress: () => {},
      record: async () => null,
    },
  );
  journal.close();
  return [code, said.join("\n")];
}

/** Two files, of September and of October. */
export function twoFiles(): Filed {
  const target = written(2);
  target.at("2026-10-21T00:00:00Z");
  assert.match(rotate(target)[1], /^Rows 0 to \d+ are in journal-0-\d+\.sqlite\.$/);
  target.at("2026-11-03T00:00:00Z");
  assert.match(rotate(target)[1], /^Rows \d+ to \d+ are in journal-\d+-\d+\.sqlite\.$/);
  return target;
}

export const names = ({ folder }: Filed): readonly string[] => readdirSync(folder).sort();
