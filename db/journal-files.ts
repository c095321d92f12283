// Files of former rows: a database of one table each, written once, read like the journal itself.

import { createHash } from "node:crypto";
import {
  chmodSync,
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readSync,
  renameSync,
  rmSync,
} from "node:fs";
import { join } from "node:path";
import Sqlite from "better-sqlite3";
import { type AuditRow, noRow, rowHash } from "../src/audit/chain.ts";
import type { JournalFolder } from "../src/audit/journal-files.ts";
import type { AuditRows } from "../src/audit/rows.ts";
import { openAuditRows } from "./audit-rows.ts";
import { applicationId, type Database, openForReading, type ReadDatabase } from "./open.ts";

/** So that a desk beside it waits for no more than this. */
const rowsPerStep = 500;

function digestOf(path: string): string | null {
  if (!existsSync(path)) return null;
  const digest = createHash("sha256");
  const piece = Buffer.alloc(1 << 20);
  const handle = openSync(path, "r");
  try {
    for (let read = readSync(handle, piece); read > 0; read = readSync(handle, piece))
      digest.update(piece.subarray(0, read));
    return digest.digest("hex");
  } finally {
    closeSync(handle);
  }
}

/** A name from a row is a name in this folder and nowhere else. */
function pathOf(folder: string, file: string): string {
  return join(folder, file.replaceAll(/[^\w.-]/g, "_"));
}

export function openJournalFolder(folder: string): JournalFolder {
  return {
    open(file) {
      const path = pathOf(folder, file);
      if (!existsSync(path)) return "missing";
      const opened = openForReading(path);
      if ("why" in opened) return "unreadable";
      try {
        const rows = openAuditRows(opened);
        rows.last();
        return { rows, close: () => void opened.client.close() };
      } catch (error) {
        opened.client.close();
        if (!(error instanceof Sqlite.SqliteError)) throw error;
        return "unreadable";
      }
    },
    digest: (file) => digestOf(pathOf(folder, file)),
  };
}

function sync(path: string): void {
  const handle = openSync(path, "r");
  fsyncSync(handle);
  closeSync(handle);
}

type Wanted = { readonly from: number; readonly upto: number };

/** False when a row is not the one that was written. */
function copyRows(source: AuditRows, target: Sqlite.Database, { from, upto }: Wanted): boolean {
  const insert = target.prepare("INSERT INTO audit (seq, body, hash, mac) VALUES (?, ?, ?, ?)");
  const put = target.transaction((rows: readonly AuditRow[]) => {
    for (const { seq, body, hash, mac } of rows) insert.run(seq, body, hash, mac);
  });
  let head = noRow;
  for (let next = from; next <= upto; ) {
    const rows = source.after(next - 1, Math.min(rowsPerStep, upto - next + 1));
    for (const row of rows) {
      if (row.seq !== next) return false;
      // Those before the first row of a file after the first are in another file.
      if ((from === 0 || next > from) && rowHash(head, row.body) !== row.hash) return false;
      head = row.hash;
      next++;
    }
    if (rows.length === 0) return false;
    put(rows);
  }
  return true;
}

/**
 * Writes rows `from` to `upto` into a new file of mode 0400, durable when it returns; the result is its digest. Null when
 * they are not what was written: then no file is left. Throws the disk's error.
 */
export function writeJournalFile(live: ReadDatabase, folder: string, file: string, wanted: Wanted): string | null {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const path = pathOf(folder, file);
  const part = `${path}.part`;
  rmSync(part, { force: true });
  const target = new Sqlite(part);
  try {
    target.pragma(`application_id = ${applicationId}`);
    const made = live.client.prepare("SELECT sql FROM sqlite_master WHERE name IN ('audit', 'audit_marks')").pluck();
    for (const sql of made.all() as readonly string[]) target.exec(sql);
    if (!copyRows(openAuditRows(live), target, wanted)) return null;
    target.close();
    chmodSync(part, 0o400);
    sync(part);
    const digest = digestOf(part);
    renameSync(part, path);
    sync(folder);
    return digest;
  } finally {
    if (target.open) target.close();
    rmSync(part, { force: true });
  }
}

/** Rows that lie in a file leave the database, a few at a time; row 0 stays. The table refuses those of which no row says so. */
export function removeFiledRows(database: Database, upto: number): void {
  const remove = database.client.prepare<[number, number]>(
    "DELETE FROM audit WHERE seq IN (SELECT seq FROM audit WHERE seq BETWEEN 1 AND ? ORDER BY seq LIMIT ?)",
  );
  while (database.transactions.run(() => remove.run(upto, rowsPerStep).changes) > 0) database.checkpoint();
}

/** Durable when it returns. */
export function removeJournalFile(folder: string, file: string): void {
  rmSync(pathOf(folder, file), { force: true });
  if (existsSync(folder)) sync(folder);
}
