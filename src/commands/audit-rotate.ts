// `changgu audit rotate`: rows of past months go into files of their own, and files whose years are over go away.

import { checkpointIn } from "../audit/checkpoint.ts";
import { nobody } from "../audit/entry.ts";
import type { Journal } from "../audit/journal.ts";
import type { Filed } from "../audit/journal-entry.ts";
import { type FileAtHand, fileFactsIn, type JoinedJournal, type JournalPlan } from "../audit/journal-files.ts";
import { bodyFields } from "../audit/row-body.ts";
import type { AuditRows } from "../audit/rows.ts";
import { databaseOf } from "../audit/verify.ts";
import { dayMilliseconds, kstDate, kstMidnight } from "../kst.ts";
import type { ExitCode } from "./audit.ts";

export type RotateAsked = {
  /** Rows before this moment; null: before this month, or this year. */
  readonly before: Date | null;
  readonly dryRun: boolean;
  readonly json: boolean;
};

export type RotateMeans = {
  readonly plan: JournalPlan;
  readonly now: Date;
  readonly journal: Journal;
  readonly live: AuditRows;
  /** With the files as they are now; the caller of this closes it. */
  joined(): JoinedJournal;
  /** Null when every row is what was written; otherwise the verdict. */
  verdict(rows: AuditRows): string | null;
  /** Durable; the file's digest, or null when the rows are not what was written. */
  write(file: string, wanted: { readonly from: number; readonly upto: number }): string | null;
  /** Takes rows 1 to `upto` out of the database. */
  removeRows(upto: number): void;
  digest(file: string): string | null;
  removeFile(file: string): void;
  print(line: string): void;
};

type Done = { readonly moved: readonly Filed[]; readonly removed: readonly Filed[] };

/** Korean midnight before this month or year; a day after its turn, so that no ceremony is cut in two. */
export function turnBefore(now: Date, file: JournalPlan["file"]): Date {
  const { year, month } = kstDate(new Date(now.getTime() - dayMilliseconds));
  return kstMidnight(year, file === "year" ? 1 : month, 1);
}

function timeOf(rows: AuditRows, seq: number): string {
  const row = rows.after(seq - 1, 1)[0];
  return row?.seq === seq ? String(bodyFields(row).time) : "";
}

/** The rows that a checkpoint stands for, so that each segment lies in one file whole; null when there are none. */
function dueRows({ live }: RotateMeans, from: number, before: Date): { from: number; upto: number } | null {
  const limit = before.toISOString();
  const database = databaseOf(live) ?? "";
  let upto = -1;
  for (const row of live.since(Math.max(0, from - 1))) {
    const checkpoint = checkpointIn(row, database);
    if (checkpoint === null || checkpoint === "malformed") continue;
    if (timeOf(live, row.seq) >= limit) break;
    upto = checkpoint.upto;
  }
  return upto > from ? { from, upto } : null;
}

/** What a power cut left half done: the row that announced it is there, and the one that ends it is not. */
function finish({ joined, journal, removeRows, removeFile }: RotateMeans): void {
  const { rows, close } = joined();
  const facts = fileFactsIn(rows.fileFacts());
  close();
  const ended = (event: string, { file }: Filed): boolean =>
    facts.some((fact) => fact.event === event && fact.file === file);
  for (const { event, ...filed } of facts) {
    if (event === "journal-rotating" && !ended("journal-rotated", filed)) {
      removeRows(filed.upto);
      journal.append({ event: "journal-rotated", ...filed }, nobody);
    }
    if (event === "journal-file-removing" && !ended("journal-file-removed", filed)) {
      removeFile(filed.file);
      journal.append({ event: "journal-file-removed", ...filed }, nobody);
    }
  }
}

function move(means: RotateMeans, wanted: { readonly from: number; readonly upto: number }): Filed | string {
  const { live, journal, write, removeRows } = means;
  const head = live.after(wanted.upto - 1, 1)[0]?.hash ?? "";
  const file = `journal-${wanted.from}-${wanted.upto}.sqlite`;
  const digest = write(file, wanted);
  if (digest === null) return `Rows ${wanted.from} to ${wanted.upto} are not what was written`;
  const filed: Filed = { file, ...wanted, head, digest };
  journal.append({ event: "journal-rotating", ...filed }, nobody);
  journal.seal();
  removeRows(filed.upto);
  journal.append({ event: "journal-rotated", ...filed }, nobody);
  return filed;
}

/** The oldest files, as far as their years are over. */
function overFiles({ plan, now }: RotateMeans, { rows, files }: JoinedJournal): readonly FileAtHand[] {
  const limit = new Date(now);
  limit.setUTCFullYear(limit.getUTCFullYear() - plan.keepYears);
  const kept = files.findIndex((file) => file.state !== "at-hand" || timeOf(rows, file.upto) >= limit.toISOString());
  return files.slice(0, kept < 0 ? files.length : kept);
}

function remove({ journal, digest, removeFile }: RotateMeans, { state: _, ...filed }: FileAtHand): string | null {
  if (digest(filed.file) !== filed.digest) return `${filed.file} is not the file that was written`;
  journal.append({ event: "journal-file-removing", ...filed }, nobody);
  journal.seal();
  removeFile(filed.file);
  journal.append({ event: "journal-file-removed", ...filed }, nobody);
  return null;
}

function said({ dryRun }: RotateAsked, { moved, removed }: Done, { keepYears }: JournalPlan): readonly string[] {
  const [are, went] = dryRun ? ["would go into", "would be removed"] : ["are in", "was removed"];
  const lines = [
    ...moved.map(({ from, upto, file }) => `Rows ${from} to ${upto} ${are} ${file}.`),
    ...removed.map(({ from, upto, file }) => `${file} (rows ${from} to ${upto}) ${went}: ${keepYears} years are over.`),
  ];
  return lines.length > 0 ? lines : ["Nothing is to be moved, and no file is old enough to go."];
}

/** Exit code 1: the journal or a file is not what was written, and nothing was touched. Throws `JournalUnwritable`. */
export function auditRotate(asked: RotateAsked, means: RotateMeans): ExitCode {
  const { now, plan, print } = means;
  const { dryRun, json } = asked;
  const refuse = (why: string): ExitCode => {
    print(json ? JSON.stringify({ type: "refused", why }) : `Nothing was done: ${why}; run: changgu audit verify`);
    return 1;
  };
  if (!dryRun) finish(means);
  const before = means.joined();
  try {
    const bad = before.files.find(({ state }) => state !== "at-hand");
    const verdict = bad ? `${bad.file} is ${bad.state}` : means.verdict(before.rows);
    if (verdict) return refuse(verdict);
    const from = (before.files.at(-1)?.upto ?? firstOf(before.rows)) + 1;
    const wanted = dueRows(means, from, asked.before ?? turnBefore(now, plan.file));
    const over = overFiles(means, before);
    const planned = wanted && { ...wanted, file: `journal-${wanted.from}-${wanted.upto}.sqlite`, head: "", digest: "" };
    const moved = wanted && !dryRun ? move(means, wanted) : planned;
    if (typeof moved === "string") return refuse(moved);
    for (const file of dryRun ? [] : over) {
      const why = remove(means, file);
      if (why) return refuse(why);
    }
    const done: Done = { moved: moved ? [moved] : [], removed: over };
    if (json) print(JSON.stringify({ type: dryRun ? "planned" : "rotated", ...done }));
    else for (const line of said(asked, done, plan)) print(line);
    return 0;
  } finally {
    before.close();
  }
}

/** The last row of all that went with a removed file; -1 when none did. */
function firstOf(rows: AuditRows): number {
  const removed = fileFactsIn(rows.fileFacts()).findLast(({ event }) => event === "journal-file-removing");
  return removed?.upto ?? -1;
}
