// Recovery of a lost key state with what it needs of the machine: the officer's words, the books, the file.

import { createInterface } from "node:readline/promises";
import { openBootCounter } from "../../hardware/appliance/boot-counter.ts";
import { readCursors } from "../../hardware/appliance/cursor-file.ts";
import { keepRecovered, openKeyStates } from "../../hardware/appliance/key-state.ts";
import { nobody } from "../audit/entry.ts";
import { JournalUnwritable } from "../audit/journal.ts";
import type { KeyState, KeyStates } from "../audit/key-state.ts";
import { acceptedIn, startsIn } from "../audit/old-copy.ts";
import type { Books } from "../books.ts";
import { auditRecover, type GoneOn, type RecoverAsked, type Recovering } from "../commands/audit-recover.ts";
import { firstKeyOf } from "../commands/first-key.ts";
import { keyOfWords } from "../commands/first-key-words.ts";
import type { Home } from "../home.ts";
import { Secret } from "../secret.ts";
import { parseReason } from "../verification/requests.ts";
import { placeOf, progressBar, signerOf, withJournal } from "./auditing.ts";
import { openBooksBeside } from "./beside.ts";
import { alone } from "./home-alone.ts";
import type { Output } from "./output.ts";
import { listsWanted, publishedIn } from "./published-lists.ts";

export type RecoverWanted = RecoverAsked & { readonly k0File?: string | undefined };

/** From a file, or typed from paper at a terminal that keeps nothing of it. */
async function firstKeyFrom({ k0File }: RecoverWanted): Promise<Secret | string> {
  if (k0File !== undefined) {
    const read = firstKeyOf({ k0File }, () => null);
    return "key" in read ? read.key : read.type === "refused" ? read.why : "There is no first key in that file.";
  }
  if (!process.stdin.isTTY || !process.stdout.isTTY) return "Give the first key with --k0-file.";
  const typing = createInterface({ input: process.stdin, output: process.stdout, historySize: 0 });
  try {
    const read = keyOfWords(await typing.question("Type the 17 words of the first key from your paper: "));
    return read.type === "key"
      ? read.key
      : "Those are not the 17 words as they were written down: nothing was changed.";
  } finally {
    typing.close();
    process.stdout.write("\u001b[2J\u001b[3J\u001b[H");
  }
}

function copyOf({ key, ...rest }: KeyState): KeyState {
  return { ...rest, key: key.use((bytes) => Secret.from(Buffer.from(bytes))) };
}

/** In memory until the row is durable: a state without its row would say nothing of how it came back. */
function pending(first: KeyState): KeyStates & { keep(file: string, over: boolean): string | null } {
  let latest = copyOf(first);
  return {
    read: () => ({ type: "found", state: copyOf(latest) }),
    fault: () => null,
    replace(state) {
      latest.key.wipe();
      latest = copyOf(state);
      return { type: "written" };
    },
    keep(file, over) {
      const why = keepRecovered(file, latest, over);
      latest.key.wipe();
      return why;
    },
  };
}

/** A desk that is open still writes with the state that is about to be replaced. */
function busyAt(home: Home): string | null {
  const found = alone(home);
  if (typeof found === "string") return found;
  found.release();
  return null;
}

async function goOnAlone(home: Home, state: KeyState, fact: Recovering): Promise<GoneOn> {
  const held = alone(home);
  if (typeof held === "string") return { type: "refused", why: held };
  try {
    return await goOn(home, state, fact);
  } finally {
    held.release();
  }
}

async function goOn(home: Home, state: KeyState, fact: Recovering): Promise<GoneOn> {
  const states = pending(state);
  const accepting = fact.event === "old-copy-accepted" ? { answered: fact, published: publishedIn(home) } : null;
  const opened = await openBooksBeside(home, states, accepting);
  if (opened.type === "refused") return opened;
  const { books } = opened;
  const why = recordGoingOn(books, fact, home, state.database);
  const gone = why === null ? goneOn(books, fact) : ({ type: "refused", why } as const);
  books.close();
  if (gone.type === "refused") return gone;
  const unkept = states.keep(home.keyState, accepting !== null);
  return unkept === null ? gone : { type: "refused", why: unkept };
}

/** A text says why it is not recorded. */
function recordGoingOn({ journal, rows }: Books, fact: Recovering, home: Home, database: string): string | null {
  const old = fact.event === "old-copy-accepted";
  try {
    if (!old) journal.append(fact, nobody);
    journal.seal();
    return old ? openBootCounter(home.boots).replace({ database, boots: startsIn(rows) }) : null;
  } catch (error) {
    if (!(error instanceof JournalUnwritable)) throw error;
    return error.message;
  }
}

function goneOn({ rows, staff }: Books, { event }: Recovering): GoneOn {
  const row = event === "old-copy-accepted" ? rows.lastOf(null, [event]) : null;
  const accepted = row && acceptedIn(row);
  if (!accepted) return { type: "key-state" };
  const inService = staff.all().filter(({ state }) => state === "active");
  return { type: "old-copy", accepted, staff: inService.map(({ member }) => member) };
}

/** 0: the terminal can go on. 1: it must not. 2: it could not be looked at. */
export async function recoverJournalOf(home: Home, asked: RecoverWanted, output: Output): Promise<number> {
  const reason = parseReason(asked.reason);
  if (reason.type === "reason-refused") {
    output.complain("the reason has four characters or more, and no number that could be somebody's");
    return 2;
  }
  const cursors = readCursors(home.cursor);
  if (cursors.type === "unreadable") {
    output.complain(`Nothing was recovered: ${cursors.why}.`);
    return 2;
  }
  return withJournal(placeOf(home), output, ({ rows }) => {
    const bar = progressBar(rows);
    return auditRecover(
      { officer: asked.officer, reason: reason.reason, oldCopy: asked.oldCopy },
      {
        rows,
        keyStates: openKeyStates(home.keyState),
        boots: openBootCounter(home.boots).read(),
        publicKey: signerOf(home)?.publicKey ?? null,
        cursors: cursors.cursors,
        firstKey: () => firstKeyFrom(asked),
        listsWanted: () => listsWanted(home),
        busy: () => busyAt(home),
        goOn: (state, fact) => goOnAlone(home, state, fact),
        print(line) {
          bar.end();
          output.print(line);
        },
        progress: bar.show,
      },
    );
  });
}
