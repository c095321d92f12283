// `changgu audit verify` and `changgu audit tail`: is the journal what was written, and what does it say.

import { readFileSync } from "node:fs";
import type { AuditRow } from "../audit/chain.ts";
import type { KeyStateRead, KeyStates } from "../audit/key-state.ts";
import { verificationInWords } from "../audit/plain-words.ts";
import { rowLine } from "../audit/row-line.ts";
import type { AuditRows } from "../audit/rows.ts";
import type { Verification } from "../audit/verification.ts";
import { verifyJournal } from "../audit/verify.ts";
import { Secret } from "../secret.ts";

/** 0: whole. 1: broken. 2: it could not be looked at. */
export type ExitCode = 0 | 1 | 2;

export type AuditVerifyOptions = {
  /** K_0 in hexadecimal. In a shell's history it is no secret any more: better in a file. */
  readonly k0?: string | undefined;
  /** A file with K_0: 64 hexadecimal digits (blanks do not count) or 32 bytes. */
  readonly k0File?: string | undefined;
  readonly json?: boolean | undefined;
};

export type AuditVerifyMeans = {
  readonly rows: AuditRows;
  readonly keyStates: KeyStates;
  /** Training keeps K_0 in its home; null elsewhere. The command wipes it. */
  keptFirstKey(): Secret | null;
  print(line: string): void;
};

type FirstKey =
  | { readonly type: "given" | "kept"; readonly key: Secret }
  | { readonly type: "none" }
  | { readonly type: "refused"; readonly why: string };

const keyBytes = 32;

/** Null for a byte that is no hexadecimal digit. */
function hexDigit(byte: number): number | null {
  const digit = Number.parseInt(String.fromCharCode(byte), 16);
  return Number.isNaN(digit) ? null : digit;
}

/** Takes the bytes over. Null unless they are 64 hexadecimal digits. */
function parseDigits(bytes: Buffer): Secret | null {
  const digits = bytes.filter((byte) => byte > 0x20).map((byte) => hexDigit(byte) ?? 0xff);
  bytes.fill(0);
  if (digits.length !== 2 * keyBytes || digits.includes(0xff)) return null;
  const key = Uint8Array.from({ length: keyBytes }, (_, at) => 16 * (digits[2 * at] ?? 0) + (digits[2 * at + 1] ?? 0));
  digits.fill(0);
  return Secret.from(key);
}

function readKey(file: string): Buffer | string {
  try {
    return readFileSync(file);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function firstKeyOf(options: AuditVerifyOptions, means: AuditVerifyMeans): FirstKey {
  const { k0, k0File } = options;
  if (k0 === undefined && k0File === undefined) {
    const key = means.keptFirstKey();
    return key ? { type: "kept", key } : { type: "none" };
  }
  const bytes = k0 === undefined ? readKey(k0File ?? "") : Buffer.from(k0);
  if (typeof bytes === "string") return { type: "refused", why: `The first key cannot be read: ${bytes}.` };
  // A typed key of 32 characters is half a key in digits, never 32 bytes.
  const key = k0 === undefined && bytes.length === keyBytes ? Secret.from(bytes) : parseDigits(bytes);
  if (key) return { type: "given", key };
  return { type: "refused", why: "The first key has 64 hexadecimal digits: type it as it was shown at provisioning." };
}

function stateInWords(read: KeyStateRead): readonly string[] {
  switch (read.type) {
    case "found":
      return [];
    case "missing":
      return ["The key state of this terminal is missing: a terminal without it stays out of service."];
    case "unreadable":
      return [`The key state of this terminal cannot be used: ${read.why}.`];
  }
}

function sourceInWords(firstKey: FirstKey): readonly string[] {
  if (firstKey.type !== "kept") return [];
  return ["The first key is kept in this home, as for training: whoever has the home could rewrite the journal."];
}

function report(verification: Verification, firstKey: FirstKey, read: KeyStateRead, json: boolean): readonly string[] {
  const words = [...verificationInWords(verification), ...sourceInWords(firstKey), ...stateInWords(read)];
  const found = { ...verification, firstKey: firstKey.type, keyState: read.type, words };
  return json ? [JSON.stringify(found)] : words;
}

function refuse(means: AuditVerifyMeans, json: boolean, why: string): ExitCode {
  means.print(json ? JSON.stringify({ type: "not-verified", why }) : why);
  return 2;
}

/** Reads every row once; says which interval is proven by what, or which row is bad. */
export function auditVerify(options: AuditVerifyOptions, means: AuditVerifyMeans): ExitCode {
  const json = options.json ?? false;
  // Before the rows: the state only moves on, and no row that it covers may be missed.
  const read = means.keyStates.read();
  const firstKey = firstKeyOf(options, means);
  const state = read.type === "found" ? read.state : null;
  const key = "key" in firstKey ? firstKey.key : null;
  try {
    if (firstKey.type === "refused") return refuse(means, json, firstKey.why);
    if (!key && !state) return refuse(means, json, "Nothing proves this journal: give the first key with --k0-file.");
    if (!state && means.rows.last() === null) return refuse(means, json, "There is no journal yet: provision first.");
    const verification = verifyJournal(means.rows, { proof: { firstKey: key, state, publicKey: null, boots: null } });
    for (const line of report(verification, firstKey, read, json)) means.print(line);
    return verification.type === "whole" ? 0 : 1;
  } finally {
    key?.wipe();
    state?.key.wipe();
  }
}

export type AuditTailOptions = {
  readonly json?: boolean | undefined;
  /** Goes on with what is appended later. */
  readonly follow?: boolean | undefined;
  /** Rows to begin with; 20. */
  readonly lines?: number | undefined;
};

export type AuditTailMeans = {
  readonly rows: AuditRows;
  print(line: string): void;
  /** Resolves when it is time to look again; false ends a `--follow`. */
  pause(): Promise<boolean>;
};

function rowJson({ seq, hash, mac, body }: AuditRow): string {
  return JSON.stringify({ seq, hash, mac, body });
}

/** Prints the last rows; `json` prints the exact body with its hash, one object a line. */
export async function auditTail(options: AuditTailOptions, means: AuditTailMeans): Promise<ExitCode> {
  const { rows, print, pause } = means;
  const line = options.json ? rowJson : rowLine;
  let seq = (rows.last()?.seq ?? -1) - (options.lines ?? 20);
  do {
    for (const row of rows.since(seq)) {
      print(line(row));
      seq = row.seq;
    }
  } while (options.follow && (await pause()));
  return 0;
}
