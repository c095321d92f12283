// `npm run torture [-- --minutes N]`: ends terminals in every way for as long as is asked, and reports against the figures to reach.

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
import { die, simulateCeremonies } from "./ceremonies.ts";

type Figure = { readonly what: string; reached: number; readonly wanted: number; lost: number };

const firstKey = (): Secret => Secret.from(Buffer.alloc(32, 7));

function begin(folder: string): void {
  const opened = openDatabase(join(folder, "branch.db"));
  if (opened.type === "refused") throw new Error(JSON.stringify(opened.refusal));
  beginJournal(opened.database, meansIn(folder), firstKey());
  opened.database.close();
}

/** The last row of a terminal that starts again; null when it does not start, or its journal is not whole. */
function survivor(folder: string): number | null {
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

function writer(folder: string): ChildProcess {
  const program = fileURLToPath(new URL("../db/append-child.ts", import.meta.url));
  return fork(program, [join(folder, "branch.db"), "T-01", "1000000", "tell"], { execArgv: ["--import", "tsx"] });
}

/** Killed after so many acknowledged rows; what was acknowledged must be there when it starts again. */
async function kill(folder: string, after: number): Promise<boolean> {
  const child = writer(folder);
  let acknowledged = -1;
  let told = 0;
  child.on("message", (seq) => {
    acknowledged = Number(seq);
    if (++told === after) child.kill("SIGKILL");
  });
  await once(child, "exit");
  const last = survivor(folder);
  return last !== null && last >= acknowledged;
}

/** The header of a WAL and each of its frames, for pages of 4096 bytes (SQLite's file format §4.1, §4.2). */
const walHeader = 32;
const walFrame = 24 + 4096;

/**
 * A power cut leaves a log that ends anywhere: in a frame, between two, in the middle of a commit. With the key state of that
 * moment no row is missing that it knows, and nothing is taken for whole that is not. `cut`: bytes that are left.
 */
function tear(folder: string, cut: number): "starts" | "refused" {
  const copy = mkdtempSync(join(tmpdir(), "changgu-torn-"));
  try {
    cpSync(folder, copy, { recursive: true });
    truncateSync(join(copy, "branch.db-wal"), cut);
    return survivor(copy) === null ? "refused" : "starts";
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

async function killsUntil(deadline: number, roll: (below: number) => number, figure: Figure): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "changgu-kill-"));
  begin(folder);
  while (Date.now() < deadline && figure.reached < figure.wanted) {
    if (!(await kill(folder, 1 + roll(80)))) figure.lost++;
    figure.reached++;
  }
  rmSync(folder, { recursive: true, force: true });
}

/** Rows in the log alone, with the key state of the beginning: every cut must start again, since nothing known is missing. */
async function tearsUntil(deadline: number, roll: (below: number) => number, figure: Figure): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "changgu-tear-"));
  begin(folder);
  const child = writer(folder);
  let told = 0;
  child.on("message", () => {
    if (++told === 50) child.kill("SIGKILL");
  });
  await once(child, "exit");
  const length = readFileSync(join(folder, "branch.db-wal")).length;
  for (let cut = length; cut >= walHeader && Date.now() < deadline; cut -= walFrame >> 1) {
    if (tear(folder, Math.max(0, cut - roll(64))) === "refused") figure.lost++;
    figure.reached++;
  }
  rmSync(folder, { recursive: true, force: true });
}

function simulationsUntil(deadline: number, seed: number, figure: Figure): void {
  for (let round = 0; Date.now() < deadline && figure.reached < figure.wanted; round++) {
    try {
      simulateCeremonies(100, seed + round, 50);
    } catch (error) {
      figure.lost++;
      console.log(`CHANGGU_SEED=${seed + round}: ${error instanceof Error ? error.message : error}`);
    }
    figure.reached += 100;
  }
}

const asked = process.argv.indexOf("--minutes");
const minutes = asked > 0 ? Number(process.argv[asked + 1]) : 5;
const seed = Number(process.env.CHANGGU_SEED ?? Date.now() % 1_000_000);
const roll = die(seed);
const third = (minutes * 60_000) / 3;
const figures: readonly Figure[] = [
  { what: "ceremonies with crashes: false alarms", reached: 0, wanted: 10_000, lost: 0 },
  { what: "kill -9 of a writer: acknowledged rows lost", reached: 0, wanted: 500, lost: 0 },
  { what: "logs torn by a power cut: terminals that do not start", reached: 0, wanted: 100, lost: 0 },
];
console.log(`CHANGGU_SEED=${seed}, ${minutes} minutes`);
const [simulated, killed, torn] = figures;
if (simulated && killed && torn) {
  await tearsUntil(Date.now() + third, roll, torn);
  await killsUntil(Date.now() + third, roll, killed);
  simulationsUntil(Date.now() + third, seed, simulated);
}
for (const { what, reached, wanted, lost } of figures) {
  const verdict = lost > 0 ? "FAILED" : reached >= wanted ? "reached" : "so far";
  console.log(`${String(lost).padStart(6)}  ${what}, in ${reached} of ${wanted}  ${verdict}`);
}
process.exitCode = figures.some(({ lost }) => lost > 0) ? 1 : 0;
