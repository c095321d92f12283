// What a provisioning that was cut off left: told from a branch by what its journal holds, and moved aside, never removed.

import { existsSync, mkdtempSync, renameSync } from "node:fs";
import { openAuditRows } from "../../db/audit-rows.ts";
import { openForReading, type ReadDatabase } from "../../db/open.ts";
import { removeFile, replaceFile } from "../../hardware/appliance/durable-file.ts";
import { openKeyStates } from "../../hardware/appliance/key-state.ts";
import { lockHolder } from "../../hardware/appliance/terminal-lock.ts";
import { type Digest, genesisFields, keyCommitment } from "../audit/chain.ts";
import { bodyFields } from "../audit/row-body.ts";
import type { Home } from "../home.ts";
import type { Secret } from "../secret.ts";
import { readUpTo } from "./file-bytes.ts";
import { alone } from "./home-alone.ts";

export type Standing =
  /** No note lies here. */
  | { readonly type: "none" }
  | { readonly type: "under-way"; readonly process: number }
  /** What lies here is the noted provisioning's own, and nothing but that. */
  | { readonly type: "cut-off" }
  /** A branch, whatever the note says. */
  | { readonly type: "branch" }
  /** The note names another journal, or none, and nobody ever worked in this one. */
  | { readonly type: "unclear" };

/** What the journal of a provisioning may hold; any other row is a branch's. */
const provisioningsOwn: ReadonlySet<unknown> = new Set([
  ...["genesis", "started", "checkpoint", "provisioned", "gateway-resting", "gateway-back"],
  ...["first-key-handed-over", "first-key-shown", "stopped"],
]);

/** More than a provisioning writes. */
const mostRows = 100;
const mostNoteBytes = 200;
const noteForm = /^changgu-provisioning-v1 ([0-9a-f]{64})\n/;

/** Says of which journal it is by what its row 0 will say of the first key. */
export function noteProvisioning({ provisioning }: Home, firstKey: Secret): void {
  const text = `changgu-provisioning-v1 ${firstKey.use(keyCommitment)}\nA branch is being made here.\n`;
  replaceFile(provisioning, Buffer.from(text), 0o600);
}

export function endNote({ provisioning }: Home): void {
  removeFile(provisioning);
}

export function standingOf(home: Home): Standing {
  if (!existsSync(home.provisioning)) return { type: "none" };
  const process = lockHolder(home.provisionLock);
  if (process !== null) return { type: "under-way", process };
  const found = lookInto(home.database);
  if (found.type === "worked-in") return { type: "branch" };
  const noted = notedIn(home);
  if (found.type === "begun") return { type: noted === found.commitment ? "cut-off" : "unclear" };
  // No row 0: what stands outside the database tells whether there ever was one.
  if (existsSync(home.boots) || !isUnused(home)) return { type: "branch" };
  return { type: found.type === "unreadable" && noted === null ? "unclear" : "cut-off" };
}

/** What keeps everybody from working here, and what to do. */
export type CutOff = { readonly why: string; readonly next: string };

export function underWay(process: number): CutOff {
  return { why: `a branch is being made here by process ${process}`, next: "go on there, or end it first" };
}

export function inWords({ why, next }: CutOff): string {
  return `${why}; ${next}`;
}

/** Null where no provisioning was cut off. */
export function cutOffAs(standing: Standing, { root, provisioning }: Home): CutOff | null {
  switch (standing.type) {
    case "none":
    case "branch":
      return null;
    case "under-way":
      return underWay(standing.process);
    case "cut-off":
      return {
        why: "provisioning was cut off, and nothing here is a branch yet",
        next: "run changgu provision again",
      };
    case "unclear":
      return {
        why: `${provisioning} does not name the journal that lies beside it, and nobody ever worked in that`,
        next: `if its first key was handed over or shown, remove that file, and it is a branch; if not, move ${root} away, and run changgu provision`,
      };
  }
}

/** Why nobody works here yet; null where no provisioning was cut off. */
export function cutOffProvisioning(home: Home): string | null {
  const found = cutOffAs(standingOf(home), home);
  return found && inWords(found);
}

/** For the note beside a branch, which nothing is made of. */
export function strayNote({ provisioning }: Home): string {
  return `${provisioning} is of no provisioning of this branch`;
}

/**
 * Moves what a provisioning made into a folder of its own in the home: its path, or null where there was nothing. A desk that
 * is open all the same keeps it where it is: then `why`.
 */
export function setAside(home: Home): { readonly folder: string | null } | { readonly why: string } {
  const { database, keyState, boots, root } = home;
  // The database last: until then its row 0 says what this is.
  const log = ["-shm", "-wal", "-journal"].map((end) => `${database}${end}`);
  const files = [keyState, boots, ...log, database].filter((file) => existsSync(file));
  if (files.length === 0) return { folder: null };
  const held = alone(home);
  if (held.type === "open")
    return { why: `a terminal of this home is open in process ${held.process}; close it first` };
  try {
    const folder = mkdtempSync(`${root}/cut-off-`);
    for (const file of files) renameSync(file, `${folder}${file.slice(root.length)}`);
    return { folder };
  } finally {
    held.release();
  }
}

type Found =
  /** No database, or one without a row. */
  | { readonly type: "nothing" }
  | { readonly type: "unreadable" }
  | { readonly type: "begun"; readonly commitment: Digest | null }
  | { readonly type: "worked-in" };

function lookInto(file: string): Found {
  if (!existsSync(file)) return { type: "nothing" };
  const opened = openForReading(file);
  if ("why" in opened) return { type: "unreadable" };
  try {
    return judgeRows(opened);
  } catch (error) {
    // SQLite's and the system's own: a schema that is not there yet, a disk that fails.
    if (!(error instanceof Error && "code" in error)) throw error;
    return { type: "unreadable" };
  } finally {
    opened.client.close();
  }
}

function judgeRows(database: ReadDatabase): Found {
  const rows = openAuditRows(database).after(-1, mostRows);
  const [first] = rows;
  if (!first) return { type: "nothing" };
  const genesis = genesisFields(first);
  const events = rows.map((row) => bodyFields(row).event);
  const starts = events.filter((event) => event === "started").length;
  if (!genesis || rows.length === mostRows || starts > 1 || !events.every((event) => provisioningsOwn.has(event)))
    return { type: "worked-in" };
  return { type: "begun", commitment: typeof genesis.commitment === "string" ? genesis.commitment : null };
}

function notedIn({ provisioning }: Home): Digest | null {
  const bytes = readUpTo(provisioning, mostNoteBytes);
  return typeof bytes === "string" ? null : (noteForm.exec(bytes.toString("latin1"))?.[1] ?? null);
}

/** A key state that seals no row but the first: its journal never recorded a fact. */
function isUnused({ keyState }: Home): boolean {
  const read = openKeyStates(keyState).read();
  if (read.type !== "found") return read.type === "missing";
  read.state.key.wipe();
  return read.state.next === 1;
}
