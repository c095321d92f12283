// Backups with what they need of the machine: files, the terminal's key, the journal beside a desk.

import {
  closeSync,
  copyFileSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir, userInfo } from "node:os";
import { basename, dirname, join, resolve } from "node:path";
import { openAuditRows } from "../../db/audit-rows.ts";
import { contentsOf, copyDatabase, integrityFindings, openingFault } from "../../db/backup.ts";
import { openJournalFolder } from "../../db/journal-files.ts";
import { diskWhy, openForReading, type ReadDatabase, unreadableWhy } from "../../db/open.ts";
import { openStrongbox, type Strongbox } from "../../db/strongbox.ts";
import { openBootCounter } from "../../hardware/appliance/boot-counter.ts";
import { openKeyFile } from "../../hardware/appliance/key-file.ts";
import { openKeyStates } from "../../hardware/appliance/key-state.ts";
import type { Signer } from "../audit/checkpoint.ts";
import { nobody } from "../audit/entry.ts";
import { JournalUnwritable } from "../audit/journal.ts";
import { joinJournal } from "../audit/journal-files.ts";
import { startsIn } from "../audit/old-copy.ts";
import { databaseOf, verifyJournal } from "../audit/verify.ts";
import {
  type Drill,
  type Manifest,
  readManifest,
  reportDamage,
  reportDrill,
  signedManifest,
} from "../commands/backup.ts";
import { type RecordWords, verificationInWords } from "../commands/record-words.ts";
import { en } from "../commands/record-words-en.ts";
import type { Home } from "../home.ts";
import { placeOfCopy, signerOf } from "./auditing.ts";
import { openBooksBeside } from "./beside.ts";
import { digestOf } from "./file-bytes.ts";
import type { Output } from "./output.ts";
import { unprovisioned } from "./unprovisioned.ts";

type Told = Output & { readonly json: boolean };

function sync(path: string): void {
  const handle = openSync(path, "r");
  fsyncSync(handle);
  closeSync(handle);
}

type Looked = Pick<Drill, "damage" | "journal" | "boot"> & { readonly database: string; readonly head: string };

function lookAt(copy: ReadDatabase, publicKey: string | null, folder: string, words: RecordWords = en): Looked {
  const { rows, close } = joinJournal(openAuditRows(copy), openJournalFolder(folder));
  const proof = { firstKey: null, state: null, publicKey, boots: null };
  const verification = verifyJournal(rows, { proof });
  const last = rows.last();
  const looked = {
    damage: integrityFindings(copy),
    journal: {
      whole: verification.type === "whole",
      last: last?.seq ?? -1,
      words: verificationInWords(words, verification),
    },
    boot: startsIn(rows),
    database: databaseOf(rows) ?? "",
    head: last?.hash ?? "",
  };
  close();
  return looked;
}

/** Says why it cannot be made. Step by step: a recursive mkdir tries for ever where nothing can be made, as in /proc. */
function makeFolder(folder: string): string | null {
  const missing: string[] = [];
  for (let at = resolve(folder); !existsSync(at); at = dirname(at)) missing.unshift(at);
  try {
    for (const each of missing) mkdirSync(each, { mode: 0o700 });
    return statSync(folder).isDirectory() ? null : `${folder} is no folder`;
  } catch (error) {
    if (!(error instanceof Error && "code" in error)) throw error;
    return error.message;
  }
}

/** Files of former rows never change: whoever has one already needs no other. */
function copyFiles(home: Home, folder: string): void {
  const target = join(folder, basename(home.journalFiles));
  for (const name of existsSync(home.journalFiles) ? readdirSync(home.journalFiles) : []) {
    if (!name.endsWith(".sqlite") || existsSync(join(target, name))) continue;
    mkdirSync(target, { recursive: true, mode: 0o700 });
    copyFileSync(join(home.journalFiles, name), join(target, `${name}.part`));
    sync(join(target, `${name}.part`));
    renameSync(join(target, `${name}.part`), join(target, name));
    sync(target);
  }
}

/** Copies, looks at the copy, signs what it is; a text says why there is none. */
async function made(
  home: Home,
  part: string,
  source: ReadDatabase,
  signer: Signer,
): Promise<{ readonly manifest: Manifest; readonly text: string } | string> {
  try {
    await copyDatabase(source, part);
  } finally {
    source.client.close();
  }
  sync(part);
  const copy = openForReading(part);
  if ("why" in copy) return copy.why;
  const looked = lookAt(copy, signer.publicKey, home.journalFiles);
  copy.client.close();
  if (looked.damage.length > 0) return looked.damage.join("; ");
  if (!looked.journal.whole) return looked.journal.words.join(" ");
  const { database, head, boot } = looked;
  const digest = await digestOf(part);
  const manifest = { database, head, boot, digest, last: looked.journal.last, time: new Date().toISOString() };
  return { manifest, text: signedManifest(manifest, signer) };
}

/** 0: made and looked at. 1: what was copied is not sound. 2: it could not run. No half copy is left. */
export async function backUp(home: Home, folder: string, { json, print, complain }: Told): Promise<number> {
  if (!existsSync(home.database)) {
    complain(`there is nothing to copy: ${unprovisioned(home)}`);
    return 2;
  }
  const unmade = makeFolder(folder);
  if (unmade !== null) {
    complain(`No copy was made: ${unmade}. Name another folder.`);
    return 2;
  }
  const source = openForReading(home.database);
  const signer = signerOf(home);
  if ("why" in source || !signer) {
    complain(`No copy was made: ${"why" in source ? source.why : "the key file cannot be read"}.`);
    return 2;
  }
  const part = join(folder, `.changgu-${process.pid}.part`);
  try {
    const copied = await made(home, part, source, signer);
    if (typeof copied === "string") {
      complain(`No copy was made: ${copied}.`);
      return 1;
    }
    const { manifest, text } = copied;
    const { last, digest, time } = manifest;
    const file = join(folder, `changgu-${time.replaceAll(/[-:]|\.\d+/g, "")}-${last}.sqlite`);
    const opened = await openBooksBeside(home);
    if (opened.type === "refused") throw new JournalUnwritable(opened.why);
    try {
      const fact = { event: "backup-made", upTo: last, digest, operator: userInfo().username } as const;
      opened.books.journal.append(fact, nobody);
    } finally {
      opened.books.close();
    }
    writeFileSync(`${file}.manifest`, text, { mode: 0o600, flush: true });
    copyFiles(home, folder);
    renameSync(part, file);
    sync(folder);
    const said = `${file} holds every row up to ${last}. The key files are not in it: keep a copy of ${basename(home.keyFile)} elsewhere. Try it: changgu restore --check ${file}`;
    print(json ? JSON.stringify({ type: "made", file, ...manifest }) : said);
    return 0;
  } catch (error) {
    if (!(error instanceof JournalUnwritable) && !(error instanceof Error && "code" in error)) throw error;
    complain(`No copy was made: ${error.message}.`);
    return 2;
  } finally {
    for (const end of ["", "-wal", "-shm"]) rmSync(part + end, { force: true });
  }
}

function strongboxOf(home: Home): Strongbox | null {
  const key = openKeyFile(home.keyFile);
  return key.type === "opened" ? openStrongbox(key.key) : null;
}

/** Opens the copy of the copy as a desk would: the copy itself stays as it is. */
function drillOf(
  file: string,
  copy: ReadDatabase,
  home: Home,
  strongbox: Strongbox,
  words: RecordWords,
): Omit<Drill, "manifest" | "digest"> {
  const folder = mkdtempSync(join(tmpdir(), "changgu-drill-"));
  const state = openKeyStates(home.keyState).read();
  const boots = openBootCounter(home.boots).read();
  try {
    copyFileSync(file, join(folder, "changgu.sqlite"));
    return {
      ...lookAt(copy, signerOf(home)?.publicKey ?? null, placeOfCopy(file, home).folder, words),
      ...contentsOf(copy, strongbox),
      opening: openingFault(join(folder, "changgu.sqlite")),
      next: state.type === "found" ? state.state.next : null,
      boots: boots.type === "found" ? boots.count.boots : null,
    };
  } finally {
    if (state.type === "found") state.state.key.wipe();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** 0: the copy could be put back. 1: it could not. 2: it could not be looked at. */
export async function checkBackup(
  home: Home,
  file: string,
  { json, print, complain }: Told,
  words: RecordWords = en,
): Promise<number> {
  const { drill } = words;
  const told = { words: drill, json, print };
  const copy = existsSync(file) ? openForReading(file) : { why: drill.notThere, damaged: false };
  if ("why" in copy && copy.damaged) return reportDamage(copy.why, told);
  const strongbox = strongboxOf(home);
  if ("why" in copy || !strongbox) {
    complain("why" in copy ? drill.cannotOpen(file, copy.why) : drill.noKeyFile);
    return 2;
  }
  try {
    const beside = `${file}.manifest`;
    const text = existsSync(beside) ? readFileSync(beside, "utf8") : "";
    const manifest = readManifest(text, signerOf(home)?.publicKey ?? null);
    const digest = await digestOf(file);
    return reportDrill({ manifest, digest, ...drillOf(file, copy, home, strongbox, words) }, told);
  } catch (error) {
    const why = unreadableWhy(error) ?? diskWhy(error);
    if (why === null) throw error;
    return reportDamage(why, told);
  } finally {
    copy.client.close();
  }
}
