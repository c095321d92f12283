// Rotation with what it needs of the machine: the books beside a desk, the folder of files, what proves the rows.

import { openAuditRows } from "../../db/audit-rows.ts";
import { openJournalFolder, removeFiledRows, removeJournalFile, writeJournalFile } from "../../db/journal-files.ts";
import { openDatabase } from "../../db/open.ts";
import { openKeyStates } from "../../hardware/appliance/key-state.ts";
import { JournalUnwritable } from "../audit/journal.ts";
import { joinJournal } from "../audit/journal-files.ts";
import type { AuditRows } from "../audit/rows.ts";
import { verifyJournal } from "../audit/verify.ts";
import { wallClock } from "../clock.ts";
import { auditRotate, type RotateAsked } from "../commands/audit-rotate.ts";
import { withEvidence } from "../commands/own-evidence.ts";
import { verificationInWords } from "../commands/record-words.ts";
import { en } from "../commands/record-words-en.ts";
import type { Home } from "../home.ts";
import { evidenceOf, signerOf } from "./auditing.ts";
import { openBooksBeside } from "./beside.ts";
import type { Output } from "./output.ts";
import { settingsAt, wrongSetting } from "./settings-file.ts";

/** Null when every row is what was written, as far as this terminal can tell without the first key. */
function verdictAt(home: Home, rows: AuditRows): string | null {
  const read = openKeyStates(home.keyState).read();
  const state = read.type === "found" ? read.state : null;
  const proof = { firstKey: null, state, publicKey: signerOf(home)?.publicKey ?? null, boots: null };
  const verification = verifyJournal(rows, { proof });
  state?.key.wipe();
  const known = withEvidence(verification, rows, evidenceOf(home));
  return known.type === "whole" ? null : (verificationInWords(en, known)[0] ?? "");
}

/** 0: done, or nothing was to be done. 1: the journal is not what was written. 2: it could not run. */
export async function rotateJournalOf(home: Home, asked: RotateAsked, { print, complain }: Output): Promise<number> {
  const refused = (why: string): number => {
    complain(`Nothing was done: ${why}.`);
    return 2;
  };
  const settings = settingsAt(home);
  if (settings.type === "wrong-setting") return refused(wrongSetting(home, settings));
  const opened = await openBooksBeside(home);
  if (opened.type === "refused") return refused(opened.why);
  const { books } = opened;
  const database = openDatabase(home.database);
  try {
    if (database.type === "refused") return refused(database.refusal.type);
    const { database: own } = database;
    const live = openAuditRows(own);
    const folder = openJournalFolder(home.journalFiles);
    return auditRotate(asked, {
      plan: settings.settings.journal,
      now: wallClock.now(),
      journal: books.journal,
      live,
      joined: () => joinJournal(live, folder),
      verdict: (rows) => verdictAt(home, rows),
      write: (file, wanted) => writeJournalFile(own, home.journalFiles, file, wanted),
      removeRows: (upto) => removeFiledRows(own, upto),
      digest: folder.digest,
      removeFile: (file) => removeJournalFile(home.journalFiles, file),
      print,
    });
  } catch (error) {
    const disk = error instanceof Error && "code" in error;
    if (!(error instanceof JournalUnwritable) && !disk) throw error;
    return refused(error.message);
  } finally {
    if (database.type === "opened") database.database.close();
    books.close();
  }
}
