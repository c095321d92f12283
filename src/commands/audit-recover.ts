// `changgu audit recover`: an officer who has the first key lets a terminal go on whose key state was lost.

import type { BootRead } from "../audit/boot-counter.ts";
import { EvolvingKey } from "../audit/chain.ts";
import type { JournalFact, OldCopyAccepted, OldCopyAnswered } from "../audit/journal-entry.ts";
import type { KeyState, KeyStates } from "../audit/key-state.ts";
import type { AuditRows } from "../audit/rows.ts";
import type { Cursor } from "../audit/syslog.ts";
import { databaseOf, verifyJournal } from "../audit/verify.ts";
import { Secret } from "../secret.ts";
import type { StaffMember } from "../verification/registry.ts";
import type { ExitCode } from "./audit.ts";
import { descends, lostCursors, missingIn } from "./missing-rows.ts";
import { precautionsInWords, type RecordWords, verificationInWords } from "./record-words.ts";

export type RecoverAsked = {
  /** Who answers for it, and why the key state was lost: for the journal. */
  readonly officer: string;
  readonly reason: string;
  /** The terminal goes on from a copy that lacks what it wrote later: what is missing is named in the journal. */
  readonly oldCopy?: boolean | undefined;
};

/** What an officer answers for: `precautions` come with an old copy. */
export type Recovering = Extract<JournalFact, { readonly event: "key-state-recovered" }> | OldCopyAnswered;

export type GoneOn =
  | { readonly type: "key-state" }
  /** `staff`: who can sign on, by the copy. */
  | { readonly type: "old-copy"; readonly accepted: OldCopyAccepted; readonly staff: readonly StaffMember[] }
  | { readonly type: "refused"; readonly why: string };

export type RecoverMeans = {
  readonly rows: AuditRows;
  readonly keyStates: Pick<KeyStates, "read">;
  readonly boots: BootRead;
  readonly publicKey: string | null;
  /** Up to where the journal was handed over to each server. */
  readonly cursors: readonly Cursor[];
  /** The first key as the officer gives it; a text says why there is none. The command wipes it. */
  firstKey(): Promise<Secret | string>;
  /** Files of published lists that are missed: of an old copy, what they list is all that is known of the gap. */
  listsWanted(): readonly string[];
  /** Journals the fact with the key of this state, and only then keeps it. */
  /** Why nobody may go on just now, before an officer types 17 words in vain. */
  busy(): string | null;
  goOn(state: KeyState, fact: Recovering): Promise<GoneOn>;
  readonly words: RecordWords;
  print(line: string): void;
  progress(rows: number): void;
};

function stateFault({ keyStates, words }: RecoverMeans): string | null {
  const read = keyStates.read();
  switch (read.type) {
    case "missing":
      return null;
    case "unreadable":
      return words.recover.keyStateInTheWay(read.why);
    case "found":
      read.state.key.wipe();
      return words.recover.keyStateThere;
  }
}

/** Whatever else knows how far the journal went: the first key alone does not see that its end was cut off. */
function endFault({ rows, cursors, boots, words }: RecoverMeans): string | null {
  if (boots.type !== "found") return `${words.recover.bootsMissing} ${words.oldCopyHint}`;
  const [lost] = lostCursors(rows, cursors);
  return lost ? words.recover.handedOver(lost.seq) : null;
}

/** What is to be written, and with which starts the rows must agree. `state`: one that is replaced. */
type Aim = {
  readonly type: "aim";
  readonly boots: number | null;
  readonly state: KeyState | null;
  fact(last: number): Recovering;
};

function aimOf({ officer, reason, oldCopy }: RecoverAsked, means: RecoverMeans): Aim | string {
  if (oldCopy) {
    const missing = missingIn(means);
    if (missing.type === "refused") return missing.why;
    const { upTo, boots, state } = missing;
    const fact = (last: number) => ({ event: "old-copy-accepted", last, upTo, boots, officer, reason }) as const;
    return { type: "aim", boots: null, state, fact };
  }
  const fault = stateFault(means) ?? endFault(means);
  if (fault !== null) return fault;
  const boots = means.boots.type === "found" ? means.boots.count.boots : null;
  const fact = (upTo: number) => ({ event: "key-state-recovered", upTo, officer, reason }) as const;
  return { type: "aim", boots, state: null, fact };
}

/** The key of the row after `last`. */
function keyAfter(last: number, firstKey: Secret): Secret {
  const key = firstKey.use((bytes) => new EvolvingKey(0, bytes));
  key.evolveTo(last + 1);
  const next = key.use((bytes) => Secret.from(Buffer.from(bytes)));
  key.wipe();
  return next;
}

/** Exit code 1: the journal is not what was written, or nothing was to be recovered. Then nothing is changed. */
export async function auditRecover(asked: RecoverAsked, means: RecoverMeans): Promise<ExitCode> {
  const aim = aimOf(asked, means);
  if (typeof aim === "string") return refuse(means, aim);
  try {
    const busy = means.busy();
    if (busy !== null) return refuse(means, means.words.recover.nothing(busy));
    // Before the first key is asked for: afterwards it would be too late.
    const lists = asked.oldCopy ? means.listsWanted() : [];
    if (lists.length > 0) for (const line of means.words.recover.listsMissing(lists)) means.print(line);
    const given = await means.firstKey();
    if (typeof given === "string") return refuse(means, given);
    using firstKey = given;
    return await proveAndGoOn(aim, firstKey, means);
  } finally {
    aim.state?.key.wipe();
  }
}

function refuse({ print }: RecoverMeans, why: string): ExitCode {
  print(why);
  return 1;
}

async function proveAndGoOn(aim: Aim, firstKey: Secret, means: RecoverMeans): Promise<ExitCode> {
  const { rows, publicKey, words, print, progress } = means;
  const proof = { firstKey, state: null, publicKey, boots: aim.boots };
  const verification = verifyJournal(rows, { proof, progress });
  for (const line of verificationInWords(words, verification)) print(line);
  if (verification.type === "broken") {
    if (verification.fault.type === "older-than-boots") print(words.oldCopyHint);
    return 1;
  }
  if (aim.state && !descends(aim.state, firstKey)) return refuse(means, words.recover.stateReplaced);
  const { last, head } = verification;
  using key = keyAfter(last, firstKey);
  const state = { database: databaseOf(rows) ?? "", next: last + 1, head, key };
  const gone = await means.goOn(state, aim.fact(last));
  switch (gone.type) {
    case "refused":
      return refuse(means, words.recover.nothing(gone.why));
    case "key-state":
      for (const line of words.recover.goesOn) print(line);
      return 0;
    case "old-copy":
      for (const line of acceptedInWords(words, gone)) print(line);
      return 0;
  }
}

function acceptedInWords(
  words: RecordWords,
  { accepted, staff }: Extract<GoneOn, { readonly type: "old-copy" }>,
): readonly string[] {
  const { last, upTo } = accepted;
  const names = staff.map(({ number, name }) => `${number} ${name}`).join(", ");
  return [
    ...words.recover.accepted(last, upTo),
    ...precautionsInWords(words, accepted),
    ...words.recover.lookUp(names),
  ];
}
