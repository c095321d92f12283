// Opens the journal of a home for reading, beside whatever process is writing it.

import { existsSync } from "node:fs";
import { userInfo } from "node:os";
import { basename, dirname, join } from "node:path";
import { openAuditRows } from "../../db/audit-rows.ts";
import { checkpointSigner } from "../../db/checkpoint-signer.ts";
import { openJournalFolder } from "../../db/journal-files.ts";
import { diskWhy, fullDiskWhy, openForReading, unreadableWhy } from "../../db/open.ts";
import { openStrongbox } from "../../db/strongbox.ts";
import { openBootCounter } from "../../hardware/appliance/boot-counter.ts";
import { cursorFileOf, openCursor, readCursors } from "../../hardware/appliance/cursor-file.ts";
import { openFirstKey } from "../../hardware/appliance/first-key-file.ts";
import { openKeyFile } from "../../hardware/appliance/key-file.ts";
import { openKeyStates } from "../../hardware/appliance/key-state.ts";
import { deliverTo, parseServer } from "../../hardware/syslog/syslog-line.ts";
import type { Signer } from "../audit/checkpoint.ts";
import { nobody } from "../audit/entry.ts";
import { JournalUnwritable } from "../audit/journal.ts";
import type { JournalFact } from "../audit/journal-entry.ts";
import { fileFindings, type JoinedJournal, joinJournal } from "../audit/journal-files.ts";
import type { AuditRows } from "../audit/rows.ts";
import { auditVerify, type Looked } from "../commands/audit.ts";
import { auditForward } from "../commands/audit-forward.ts";
import { type AuditTailOptions, auditTail } from "../commands/audit-tail.ts";
import type { OwnEvidence } from "../commands/own-evidence.ts";
import type { RecordWords } from "../commands/record-words.ts";
import { en } from "../commands/record-words-en.ts";
import type { Home } from "../home.ts";
import type { VerifyAsked } from "./audit-command.ts";
import { openBooksBeside } from "./beside.ts";
import { readUpTo } from "./file-bytes.ts";
import type { Output } from "./output.ts";
import { rehearsalHint } from "./unprovisioned.ts";

const pauseMilliseconds = 500;
const mostSlipBytes = 16 * 1024 * 1024;

/** A database and the files of its former rows; `keyState` is the file beside it, null for a copy. */
export type Place = {
  readonly file: string;
  readonly folder: string;
  readonly keyState: string | null;
  /** Where else somebody may have meant who finds no journal here. */
  readonly hint: string;
};

export function placeOf(home: Home): Place {
  return { file: home.database, folder: home.journalFiles, keyState: home.keyState, hint: rehearsalHint(home) };
}

/** The files of a copy lie beside it, or are still where they were. */
export function placeOfCopy(file: string, home: Home): Place {
  const beside = join(dirname(file), basename(home.journalFiles));
  return { file, folder: existsSync(beside) ? beside : home.journalFiles, keyState: null, hint: "" };
}

/** What an officer is told of a file whose rows cannot be read: how far they went, and what to do. */
function lostInWords({ file, keyState }: Place, why: string, words: RecordWords): string {
  const read = keyState === null ? null : openKeyStates(keyState).read();
  if (read?.type === "found") read.state.key.wipe();
  return words.lost(file, why, read?.type === "found" && read.state.next > 0 ? read.state.next : null);
}

/** 1: the journal cannot be read. 2: it is not there. */
export async function withJournal(
  place: Place,
  { complain }: Output,
  look: (journal: JoinedJournal) => Promise<number> | number,
  words: RecordWords = en,
): Promise<number> {
  const { file, folder } = place;
  const opened = existsSync(file) ? openForReading(file) : null;
  if (opened !== null && "why" in opened && opened.damaged) {
    complain(lostInWords(place, opened.why, words));
    return 1;
  }
  if (opened === null || "why" in opened) {
    complain(opened ? words.cannotOpen(file, opened.why) : words.notThere(file, place.hint));
    return 2;
  }
  let journal: JoinedJournal | null = null;
  try {
    journal = joinJournal(openAuditRows(opened), openJournalFolder(folder));
    return await look(journal);
  } catch (error) {
    const full = fullDiskWhy(error, file) ?? diskWhy(error);
    if (full !== null) {
      complain(words.cannotRead(file, full));
      return 2;
    }
    const why = unreadableWhy(error);
    if (why === null) throw error;
    complain(lostInWords(place, why, words));
    return 1;
  } finally {
    journal?.close();
    opened.client.close();
  }
}

/** Who signs for this terminal; null without its key file. */
export function signerOf(home: Home): Signer | null {
  const opened = openKeyFile(home.keyFile);
  if (opened.type !== "opened") return null;
  try {
    return checkpointSigner(openStrongbox(opened.key));
  } finally {
    opened.key.wipe();
  }
}

/** What stands in the home about its journal, outside the database; read before the rows, which only become more. */
export function evidenceOf(home: Home): OwnEvidence {
  const key = openKeyFile(home.keyFile);
  if (key.type === "opened") key.key.wipe();
  return {
    keyStates: openKeyStates(home.keyState),
    boots: openBootCounter(home.boots).read(),
    keyFile: key.type === "opened" ? null : key.type === "missing" ? `${home.keyFile} is missing` : key.why,
    cursors: readCursors(home.cursor),
  };
}

/** A journal that is read in the blink of an eye shows no bar. */
const longJournal = 20_000;
const barWidth = 30;

export function progressBar(rows: AuditRows): { show(done: number): void; end(): void } {
  const last = rows.last()?.seq ?? 0;
  if (!process.stderr.isTTY || last < longJournal) return { show: () => {}, end: () => {} };
  let shown = -1;
  return {
    show(done) {
      const part = Math.floor((100 * done) / last);
      if (part === shown) return;
      shown = part;
      const full = Math.floor((part * barWidth) / 100);
      process.stderr.write(`\r[${"#".repeat(full)}${".".repeat(barWidth - full)}] ${part} %`);
    },
    end: () => void process.stderr.write("\r\u001b[K"),
  };
}

/** Looks are journaled like everything else, beside a desk that may be open. */
export type Recorder = { record(fact: JournalFact): string | null; close(): void };

/** `record` says why it cannot. */
export async function recorder(home: Home): Promise<Recorder> {
  const opened = await openBooksBeside(home);
  if (opened.type === "refused") return { record: () => opened.why, close: () => {} };
  const { books } = opened;
  return {
    record(fact) {
      try {
        books.journal.append(fact, nobody);
        return null;
      } catch (error) {
        if (error instanceof JournalUnwritable) return error.message;
        throw error;
      }
    },
    close() {
      try {
        // Whoever looks next can tell whether these rows were cut off.
        books.journal.seal();
      } catch (error) {
        // Without it the key state is older, and a verification says so.
        if (!(error instanceof JournalUnwritable)) throw error;
      }
      books.close();
    },
  };
}

function slipsIn(files: readonly string[], { complain }: Output, words: RecordWords): readonly string[] | null {
  const texts = files.map((file) => ({ file, bytes: readUpTo(file, mostSlipBytes) }));
  const unread = texts.filter(({ bytes }) => typeof bytes === "string");
  for (const { file, bytes } of unread) complain(words.slipsUnread(file, bytes.toString()));
  return unread.length > 0 ? null : texts.map(({ bytes }) => bytes.toString("utf8"));
}

/** Only after the verdict: who opens the journal to write signs for the rows that are there. */
async function recordVerified(home: Home, found: Looked): Promise<string | null> {
  const { record, close } = await recorder(home);
  try {
    return record({ event: "journal-verified", ...found, operator: userInfo().username });
  } finally {
    close();
  }
}

export async function verifyJournalOf(
  home: Home,
  asked: VerifyAsked,
  output: Output,
  words: RecordWords = en,
): Promise<number> {
  const slips = slipsIn(asked.slips ?? [], output, words);
  if (slips === null) return 2;
  const own = asked.file === undefined;
  const place = own ? placeOf(home) : placeOfCopy(asked.file ?? "", home);
  const look = async (journal: JoinedJournal): Promise<number> => {
    const { rows } = journal;
    const bar = progressBar(rows);
    return auditVerify(asked, {
      rows,
      files: fileFindings(journal, openJournalFolder(place.folder)),
      own: own ? evidenceOf(home) : null,
      publicKey: signerOf(home)?.publicKey ?? null,
      slips,
      keptFirstKey() {
        const kept = openFirstKey(home.firstKey);
        return kept.type === "opened" ? kept.key : null;
      },
      words,
      print: output.print,
      progress: bar.show,
      async record(found) {
        bar.end();
        return own ? recordVerified(home, found) : null;
      },
    });
  };
  return withJournal(place, output, look, words);
}

const pauseForServer = 2000;

/** Every row to a syslog server, from where the last time with it ended. */
export async function forwardJournalOf(home: Home, server: string, follow: boolean, output: Output): Promise<number> {
  const address = parseServer(server);
  if (!address) {
    output.complain(`${server} is no HOST:PORT`);
    return 2;
  }
  let asked = true;
  process.once("SIGINT", () => {
    asked = false;
  });
  return withJournal(placeOf(home), output, ({ rows }) =>
    auditForward(
      { follow },
      {
        rows,
        server,
        cursor: openCursor(cursorFileOf(home.cursor, server)),
        deliver: (messages) => deliverTo(address, messages),
        pause: () => new Promise((resolve) => setTimeout(() => resolve(asked), pauseForServer)),
        ...output,
      },
    ),
  );
}

export function tailJournalOf(home: Home, options: AuditTailOptions, output: Output): Promise<number> {
  let asked = true;
  process.once("SIGINT", () => {
    asked = false;
  });
  return withJournal(placeOf(home), output, ({ rows }) =>
    auditTail(options, {
      rows,
      print: output.print,
      pause: () => new Promise((resolve) => setTimeout(() => resolve(asked), pauseMilliseconds)),
    }),
  );
}
