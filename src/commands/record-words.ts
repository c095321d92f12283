// What the commands of the record say, in either language: what was found, what was done, what is to be done next.

import type { OldCopyAccepted } from "../audit/journal-entry.ts";
import type { Beginning, FileFinding } from "../audit/journal-files.ts";
import type { Gap } from "../audit/old-copy.ts";
import type { Fault, Interval, Verification } from "../audit/verification.ts";
import type { SlipFinding } from "../audit/witness.ts";
import type { Lack } from "./own-evidence.ts";
import type { RecoverWords } from "./recover-words.ts";

/** Why rows that hang together are not enough. */
export type Doubt = "slip" | "end-unproven" | "unproven";

/** A copy that was looked at, as `restore --check` tells of it. */
export type DrillWords = {
  readonly notSound: string;
  sound(last: number, customers: number, certificates: number): string;
  manifest(why: string): string;
  readonly otherDigest: string;
  damaged(findings: string): string;
  notOpened(why: string): string;
  readonly otherKey: string;
  readonly asNew: string;
  readonly ageUnknown: string;
  old(rows: number, starts: number): string;
  readonly notThere: string;
  cannotOpen(file: string, why: string): string;
  readonly noKeyFile: string;
};

export type RecordWords = {
  fault(seq: number, fault: Fault): string;
  broken(fault: string): string;
  whole(found: Extract<Verification, { type: "whole" }>, doubt: Doubt | null): string;
  /** Whether rows behind the last one may be gone. */
  end(last: number, endProven: number | null): string;
  proven(interval: Interval): string;
  removed(upTo: number): string;
  file(finding: FileFinding): string;
  slip(slip: Exclude<SlipFinding, { type: "agrees" }>): string;
  gap(gap: Gap): string;
  witness(upTo: number): string;
  readonly oldCopyHint: string;
  /** What is missing that proves the journal, and what to do. */
  lack(lack: Lack): string;
  readonly copyHint: string;
  readonly firstKeyKept: string;
  readonly nothingProves: string;
  readonly noJournal: string;
  unrecorded(why: string): string;
  /** A first key that is none. */
  unreadKey(why: string): string;
  readonly noFirstKey: string;
  /** A file whose rows cannot be read; `next`: the first row that the key state knows nothing of, null where nothing is known. */
  lost(file: string, why: string, next: number | null): string;
  cannotOpen(file: string, why: string): string;
  notThere(file: string, hint: string): string;
  cannotRead(file: string, why: string): string;
  slipsUnread(file: string, why: string): string;
  readonly recover: RecoverWords;
  readonly drill: DrillWords;
};

/** Sentences, the verdict first. */
export function verificationInWords(
  words: RecordWords,
  verification: Verification,
  doubt: Doubt | null = null,
): readonly string[] {
  const proven = verification.proven.map(words.proven);
  if (verification.type === "broken")
    return [words.broken(words.fault(verification.seq, verification.fault)), ...proven];
  const { last, endProven } = verification;
  return [words.whole(verification, doubt), ...proven, words.end(last, endProven)];
}

/** Which files of former rows there are, and which rows went with one that was removed. */
export function filesInWords(
  words: RecordWords,
  files: readonly FileFinding[],
  beginning: Beginning | null,
): readonly string[] {
  return [...(beginning ? [words.removed(beginning.next - 1)] : []), ...files.map(words.file)];
}

/** Nothing for a slip that agrees. */
export function slipInWords(words: RecordWords, slip: SlipFinding): readonly string[] {
  return slip.type === "agrees" ? [] : [words.slip(slip)];
}

/** What was done so that nothing of the gap is given out or honoured twice; nothing of what is zero. */
export function precautionsInWords({ recover }: RecordWords, accepted: OldCopyAccepted): readonly string[] {
  const numbers = (said: (issuer: string, before: string, after: string) => string, each: readonly string[]) =>
    each.map((text) => {
      const [issuer = "", before = "", after = ""] = text.split(" ");
      return said(issuer, before, after);
    });
  const counted = Object.entries(recover.counted).map(([what, said]) => {
    const count = accepted[what as keyof typeof recover.counted];
    return count > 0 ? said(count) : null;
  });
  return [
    ...numbers(recover.serials, accepted.serials),
    ...numbers(recover.lists, accepted.lists),
    ...counted.filter((line) => line !== null),
  ].map((line) => `- ${line}`);
}
