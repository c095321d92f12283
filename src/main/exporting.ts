// The export of the journal with what it needs of the machine: a new file, the terminal's key, the books beside a desk.

import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from "node:fs";
import { userInfo } from "node:os";
import { customerOfIndex } from "../../db/blind-index.ts";
import { openJournalFolder } from "../../db/journal-files.ts";
import { openForReading } from "../../db/open.ts";
import { events as known } from "../audit/events.ts";
import { JournalUnwritable } from "../audit/journal.ts";
import { joinJournal } from "../audit/journal-files.ts";
import { kstDay, type Selection } from "../audit/selection.ts";
import { databaseOf } from "../audit/verify.ts";
import { auditExport, type ExportMeans } from "../commands/audit-export.ts";
import type { Home } from "../home.ts";
import type { ExportWanted } from "./audit-command.ts";
import { unknownEvent } from "./audit-events.ts";
import { signerOf } from "./auditing.ts";
import { openBooksBeside } from "./beside.ts";
import type { Output } from "./output.ts";

/** A customer by id, or by the blind index of their resident number. */
export function customerIn(home: Home, named: string): string {
  const opened = openForReading(home.database);
  if ("why" in opened) return named;
  try {
    return customerOfIndex(opened, named) ?? named;
  } finally {
    opened.client.close();
  }
}

function selectionOf(asked: ExportWanted, home: Home): Selection | string {
  const from = asked.from === undefined ? null : kstDay(asked.from);
  const to = asked.to === undefined ? null : kstDay(asked.to);
  if ((asked.from !== undefined && !from) || (asked.to !== undefined && !to)) return "a day is written YYYY-MM-DD";
  const { officer: staff = null, customer = null, event: events = [], ceremony = null } = asked;
  const unknown = events.find((event) => !Object.hasOwn(known, event));
  if (unknown !== undefined) return unknownEvent(unknown);
  return {
    from: from?.from ?? null,
    to: to?.to ?? null,
    staff,
    customer: customer === null ? null : customerIn(home, customer),
    events,
    ceremony,
  };
}

function newFile(name: string): ExportMeans["file"] | string {
  const part = `${name}.part`;
  try {
    closeSync(openSync(name, "wx", 0o600));
    const handle = openSync(part, "w", 0o600);
    const keep = (file: string, at: number): void => {
      fsyncSync(at);
      closeSync(at);
      renameSync(part, file);
    };
    return {
      name,
      write: (text) => void writeSync(handle, text),
      publish(signature) {
        keep(name, handle);
        const beside = openSync(part, "w", 0o600);
        writeSync(beside, signature);
        keep(`${name}.sig`, beside);
      },
      discard() {
        closeSync(handle);
        for (const each of [part, name]) rmSync(each, { force: true });
      },
    };
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** 0: written. 1: no row is wanted. 2: it could not run, and nothing is left. */
export async function exportJournalOf(home: Home, asked: ExportWanted, output: Output): Promise<number> {
  const opened = await openBooksBeside(home);
  const signer = signerOf(home);
  if (opened.type === "refused" || !signer) {
    output.complain(opened.type === "refused" ? opened.why : "the terminal's key file cannot be read");
    return 2;
  }
  const { books } = opened;
  try {
    const selection = selectionOf(asked, home);
    const file = typeof selection === "string" ? selection : newFile(asked.out);
    if (typeof selection === "string" || typeof file === "string") {
      output.complain(`Nothing was exported: ${file}.`);
      return 2;
    }
    const { journal } = books;
    const { rows, close } = joinJournal(books.rows, openJournalFolder(home.journalFiles));
    const database = databaseOf(rows) ?? "";
    const means = { rows, journal, signer, database, operator: userInfo().username, now: new Date(), file };
    const { format, json = false } = asked;
    try {
      return auditExport({ selection, format, json }, { ...means, print: output.print });
    } finally {
      close();
    }
  } catch (error) {
    if (!(error instanceof JournalUnwritable)) throw error;
    output.complain(`Nothing was exported: ${error.message}.`);
    return 2;
  } finally {
    books.close();
  }
}
