// Opens a building: key file, key state, database and CAs of a home, under the lock of one terminal.

import { randomFillSync, X509Certificate } from "node:crypto";
import { appendFileSync, existsSync, mkdirSync } from "node:fs";
import { type BooksMeans, openBooks } from "../../db/books.ts";
import { unreadableWhy } from "../../db/open.ts";
import { StrongboxDamaged } from "../../db/strongbox.ts";
import { isDiskFault } from "../../db/transactions.ts";
import { ensureRoom, relieve } from "../../hardware/appliance/ballast.ts";
import { openBootCounter } from "../../hardware/appliance/boot-counter.ts";
import { forbidCoreDumps } from "../../hardware/appliance/core-dumps.ts";
import { keepFirstKey } from "../../hardware/appliance/first-key-file.ts";
import { makeKeyFile, openKeyFile } from "../../hardware/appliance/key-file.ts";
import { openKeyStates } from "../../hardware/appliance/key-state.ts";
import { openListFolder } from "../../hardware/appliance/list-folder.ts";
import { lockTerminal } from "../../hardware/appliance/terminal-lock.ts";
import { JournalUnwritable } from "../audit/journal.ts";
import type { Outage } from "../audit/outage.ts";
import type { CaRecord } from "../authority/certificates.ts";
import type { Books } from "../books.ts";
import { type Building, openBuilding } from "../building.ts";
import { troubleInWords } from "../commands/signer-words.ts";
import type { Equipment } from "../equipment.ts";
import { type Home, lockOf } from "../home.ts";
import { Secret } from "../secret.ts";
import { type Settings, settingsDigest } from "../settings/settings.ts";
import { openToOthers } from "./home-alone.ts";
import { version } from "./version.ts";

export type Opened =
  | { readonly type: "opened"; readonly building: Building; relieve(): void }
  /** `outage`: what a desk waits to have mended. */
  | {
      readonly type: "refused";
      readonly why: string;
      readonly outage?: Outage;
      /** The journal is begun, and the CAs could not be made. */
      readonly unsigned?: true;
    };

export type OpeningMeans = {
  readonly home: Home;
  readonly equipment: Equipment;
  readonly settings: Settings;
  /** K_0 for a home that is made now; null for one that must have been provisioned. The caller wipes it. */
  readonly firstKey: Secret | null;
  readonly noOthers?: true;
  readonly enrol: BooksMeans["enrol"];
};

/** Whether a journal was begun here: provisioning that was given up leaves a key file alone. */
export function wasBegun({ keyState, boots }: Home): boolean {
  return existsSync(keyState) || existsSync(boots);
}

/** The folder and the terminal's key, which is made once. */
export function makeHome(home: Home): void {
  mkdirSync(home.root, { recursive: true, mode: 0o700 });
  makeKeyFile(home.keyFile);
}

/** 32 random bytes: the journal's first key. */
export function drawFirstKey(): Secret {
  return Secret.from(randomFillSync(new Uint8Array(32)));
}

/** A rehearsal keeps its first key beside the journal, and `audit verify` says so. */
export function keepTrainingKey(home: Home, key: Secret): void {
  keepFirstKey(home.firstKey, key);
}

/** A disk that fails is an answer and no fault of the program: whoever waits for it opens again. */
export async function openBranch(means: OpeningMeans): Promise<Opened> {
  try {
    return await openAll(means);
  } catch (error) {
    if (!isOfTheDisk(error)) throw error;
    return {
      type: "refused",
      outage: unreadableWhy(error) === null ? "disk-failed" : "database-damaged",
      why: `the folder ${means.home.root} cannot be used (${error.message}); look with: changgu doctor`,
    };
  }
}

function isOfTheDisk(error: unknown): error is Error {
  return isDiskFault(error) || (error instanceof Error && "errno" in error && "syscall" in error);
}

async function openAll(means: OpeningMeans): Promise<Opened> {
  const { home, equipment, settings } = means;
  await forbidCoreDumps();
  const shared = openToOthers(home);
  if (shared) return { type: "refused", why: shared, outage: "home-open" };
  const key = openKeyFile(home.keyFile);
  if (key.type === "missing") return missingKey(home);
  if (key.type === "refused") return { type: "refused", why: key.why, outage: "key-file" };
  const full = ensureRoom(home.ballast);
  if (full) return { type: "refused", why: `${full}; free some, and look with: changgu doctor`, outage: "disk-full" };
  const { terminal } = equipment.house;
  const lock = lockTerminal(lockOf(home, terminal));
  if (lock.type === "taken")
    return {
      type: "refused",
      why: `terminal ${terminal} is already open in process ${lock.process}; close it first, or name another: --terminal ID`,
    };
  const opened = await openBooks({
    file: home.database,
    key: key.key,
    keyStates: openKeyStates(home.keyState),
    boots: openBootCounter(home.boots),
    clock: equipment.clock,
    terminal,
    settingsDigest: settingsDigest(settings),
    firstKey: means.firstKey,
    ...(means.noOthers && { noOthers: means.noOthers }),
    enrol: means.enrol,
  });
  if (opened.type === "refused") {
    lock.release();
    return opened;
  }
  const books: Books = {
    ...opened.books,
    close() {
      opened.books.close();
      lock.release();
    },
  };
  const records = books.authorities.all();
  const unread = records.find(({ certificate }) => !isReadable(certificate));
  if (unread) {
    books.close();
    return damagedBooks(`the certificate of the CA ${unread.name} cannot be read`);
  }
  const missing = missingToken(records, settings);
  if (missing) {
    books.close();
    return { type: "refused", why: missing, outage: "settings" };
  }
  try {
    const outcome = await openBuilding({
      equipment,
      books,
      settings,
      version,
      listPlace: openListFolder(home.lists),
      noteIncident: (incident, error) => noteIncident(home, incident, error),
    });
    if (outcome.type === "opened")
      return { type: "opened", building: outcome.building, relieve: () => relieve(home.ballast) };
    books.close();
    const why = `there are no CAs yet, and none can be made: ${troubleInWords(outcome.why)}`;
    return { type: "refused", why, unsigned: true };
  } catch (error) {
    books.close();
    if (error instanceof StrongboxDamaged) return damagedBooks(error.message);
    // A start that cannot be journaled is none.
    if (!(error instanceof JournalUnwritable)) throw error;
    return { type: "refused", why: error.message, outage: "journal-unwritable" };
  }
}

function damagedBooks(why: string): Opened {
  return {
    type: "refused",
    why: `the database is damaged: ${why}; restore the last backup`,
    outage: "database-damaged",
  };
}

/** A page may be damaged and still hold a row. */
function isReadable(certificate: Buffer): boolean {
  try {
    return new X509Certificate(certificate).publicKey !== undefined;
  } catch {
    return false;
  }
}

/** Gone, or never made. */
function missingKey({ database, keyFile }: Home): Opened {
  if (!existsSync(database))
    return { type: "refused", why: "this terminal is not provisioned; run: changgu provision" };
  const why = `the key file ${keyFile} is missing, and without it nothing in the database can be read`;
  return {
    type: "refused",
    why: `${why}; put a copy back from where its keepers hold it: no backup has it`,
    outage: "key-file",
  };
}

/** Why the CAs' keys cannot be looked for; null where they are in the books, or the settings name their token. */
export function missingToken(records: readonly CaRecord[], { authority }: Settings): string | null {
  if (authority.token || records.every(({ lockedKey }) => lockedKey !== null)) return null;
  return 'the CAs\' keys are on a token, and the settings name none: set "authority": {"token": …} as it was at provisioning';
}

function noteIncident(home: Home, incident: string, error: unknown): void {
  const what = error instanceof Error ? error.stack : String(error);
  appendFileSync(home.incidents, `${new Date().toISOString()} ${incident} ${what}\n`, { mode: 0o600 });
}
