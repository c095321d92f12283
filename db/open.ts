// Opens the branch's database: durable, checked, private, at the newest schema; or says why not.

import { chmodSync, closeSync, openSync, statfsSync } from "node:fs";
import { dirname } from "node:path";
import Sqlite, { type Database as Client } from "better-sqlite3";
import { type BetterSQLite3Database, drizzle } from "drizzle-orm/better-sqlite3";
import { type InPlace, watchPlace } from "./in-place.ts";
import { migrate } from "./migrations.ts";
import { schemaFindings } from "./schema-findings.ts";
import { type DatabaseTransactions, isDiskFault, openTransactions } from "./transactions.ts";

export type CheckpointOutcome =
  | { readonly type: "checkpointed"; readonly frames: number }
  /** Another process reads: the rest is moved next time. */
  | { readonly type: "busy" }
  /** The disk failed: out of service. */
  | { readonly type: "failed"; readonly why: string };

export type Database = {
  readonly file: string;
  readonly client: Client;
  readonly orm: BetterSQLite3Database;
  readonly transactions: DatabaseTransactions;
  readonly schemaVersion: number;
  readonly place: InPlace;
  /**
   * Between ceremonies: PASSIVE, and a log that is long is cut off afterwards. SQLite's own checkpoints are off, because they
   * swallow I/O errors.
   */
  checkpoint(): CheckpointOutcome;
  /** A TRUNCATE checkpoint that waits for nobody, then the end. */
  close(): CheckpointOutcome;
};

/** Enough to read: a copy, an archive, or the branch's own beside a desk. */
export type ReadDatabase = Pick<Database, "client" | "orm">;

export type DatabaseRefusal =
  | { readonly type: "cannot-open"; readonly why: string }
  /** It may be sound: even to read it SQLite needs room beside it. */
  | { readonly type: "disk-full"; readonly why: string }
  /** Another program's file. */
  | { readonly type: "not-ours"; readonly applicationId: number }
  | { readonly type: "pragma-not-held"; readonly pragma: string; readonly wanted: string; readonly found: string }
  | { readonly type: "damaged"; readonly findings: readonly string[] }
  | { readonly type: "newer-schema"; readonly version: number; readonly known: number }
  | { readonly type: "migrations-missing"; readonly folder: string };

export type DatabaseOutcome =
  | { readonly type: "opened"; readonly database: Database }
  | { readonly type: "refused"; readonly refusal: DatabaseRefusal };

/** `CHGU` in ASCII. */
export const applicationId = 0x43484755;
const busyMilliseconds = 5000;
const pauseMilliseconds = 10;

/** Set and read back on every open: better-sqlite3 opens WAL at NORMAL, which loses acknowledged rows in a power cut. */
const pragmas: readonly (readonly [name: string, value: string, readBack: string])[] = [
  ["journal_mode", "WAL", "wal"],
  ["synchronous", "FULL", "2"],
  ["wal_autocheckpoint", "0", "0"],
  ["foreign_keys", "ON", "1"],
  ["trusted_schema", "OFF", "0"],
  ["ignore_check_constraints", "OFF", "0"],
  ["cell_size_check", "ON", "1"],
  // What was destroyed is overwritten, not only unlinked.
  ["secure_delete", "ON", "1"],
];

function text(client: Client, pragma: string): string {
  return String(client.pragma(pragma, { simple: true }));
}

/** Null when every pragma has the value that durability needs. */
export function checkPragmas(client: Client): DatabaseRefusal | null {
  for (const [pragma, wanted, readBack] of pragmas) {
    const found = text(client, pragma);
    if (found !== readBack) return { type: "pragma-not-held", pragma, wanted, found };
  }
  return null;
}

/** The log that held all of it was removed, say: what somebody must restore is not begun anew in its place. */
function isEmpty(client: Client): boolean {
  return Number(text(client, "schema_version")) === 0;
}

function claim(client: Client): DatabaseRefusal | null {
  // In this order: another process that makes the file writes its id before its schema.
  const empty = isEmpty(client);
  const found = Number(text(client, "application_id"));
  if (found === 0 && empty) client.pragma(`application_id = ${applicationId}`);
  else if (found !== applicationId) return { type: "not-ours", applicationId: found };
  return null;
}

/**
 * SQLite waits for a lock by itself, but not for the one that changes the mode of a new file: two processes that open it at
 * once would wait for each other.
 */
function setMode(client: Client, mode: string): void {
  const until = performance.now() + busyMilliseconds;
  for (;;) {
    try {
      client.pragma(`journal_mode = ${mode}`);
      return;
    } catch (error) {
      const busy = error instanceof Sqlite.SqliteError && error.code.startsWith("SQLITE_BUSY");
      if (!busy || performance.now() > until) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, pauseMilliseconds);
    }
  }
}

function checked(client: Client, argument: string): readonly string[] {
  const rows = client.pragma(`quick_check(${argument})`) as { readonly quick_check: string }[];
  return rows.map((row) => row.quick_check).filter((finding) => finding !== "ok");
}

/**
 * The whole file, and the constraints of each table but the journal's: what its rows must not hold takes five times as long to
 * look for as all else, and each of them is proven by its hash.
 */
function quickCheck(client: Client): DatabaseRefusal | null {
  client.pragma("ignore_check_constraints = ON");
  const structure = checked(client, "20");
  client.pragma("ignore_check_constraints = OFF");
  const tables = client
    .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name <> 'audit'")
    .pluck()
    .all();
  const findings = [
    ...structure,
    ...(structure.length > 0 ? [] : tables.flatMap((name) => checked(client, `'${name}'`))),
  ];
  return findings.length === 0 ? null : { type: "damaged", findings };
}

function checkpoint(client: Client, mode: "PASSIVE" | "TRUNCATE"): CheckpointOutcome {
  try {
    const rows = client.pragma(`wal_checkpoint(${mode})`) as { readonly busy: number; readonly checkpointed: number }[];
    return rows[0]?.busy ? { type: "busy" } : { type: "checkpointed", frames: rows[0]?.checkpointed ?? 0 };
  } catch (error) {
    if (error instanceof Sqlite.SqliteError && error.code.startsWith("SQLITE_BUSY")) return { type: "busy" };
    if (isDiskFault(error)) return { type: "failed", why: error.message };
    throw error;
  }
}

/** Frames of a log that is cut off once it has been moved. */
const longLog = 500;

/**
 * While several processes write, a PASSIVE checkpoint hardly ever finds all of the log moved at once, and the log would grow
 * for as long as they do. What it left is little, so that cutting the log off holds nobody up; whoever writes just then goes
 * first.
 */
function tidy(client: Client): CheckpointOutcome {
  const moved = checkpoint(client, "PASSIVE");
  if (moved.type !== "checkpointed" || moved.frames < longLog) return moved;
  client.pragma("busy_timeout = 0");
  const cut = checkpoint(client, "TRUNCATE");
  client.pragma(`busy_timeout = ${busyMilliseconds}`);
  return cut.type === "busy" ? moved : cut;
}

/** SQLite gives the -wal and -shm files the mode of the database. */
function makePrivate(file: string): void {
  closeSync(openSync(file, "a", 0o600));
  chmodSync(file, 0o600);
}

function prepare(client: Client, begun: boolean): DatabaseRefusal | number {
  if (begun && isEmpty(client)) return { type: "damaged", findings: ["it is empty"] };
  const claimed = claim(client);
  if (claimed) return claimed;
  for (const [pragma, value] of pragmas) {
    if (pragma === "journal_mode") setMode(client, value);
    else client.pragma(`${pragma} = ${value}`);
  }
  // Then the pragmas: the check changes one of them.
  const refusal = quickCheck(client) ?? checkPragmas(client);
  if (refusal) return refusal;
  const migrated = migrate(client);
  if (migrated.type !== "migrated") return migrated;
  const findings = schemaFindings(client);
  return findings.length > 0 ? { type: "damaged", findings } : migrated.to;
}

function opened(file: string, client: Client, schemaVersion: number): Database {
  return {
    file,
    client,
    orm: drizzle({ client, casing: "snake_case" }),
    transactions: openTransactions(client),
    schemaVersion,
    place: watchPlace(file),
    checkpoint: () => tidy(client),
    close() {
      client.pragma("busy_timeout = 0");
      const outcome = checkpoint(client, "TRUNCATE");
      client.close();
      return outcome;
    },
  };
}

/** Opens the database `file`, or makes it unless it was `begun` before; several processes may have it open. */
export function openDatabase(file: string, { begun = false } = {}): DatabaseOutcome {
  let client: Client | null = null;
  try {
    makePrivate(file);
    client = new Sqlite(file, { timeout: busyMilliseconds });
    const prepared = prepare(client, begun);
    if (typeof prepared === "number") return { type: "opened", database: opened(file, client, prepared) };
    client.close();
    return { type: "refused", refusal: prepared };
  } catch (error) {
    client?.close();
    const full = fullDiskWhy(error, file);
    if (full !== null) return { type: "refused", refusal: { type: "disk-full", why: full } };
    const damaged = unreadableWhy(error);
    if (damaged !== null) return { type: "refused", refusal: { type: "damaged", findings: [damaged] } };
    const system = error instanceof Error && "code" in error;
    if (system) return { type: "refused", refusal: { type: "cannot-open", why: error.message } };
    throw error;
  }
}

/** A file that is no whole database. */
const damage = /^SQLITE_(CORRUPT|NOTADB|FORMAT)/;
/** One that is whole and not ours any more: SQLite has no code of its own for what is gone from it. */
const gone = /^no such /;

/** Why what was thrown while reading says that the file is damaged; null for any other error. */
export function unreadableWhy(error: unknown): string | null {
  if (!(error instanceof Sqlite.SqliteError)) return null;
  const { code, message } = error;
  return damage.test(code) || (code === "SQLITE_ERROR" && gone.test(message)) ? message : null;
}

/** Why the disk does not give what the file holds; null for any other error. */
export function diskWhy(error: unknown): string | null {
  const failed = error instanceof Sqlite.SqliteError && error.code.startsWith("SQLITE_IOERR");
  return failed ? `the disk failed (${error.message}). Look with: changgu doctor` : null;
}

/** With less, SQLite's own files do not find room beside the database. */
const leastBytes = 1024 * 1024;
const wantsRoom = /^(SQLITE_(IOERR|FULL|CANTOPEN)|ENOSPC)/;

/** Says what to do when what was thrown over `file` comes of a full disk; null for any other error. */
export function fullDiskWhy(error: unknown, file: string): string | null {
  if (!(error instanceof Error && "code" in error && wantsRoom.test(String(error.code)))) return null;
  const { bavail, bsize } = statfsSync(dirname(file));
  if (bavail * bsize >= leastBytes) return null;
  return `the disk is full (${error.message}). Free some room and run it again; the database stays as it is, replace nothing`;
}

/** Not opened; `damaged`: for what the file holds, and not for the disk or somebody's rights. */
export type Unopened = { readonly why: string; readonly damaged: boolean };

/** A database that is only looked at: nothing is migrated, nothing written. */
export function openForReading(file: string): ReadDatabase | Unopened {
  let client: Client | null = null;
  try {
    client = new Sqlite(file, { readonly: true, fileMustExist: true, timeout: busyMilliseconds });
    client.pragma("trusted_schema = OFF");
    const found = Number(text(client, "application_id"));
    if (found === applicationId) return { client, orm: drizzle({ client, casing: "snake_case" }) };
    client.close();
    return { why: "it is no database of this program", damaged: false };
  } catch (error) {
    client?.close();
    if (!(error instanceof Error && "code" in error)) throw error;
    const full = fullDiskWhy(error, file);
    return { why: full ?? error.message, damaged: full === null && unreadableWhy(error) !== null };
  }
}
