// Recovery of a lost key state with what it needs of the machine: the officer's words, the books, the file.

import { createInterface } from "node:readline/promises";
import { openBootCounter } from "../../hardware/appliance/boot-counter.ts";
import { readCursors } from "../../hardware/appliance/cursor-file.ts";
import { keepRecovered, openKeyStates } from "../../hardware/appliance/key-state.ts";
import { nobody } from "../audit/entry.ts";
import { JournalUnwritable } from "../audit/journal.ts";
import type { KeyState, KeyStates } from "../audit/key-state.ts";
import { acceptedIn, startsIn } from "../audit/old-copy.ts";
import type { AuditRows } from "../audit/rows.ts";
import type { Books } from "../books.ts";
import { auditRecover, type GoneOn, type RecoverAsked, type Recovering } from "../commands/audit-recover.ts";
import { firstKeyOf } from "../commands/first-key.ts";
import { keyOfWords } from "../commands/first-key-words.ts";
import type { RecordWords } from "../commands/record-words.ts";
import { en } from "../commands/record-words-en.ts";
import type { Home } from "../home.ts";
import { Secret } from "../secret.ts";
import { parseReason } from "../verification/requests.ts";
import { placeOf, progressBar, signerOf, withJournal } from "./auditing.ts";
import { openBooksBeside } from "./beside.ts";
import { alone, openToOthers } from "./home-alone.ts";
import type { Output } from "./output.ts";
import { listsWanted, publishedIn } from "./published-lists.ts";

export type RecoverWanted = RecoverAsked & { readonly k0File?: string | undefined };

/** From a file, or typed from paper at a terminal that keeps nothing of it. */
async function firstKeyFrom({ k0File }: RecoverWanted, words: RecordWords): Promise<Secret | string> {
  const { typeWords, notTheWords, giveFile, noneInFile } = words.recover;
  if (k0File !== undefined) {
    const read = firstKeyOf({ k0File }, () => null, words);
    return "key" in read ? read.key : read.type === "refused" ? read.why : noneInFile;
  }
  if (!process.stdin.isTTY || !process.stdout.isTTY) return giveFile;
  const typing = createInterface({ input: process.stdin, output: process.stdout, historySize: 0 });
  try {
    const read = keyOfWords(await typing.question(typeWords));
    return read.type === "key" ? read.key : notTheWords;
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
function busyAt(home: Home, { recover }: RecordWords): string | null {
  const shared = openToOthers(home);
  if (shared) return shared;
  const found = alone(home);
  if (found.type === "open") return recover.busy(found.process);
  found.release();
  return null;
}

async function goOnAlone(home: Home, state: KeyState, fact: Recovering, { recover }: RecordWords): Promise<GoneOn> {
  const held = alone(home);
  if (held.type === "open") return { type: "refused", why: recover.busy(held.process) };
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
export async function recoverJournalOf(
  home: Home,
  asked: RecoverWanted,
  output: Output,
  words: RecordWords = en,
): Promise<number> {
  const reason = parseReason(asked.reason);
  if (reason.type === "reason-refused") {
    output.complain(words.recover.reasonRefused);
    return 2;
  }
  const cursors = readCursors(home.cursor);
  if (cursors.type === "unreadable") {
    output.complain(words.recover.nothing(cursors.why));
    return 2;
  }
  const look = ({ rows }: { readonly rows: AuditRows }): Promise<number> => {
    const bar = progressBar(rows);
    return auditRecover(
      { officer: asked.officer, reason: reason.reason, oldCopy: asked.oldCopy },
      {
        rows,
        keyStates: openKeyStates(home.keyState),
        boots: openBootCounter(home.boots).read(),
        publicKey: signerOf(home)?.publicKey ?? null,
        cursors: cursors.cursors,
        firstKey: () => firstKeyFrom(asked, words),
        listsWanted: () => listsWanted(home),
        busy: () => busyAt(home, words),
        goOn: (state, fact) => goOnAlone(home, state, fact, words),
        words,
        print(line) {
          bar.end();
          output.print(line);
        },
        progress: bar.show,
      },
    );
  };
  return withJournal(placeOf(home), output, look, words);
}
