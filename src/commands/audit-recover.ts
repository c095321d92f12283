// `changgu audit recover`: an officer who has the first key lets a terminal go on whose key state was lost.

import type { BootRead } from "../audit/boot-counter.ts";
import { EvolvingKey } from "../audit/chain.ts";
import type { JournalFact } from "../audit/journal-entry.ts";
import type { KeyState, KeyStates } from "../audit/key-state.ts";
import { verificationInWords } from "../audit/plain-words.ts";
import type { AuditRows } from "../audit/rows.ts";
import type { Cursor } from "../audit/syslog.ts";
import { databaseOf, verifyJournal } from "../audit/verify.ts";
import { Secret } from "../secret.ts";
import type { ExitCode } from "./audit.ts";

export type RecoverAsked = {
  /** Who answers for it, and why the key state was lost: for the journal. */
  readonly officer: string;
  readonly reason: string;
};

export type RecoverMeans = {
  readonly rows: AuditRows;
  readonly keyStates: Pick<KeyStates, "read">;
  readonly boots: BootRead;
  readonly publicKey: string | null;
  /** Up to where the journal was handed over to each server. */
  readonly cursors: readonly Cursor[];
  /** The first key as the officer gives it; a text says why there is none. The command wipes it. */
  firstKey(): Promise<Secret | string>;
  /** Journals the fact with the key of this state, and only then keeps it. A text says why it could not. */
  goOn(state: KeyState, fact: JournalFact): Promise<string | null>;
  print(line: string): void;
  progress(rows: number): void;
};

function stateFault({ keyStates }: RecoverMeans): string | null {
  const read = keyStates.read();
  switch (read.type) {
    case "missing":
      return null;
    case "unreadable":
      return `A key state that cannot be used is in the way: ${read.why}. Move it away, and keep it for whoever looks into this.`;
    case "found":
      read.state.key.wipe();
      return "The key state is there: nothing is to be recovered. If a desk does not open, run: changgu doctor";
  }
}

/** Whatever else knows how far the journal went: the first key alone does not see that its end was cut off. */
function endFault({ rows, cursors, boots }: RecoverMeans): string | null {
  if (boots.type !== "found")
    return "The boot counter is gone as well, and without it an old copy looks like the newest: restore it from a backup first.";
  const lost = cursors.find(({ seq, hash }) => rows.after(seq - 1, 1)[0]?.hash !== hash);
  if (!lost) return null;
  return `BROKEN. Row ${lost.seq} was handed over to the syslog server, and is not here as it was: rows were cut off or replaced.`;
}

/** Exit code 1: the journal is not what was written, or nothing was to be recovered. Then nothing is changed. */
export async function auditRecover({ officer, reason }: RecoverAsked, means: RecoverMeans): Promise<ExitCode> {
  const { rows, boots, publicKey, print, progress } = means;
  const refuse = (why: string): ExitCode => {
    print(why);
    return 1;
  };
  const fault = stateFault(means) ?? endFault(means);
  if (fault) return refuse(fault);
  const given = await means.firstKey();
  if (typeof given === "string") return refuse(given);
  using firstKey = given;
  const known = boots.type === "found" ? boots.count.boots : null;
  const verification = verifyJournal(rows, { proof: { firstKey, state: null, publicKey, boots: known }, progress });
  for (const line of verificationInWords(verification)) print(line);
  if (verification.type === "broken") return 1;
  const { last, head } = verification;
  const key = firstKey.use((bytes) => new EvolvingKey(0, bytes));
  key.evolveTo(last + 1);
  using next = key.use((bytes) => Secret.from(Buffer.from(bytes)));
  key.wipe();
  const state: KeyState = { database: databaseOf(rows) ?? "", next: last + 1, head, key: next };
  const why = await means.goOn(state, { event: "key-state-recovered", upTo: last, officer, reason });
  if (why) return refuse(`Nothing was recovered: ${why}.`);
  print(
    "The terminal can go on. Rows that were cut off after the last start show on paper alone: hold the last days' slips",
  );
  print("against the journal with: changgu audit verify --slips FILE");
  return 0;
}
