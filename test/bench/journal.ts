// What the journal costs: a durable append against a durable insert of the same row without chain, MAC and key state.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beginJournal } from "../../db/begin-journal.ts";
import { type Database, openDatabase } from "../../db/open.ts";
import { openJournal } from "../../db/open-journal.ts";
import type { Fact } from "../../src/audit/entry.ts";
import type { Journal } from "../../src/audit/journal.ts";
import { Secret } from "../../src/secret.ts";
import { meansIn } from "../db/journal-means.ts";

export type JournalBench = {
  readonly name: "journal append against a plain insert";
  readonly goal: 1.2;
  /** Median of the rounds' ratios. */
  readonly ratio: number;
  readonly appendMicroseconds: number;
  readonly insertMicroseconds: number;
  readonly rounds: number;
  readonly rowsPerRound: number;
};

const rounds = 21;
const rowsPerRound = 128;

const fact: Fact = { event: "otp-refused", serial: "0110000042", left: 4, why: "wrong" };
const about = { ceremony: "0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0", staff: "100001" };
const body = JSON.stringify({ ...fact, ...about, seq: 1000, terminal: "T-01", time: new Date().toISOString() });
const digest = "ab".repeat(32);

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
}

function open(folder: string): { readonly database: Database; readonly journal: Journal } {
  const outcome = openDatabase(join(folder, "branch.db"));
  if (outcome.type === "refused") throw new Error(JSON.stringify(outcome.refusal));
  const { database } = outcome;
  const means = meansIn(folder);
  beginJournal(database, means, Secret.from(Buffer.alloc(32, 7)));
  const begun = openJournal(database, means);
  if (begun.type === "refused") throw new Error(JSON.stringify(begun.refusal));
  return { database, journal: begun.journal };
}

/** The same columns, in the same file, in a transaction of its own. */
function plainInsert({ client }: Database): () => void {
  client.exec(
    "CREATE TABLE plain (seq INTEGER PRIMARY KEY, body TEXT NOT NULL, hash TEXT NOT NULL, mac TEXT NOT NULL) STRICT",
  );
  const insert = client.prepare("INSERT INTO plain (body, hash, mac) VALUES (?, ?, ?)");
  return client.transaction(() => void insert.run(body, digest, digest)).immediate;
}

/** Microseconds a call. */
function time(work: () => void): number {
  const start = process.hrtime.bigint();
  for (let row = 0; row < rowsPerRound; row++) work();
  return Number(process.hrtime.bigint() - start) / 1000 / rowsPerRound;
}

/** Both in turn in one run, so that the disk is the same for both; checkpoints between rounds, outside the clock. */
export async function benchJournal(): Promise<JournalBench> {
  const folder = mkdtempSync(join(tmpdir(), "changgu-bench-"));
  const { database, journal } = open(folder);
  try {
    const insert = plainInsert(database);
    const append = (): void => void journal.append(fact, about);
    time(insert);
    time(append);
    const measured = Array.from({ length: rounds }, (_, round) => {
      database.checkpoint();
      // Who goes first alternates: the WAL grows during a round.
      if (round % 2 === 0) return { insert: time(insert), append: time(append) };
      const first = time(append);
      return { append: first, insert: time(insert) };
    });
    return {
      name: "journal append against a plain insert",
      goal: 1.2,
      ratio: median(measured.map((each) => each.append / each.insert)),
      appendMicroseconds: median(measured.map((each) => each.append)),
      insertMicroseconds: median(measured.map((each) => each.insert)),
      rounds,
      rowsPerRound,
    };
  } finally {
    database.close();
    rmSync(folder, { recursive: true });
  }
}
