// `changgu audit verify`: is the journal what was written, who says so, and for which rows.

import type { BootRead } from "../audit/boot-counter.ts";
import { beginningOf, type FileFinding } from "../audit/journal-files.ts";
import type { KeyStateRead, KeyStates } from "../audit/key-state.ts";
import { gapsOf } from "../audit/old-copy.ts";
import {
  filesInWords,
  gapInWords,
  oldCopyHint,
  slipInWords,
  verificationInWords,
  witnessInWords,
} from "../audit/plain-words.ts";
import type { AuditRows } from "../audit/rows.ts";
import { readSlips } from "../audit/slip.ts";
import type { Fault, Verification } from "../audit/verification.ts";
import { databaseOf, verifyJournal } from "../audit/verify.ts";
import { contradicts, judgeSlips, type SlipFinding, witnessedUpTo } from "../audit/witness.ts";
import type { Secret } from "../secret.ts";
import { type FirstKey, type FirstKeyAsked, firstKeyOf } from "./first-key.ts";

/** 0: whole. 1: broken. 2: it could not be looked at. */
export type ExitCode = 0 | 1 | 2;

export type AuditVerifyOptions = FirstKeyAsked & {
  /** The key that signs checkpoints, 64 hexadecimal digits, where the terminal's key file is not at hand. */
  readonly publicKey?: string | undefined;
  readonly json?: boolean | undefined;
};

export type AuditVerifyMeans = {
  readonly rows: AuditRows;
  /** The files of former rows, whose rows are among `rows`. */
  readonly files: readonly FileFinding[];
  /** Null where a file is looked at without its terminal. */
  readonly keyStates: Pick<KeyStates, "read"> | null;
  readonly boots: BootRead | null;
  /** The terminal's own, from its key file. */
  readonly publicKey: string | null;
  /** Lists of slips, as text. */
  readonly slips: readonly string[];
  /** Training keeps K_0 in its home; null elsewhere. The command wipes it. */
  keptFirstKey(): Secret | null;
  print(line: string): void;
  /** Rows that are behind. */
  progress(rows: number): void;
  /** Journals who looked and what was found; says why when it cannot. */
  record(found: Looked): Promise<string | null>;
};

/** For the journal. */
export type Looked = {
  readonly upTo: number;
  readonly result: "whole" | "broken";
  readonly by: string;
  readonly slips: number;
};

type Found = {
  readonly verification: Verification;
  readonly files: readonly FileFinding[];
  readonly slips: readonly SlipFinding[];
  readonly firstKey: FirstKey["type"];
  readonly keyState: KeyStateRead["type"] | "none";
  readonly publicKey: string | null;
};

function stateInWords(read: KeyStateRead | null): readonly string[] {
  switch (read?.type) {
    case undefined:
    case "found":
      return [];
    case "missing":
      return [
        "The key state of this terminal is missing: it stays out of service until an officer says why (changgu audit recover).",
      ];
    case "unreadable":
      return [`The key state of this terminal cannot be used: ${read.why}.`];
  }
}

function sourceInWords(firstKey: FirstKey["type"]): readonly string[] {
  if (firstKey !== "kept") return [];
  return ["The first key is kept in this home, as for training: whoever has the home could rewrite the journal."];
}

function passes({ verification, slips }: Found): boolean {
  return verification.type === "whole" && slips.every(({ type }) => type === "agrees");
}

/** A file that is missing or was written anew is named, unless a row before it is bad already, or one of its own rows. */
export function withFiles(verification: Verification, files: readonly FileFinding[]): Verification {
  const bad = files.find(({ state }) => state !== "whole");
  const { proven } = verification;
  if (!bad || (verification.type === "broken" && verification.seq < bad.from)) return verification;
  const { file, from, upto: to } = bad;
  if (bad.state !== "differs")
    return { type: "broken", seq: from, fault: { type: "file-not-there", file, from, to }, proven };
  if (verification.type === "broken" && verification.seq <= to) return verification;
  return { type: "broken", seq: from, fault: { type: "file-differs", file }, proven: [] };
}

/** What an old copy that was put back looks like. */
const mayBeOld: ReadonlySet<Fault["type"]> = new Set(["rows-missing", "older-than-boots"]);

function wordsOf(found: Found, read: KeyStateRead | null, rows: AuditRows): readonly string[] {
  const { verification, slips, firstKey, files } = found;
  const against = slips.flatMap(slipInWords);
  const verdict = verificationInWords(verification, slips.some(contradicts));
  const until = verification.type === "broken" ? verification.seq : Number.POSITIVE_INFINITY;
  const gaps = gapsOf(rows).filter(({ row }) => row < until);
  return [
    ...verdict,
    ...gaps.map(gapInWords),
    ...(verification.type === "broken" && mayBeOld.has(verification.fault.type) ? [oldCopyHint] : []),
    ...filesInWords(files, beginningOf(rows)),
    ...witnessInWords(witnessedUpTo(slips)),
    ...against,
    ...sourceInWords(firstKey),
    ...stateInWords(read),
  ];
}

function refuse(means: AuditVerifyMeans, json: boolean, why: string): ExitCode {
  means.print(json ? JSON.stringify({ type: "not-verified", why }) : why);
  return 2;
}

/** By what the rows were proven, for the journal: `first-key, slips`. */
function proofsOf({ verification, slips }: Found): string {
  const by = verification.proven.map((interval) => interval.by);
  return [...new Set([...by, ...(slips.length > 0 ? ["slips"] : [])])].join(", ");
}

async function report(
  found: Found,
  read: KeyStateRead | null,
  means: AuditVerifyMeans,
  json: boolean,
): Promise<ExitCode> {
  const { verification, slips } = found;
  const passed = passes(found);
  const upTo = verification.type === "whole" ? verification.last : verification.seq;
  const result = passed ? "whole" : "broken";
  // The words first: what is recorded is a row more.
  const said = wordsOf(found, read, means.rows);
  const unrecorded = await means.record({ upTo, result, by: proofsOf(found), slips: slips.length });
  const words = unrecorded === null ? said : [...said, `That it was verified could not be journaled: ${unrecorded}.`];
  const { firstKey, keyState, publicKey, files } = found;
  if (json) means.print(JSON.stringify({ ...verification, files, slips, firstKey, keyState, publicKey, words }));
  else for (const line of words) means.print(line);
  return passed ? 0 : 1;
}

/** Looks at every row; says which interval is proven by what, or which row is bad. */
export async function auditVerify(options: AuditVerifyOptions, means: AuditVerifyMeans): Promise<ExitCode> {
  const json = options.json ?? false;
  // Before the rows: both only move on, and no row that they cover may be missed.
  const stateRead = means.keyStates?.read() ?? null;
  const boots = means.boots?.type === "found" ? means.boots.count.boots : null;
  const firstKey = firstKeyOf(options, means.keptFirstKey);
  const state = stateRead?.type === "found" ? stateRead.state : null;
  const key = "key" in firstKey ? firstKey.key : null;
  const publicKey = options.publicKey?.toLowerCase() ?? means.publicKey;
  const { rows, files, progress } = means;
  try {
    if (firstKey.type === "refused") return refuse(means, json, firstKey.why);
    if (!key && !state && !publicKey)
      return refuse(means, json, "Nothing proves this journal: give the first key with --k0-file.");
    if (!state && rows.last() === null) return refuse(means, json, "There is no journal yet: provision first.");
    const read = verifyJournal(rows, { proof: { firstKey: key, state, publicKey, boots }, progress });
    const verification = withFiles(read, files);
    const slips = means.slips.flatMap((text) =>
      judgeSlips(rows, readSlips(text), { database: databaseOf(rows) ?? "", publicKey }),
    );
    const keyState = stateRead?.type ?? "none";
    const found = { verification, files, slips, firstKey: firstKey.type, keyState, publicKey } as const;
    return await report(found, stateRead, means, json);
  } finally {
    key?.wipe();
    state?.key.wipe();
  }
}
