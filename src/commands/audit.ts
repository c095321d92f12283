// `changgu audit verify`: is the journal what was written, who says so, and for which rows.

import { beginningOf, type FileFinding } from "../audit/journal-files.ts";
import type { KeyStateRead } from "../audit/key-state.ts";
import { gapsOf } from "../audit/old-copy.ts";
import type { AuditRows } from "../audit/rows.ts";
import { readSlips } from "../audit/slip.ts";
import type { Fault, Verification } from "../audit/verification.ts";
import { databaseOf, verifyJournal } from "../audit/verify.ts";
import { contradicts, judgeSlips, type SlipFinding, witnessedUpTo } from "../audit/witness.ts";
import type { Secret } from "../secret.ts";
import { type FirstKey, type FirstKeyAsked, firstKeyOf } from "./first-key.ts";
import { hidesEnd, type Lack, lacksOf, type OwnEvidence, withEvidence } from "./own-evidence.ts";
import { type Doubt, filesInWords, type RecordWords, slipInWords, verificationInWords } from "./record-words.ts";

/** 0: whole, and proven. 1: broken, or what proves it is missing. 2: it could not be looked at. */
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
  readonly own: OwnEvidence | null;
  /** The terminal's own, from its key file. */
  readonly publicKey: string | null;
  /** Lists of slips, as text. */
  readonly slips: readonly string[];
  /** Training keeps K_0 in its home; null elsewhere. The command wipes it. */
  keptFirstKey(): Secret | null;
  readonly words: RecordWords;
  print(line: string): void;
  /** Rows that are behind. */
  progress(rows: number): void;
  /** Journals who looked and what was found; says why when it cannot. */
  record(found: Looked): Promise<string | null>;
};

/** For the journal. */
export type Looked = {
  readonly upTo: number;
  readonly result: "whole" | "broken" | "unproven";
  readonly by: string;
  readonly slips: number;
};

type Found = {
  readonly verification: Verification;
  readonly files: readonly FileFinding[];
  readonly slips: readonly SlipFinding[];
  /** What proves this terminal's own journal, and cannot be used; null for a copy, which never had it. */
  readonly lacks: readonly Lack[] | null;
  readonly firstKey: FirstKey["type"];
  readonly keyState: KeyStateRead["type"] | "none";
  readonly publicKey: string | null;
};

function doubtOf({ slips, lacks }: Found): Doubt | null {
  if (slips.some(contradicts)) return "slip";
  if (!lacks || lacks.length === 0) return null;
  return lacks.some(hidesEnd) ? "end-unproven" : "unproven";
}

function resultOf({ verification, slips, lacks }: Found): Looked["result"] {
  if (verification.type === "broken" || slips.some(({ type }) => type !== "agrees")) return "broken";
  return lacks && lacks.length > 0 ? "unproven" : "whole";
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
const mayBeOld: ReadonlySet<Fault["type"]> = new Set(["rows-missing", "older-than-boots", "handed-over-missing"]);

function wordsOf(found: Found, { rows, words }: AuditVerifyMeans): readonly string[] {
  const { verification, slips, firstKey, files, lacks } = found;
  const [verdict = "", ...proofs] = verificationInWords(words, verification, doubtOf(found));
  const until = verification.type === "broken" ? verification.seq : Number.POSITIVE_INFINITY;
  const gaps = gapsOf(rows).filter(({ row }) => row < until);
  const witnessed = witnessedUpTo(slips);
  return [
    verdict,
    ...(lacks ?? []).map(words.lack),
    ...proofs,
    ...gaps.map(words.gap),
    ...(verification.type === "broken" && mayBeOld.has(verification.fault.type) ? [words.oldCopyHint] : []),
    ...filesInWords(words, files, beginningOf(rows)),
    ...(witnessed === null ? [] : [words.witness(witnessed)]),
    ...slips.flatMap((slip) => slipInWords(words, slip)),
    ...(firstKey === "kept" ? [words.firstKeyKept] : []),
    ...(lacks === null ? [words.copyHint] : []),
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

async function report(found: Found, means: AuditVerifyMeans, json: boolean): Promise<ExitCode> {
  const { verification, slips } = found;
  const upTo = verification.type === "whole" ? verification.last : verification.seq;
  const result = resultOf(found);
  // The words first: what is recorded is a row more.
  const said = wordsOf(found, means);
  const unrecorded = await means.record({ upTo, result, by: proofsOf(found), slips: slips.length });
  const words = unrecorded === null ? said : [...said, means.words.unrecorded(unrecorded)];
  const { firstKey, keyState, publicKey, files, lacks } = found;
  // Whoever reads the type alone must not take it for proven.
  const type = result === "unproven" ? { type: "not-proven" } : {};
  const known = { files, slips, firstKey, keyState, publicKey, ...(lacks ? { missing: lacks } : {}), words };
  if (json) means.print(JSON.stringify({ ...verification, ...type, ...known }));
  else for (const line of words) means.print(line);
  return result === "whole" ? 0 : 1;
}

/** Looks at every row; says which interval is proven by what, or which row is bad. */
export async function auditVerify(options: AuditVerifyOptions, means: AuditVerifyMeans): Promise<ExitCode> {
  const json = options.json ?? false;
  // Before the rows: both only move on, and no row that they cover may be missed.
  const { own } = means;
  const stateRead = own?.keyStates.read() ?? null;
  const boots = own?.boots.type === "found" ? own.boots.count.boots : null;
  const firstKey = firstKeyOf(options, means.keptFirstKey, means.words);
  const state = stateRead?.type === "found" ? stateRead.state : null;
  const key = "key" in firstKey ? firstKey.key : null;
  const publicKey = options.publicKey?.toLowerCase() ?? means.publicKey;
  const { rows, files, progress } = means;
  try {
    if (firstKey.type === "refused") return refuse(means, json, firstKey.why);
    if (!own && !key && !publicKey) return refuse(means, json, means.words.nothingProves);
    const read = verifyJournal(rows, { proof: { firstKey: key, state, publicKey, boots }, progress });
    const filed = withFiles(read, files);
    const verification = own ? withEvidence(filed, rows, own) : filed;
    if (!state && verification.type === "whole" && verification.last < 0)
      return refuse(means, json, means.words.noJournal);
    const slips = means.slips.flatMap((text) =>
      judgeSlips(rows, readSlips(text), { database: databaseOf(rows) ?? "", publicKey }),
    );
    const keyState = stateRead?.type ?? "none";
    const signer = options.publicKey !== undefined;
    const lacks = own && stateRead ? lacksOf(own, stateRead, rows, signer) : null;
    return await report(
      { verification, files, slips, lacks, firstKey: firstKey.type, keyState, publicKey },
      means,
      json,
    );
  } finally {
    key?.wipe();
    state?.key.wipe();
  }
}
