// Processes that write the journal and end in the middle: killed, or with the power of their disk cut, or their log torn.

import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdtempSync, readFileSync, rmSync, truncateSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { openAuditRows } from "../../db/audit-rows.ts";
import { beginJournal } from "../../db/begin-journal.ts";
import { openDatabase } from "../../db/open.ts";
import { openJournal } from "../../db/open-journal.ts";
import { verifyJournal } from "../../src/audit/verify.ts";
import { Secret } from "../../src/secret.ts";
import { meansIn, signer } from "../db/journal-means.ts";
import type { CutDisk } from "./power-cut.ts";

const firstKey = (): Secret => Secret.from(Buffer.alloc(32, 7));

/** A journal with its first row. */
export function begin(folder: string): void {
  const opened = openDatabase(join(folder, "branch.db"));
  if (opened.type === "refused") throw new Error(JSON.stringify(opened.refusal));
  beginJournal(opened.database, meansIn(folder), firstKey());
  opened.database.close();
}

/** The last row of a terminal that starts again; null when it does not start, or its journal is not whole. */
export function survivor(folder: string): number | null {
  const opened = openDatabase(join(folder, "branch.db"));
  if (opened.type === "refused") return null;
  const { database } = opened;
  try {
    const means = meansIn(folder);
    if (openJournal(database, means).type === "refused") return null;
    const read = means.keyStates.read();
    const state = read.type === "found" ? read.state : null;
    const proof = { firstKey: firstKey(), state, publicKey: signer.publicKey, boots: null };
    const rows = openAuditRows(database);
    return verifyJournal(rows, { proof }).type === "whole" ? (rows.last()?.seq ?? -1) : null;
  } finally {
    database.close();
  }
}

function writer(folder: string, { words = [], flags = [] }: Partial<Manner> = {}): ChildProcess {
  const program = fileURLToPath(new URL("../db/append-child.ts", import.meta.url));
  const all = [join(folder, "branch.db"), "T-01", "1000000", "tell", ...words];
  return fork(program, all, { execArgv: ["--import", "tsx", ...flags], stdio: ["ignore", "ignore", "ignore", "ipc"] });
}

type Manner = {
  readonly words: readonly string[];
  readonly flags: readonly string[];
  /** At each acknowledged row. */
  told(child: ChildProcess): void;
};

/** Writes until `end` is called, after so many acknowledged rows; the last one that was acknowledged. */
async function writes(
  folder: string,
  after: number,
  end: (child: ChildProcess) => void,
  manner: Partial<Manner> = {},
): Promise<number> {
  const child = writer(folder, manner);
  let acknowledged = -1;
  let told = 0;
  child.on("message", (seq) => {
    acknowledged = Number(seq);
    manner.told?.(child);
    if (++told === after) end(child);
  });
  await once(child, "exit");
  return acknowledged;
}

/** Killed after so many acknowledged rows; what was acknowledged must be there when it starts again. */
export async function kill(folder: string, after: number): Promise<boolean> {
  const acknowledged = await writes(folder, after, (child) => void child.kill("SIGKILL"));
  const last = survivor(folder);
  return last !== null && last >= acknowledged;
}

/** Stopped and let go on as often as rows come, and then killed: time that passes between two steps changes nothing. */
export async function stopAndGo(folder: string, rows: number): Promise<boolean> {
  const told = (child: ChildProcess): void => {
    child.kill("SIGSTOP");
    setImmediate(() => child.kill("SIGCONT"));
  };
  const acknowledged = await writes(folder, rows, (child) => void child.kill("SIGKILL"), { told });
  const last = survivor(folder);
  return last !== null && last >= acknowledged;
}

/** Ends by itself, in whatever it was doing when there was no memory left. */
export async function outOfMemory(folder: string): Promise<boolean> {
  const manner = { words: ["hoard"], flags: ["--max-old-space-size=96"] };
  const acknowledged = await writes(folder, Number.POSITIVE_INFINITY, () => {}, manner);
  const last = survivor(folder);
  return last !== null && last >= acknowledged && acknowledged > 0;
}

/** The writer stands still when the power goes, so that it acknowledges nothing afterwards. */
export async function cutPower(disk: CutDisk, after: number): Promise<boolean> {
  const acknowledged = await writes(disk.at, after, (child) => {
    child.kill("SIGSTOP");
    disk.cut();
    child.kill("SIGKILL");
  });
  disk.again();
  const last = survivor(disk.at);
  return last !== null && last >= acknowledged;
}

/** The header of a WAL and each of its frames, for pages of 4096 bytes (SQLite's file format §4.1, §4.2). */
const walHeader = 32;
const walFrame = 24 + 4096;

/**
 * A power cut leaves a log that ends anywhere: in a frame, between two, in the middle of a commit. With the key state of that
 * moment no row is missing that it knows, and nothing is taken for whole that is not. `cut`: bytes that are left.
 */
function tear(folder: string, cut: number): boolean {
  const copy = mkdtempSync(join(tmpdir(), "changgu-torn-"));
  try {
    cpSync(folder, copy, { recursive: true });
    truncateSync(join(copy, "branch.db-wal"), cut);
    return survivor(copy) !== null;
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

/** Rows in the log alone, with the key state of the beginning: every cut must start again, since nothing known is missing. */
export async function* tears(roll: (below: number) => number): AsyncIterable<boolean> {
  const folder = mkdtempSync(join(tmpdir(), "changgu-tear-"));
  try {
    begin(folder);
    await writes(folder, 50, (child) => void child.kill("SIGKILL"));
    const length = readFileSync(join(folder, "branch.db-wal")).length;
    for (let cut = length; cut >= walHeader; cut -= walFrame >> 1) yield tear(folder, Math.max(0, cut - roll(64)));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
