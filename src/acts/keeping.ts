// A certificate that the customer brought on a stick: found, opened, copied, locked anew. Wiped when the ceremony ends.

import { sign } from "node:crypto";
import { join } from "node:path";
import type { About, Fact } from "../audit/entry.ts";
import type { Building } from "../building.ts";
import type { EffectOf } from "../ceremony/effect.ts";
import type { EventOf, OutcomeEvent } from "../ceremony/event.ts";
import { checkDrive, pairBytes } from "../media/check.ts";
import type { Drive, DriveFault } from "../media/drive.ts";
import { nameFault, type Place } from "../media/drive-fault.ts";
import { codeOf } from "../media/medium-error.ts";
import { proveFolder } from "../media/prove.ts";
import { type FolderFile, readFolderFiles } from "../media/read-folder.ts";
import { type Content, type Writing, type WritingPhase, writeFolder } from "../media/write.ts";
import {
  certificateFile,
  folderAsWritten,
  folderFiles,
  keyFile,
  kmKeyFile,
  readCertificate,
} from "../npki/certificate-folder.ts";
import { keysMatch } from "../npki/key-match.ts";
import { disposeKey, keyObject, lockKey, type OpenKey, unlockKey } from "../npki/locked-key.ts";
import type { Secret } from "../secret.ts";
import type { CustomerId } from "../verification/registry.ts";
import { failedAt, keptAt, named, placeAt, refusedAt, writingAt } from "./at-stick.ts";
import { type Found, type ReadingMeans, readStick, rowOf } from "./stick-reading.ts";

/** The one that was chosen, off its stick: its files as they are, and its keys open. */
export type Opened = Found & { readonly files: readonly FolderFile[]; readonly keys: ReadonlyMap<string, OpenKey> };

type Means = ReadingMeans & Pick<Building, "checkpoint">;

export class Keeping {
  readonly #building: Means;
  readonly #progress: (phase: WritingPhase) => void;
  #source: Drive | null = null;
  #found: readonly Found[] = [];
  #opened: Opened | null = null;

  constructor(building: Means, progress: (phase: WritingPhase) => void) {
    this.#building = building;
    this.#progress = progress;
  }

  wipe(): void {
    for (const key of this.#opened?.keys.values() ?? []) disposeKey(key);
    for (const file of this.#opened?.files ?? []) file.bytes.fill(0);
    this.#opened = null;
    this.#found = [];
  }

  /** The customer of this branch whose certificate it is; null of one that was issued elsewhere. */
  holder(): CustomerId | null {
    const shown = this.#opened?.shown;
    return shown ? (rowOf(this.#building.certificates, shown)?.customer ?? null) : null;
  }

  async read({ drive }: EffectOf<"read-stick">, about: About): Promise<OutcomeEvent> {
    const reading = await readStick(this.#building, drive, about);
    if (reading.type !== "read") return refusedAt(this.#building, drive, reading, about);
    this.wipe();
    this.#source = drive;
    this.#found = reading.found;
    const { found, unreadable, more } = reading;
    const looked = more ? "part" : "whole";
    this.#record(about, { event: "stick-read", drive: drive.label, certificates: found.length, unreadable, looked });
    return { type: "stick-read", found: found.map(({ shown }) => shown), unreadable, more };
  }

  /** Null: it is open. All files of the folder are taken from the stick now, which may be pulled and another one inserted. */
  async open(
    { certificate: chosen }: EffectOf<"open-key">,
    password: Secret,
    about: About,
  ): Promise<EventOf<"key-refused" | "drive-refused"> | null> {
    const found = this.#found[chosen.place];
    const drive = this.#source;
    if (!found || !drive) throw new Error("no stick was read");
    const place = placeAt(this.#building, drive);
    let files: readonly FolderFile[];
    try {
      ({ files } = await readFolderFiles(place.files, join(drive.mountPoint, found.folder)));
    } catch (error) {
      return refusedAt(this.#building, drive, await nameFault(error, place, 0), about);
    }
    const outcome = openKeys(found, files, password);
    if (outcome.type === "refused") {
      this.#record(about, { event: "key-refused", ...named(found.shown), why: outcome.why });
      return { type: "key-refused", why: outcome.why };
    }
    this.#opened = { ...found, files, keys: outcome.keys };
    this.#record(about, { event: "key-opened", ...named(found.shown) });
    return null;
  }

  /** sha256WithRSAEncryption by the key of the certificate that was opened. */
  sign(bytes: Uint8Array): Buffer {
    const key = this.opened().keys.get(keyFile);
    if (!key) throw new Error("no key is open");
    return sign("sha256", bytes, keyObject(key));
  }

  /** Byte for byte: whoever could open the one can open the other. */
  async copy({ drive }: EffectOf<"copy">, about: About): Promise<OutcomeEvent> {
    const opened = this.opened();
    const folder = folderAsWritten(opened.folder);
    const fault = await this.#unready(drive);
    if (fault) return this.#failed(drive, fault, about);
    const there = await whatIsAt(placeAt(this.#building, drive), folder, opened.certificate);
    if (there === "another" || there === "it-and-more") return this.#failed(drive, { type: "folder-taken" }, about);
    this.#record(about, { event: "certificate-copying", ...named(opened.shown), drive: drive.label });
    this.#building.checkpoint("copy.intended");
    const written = await this.#write(drive, folder, opened.files, about);
    this.#building.checkpoint("copy.acted");
    if (written.type !== "written") return written;
    const how = written.direct ? "direct" : "cached";
    const fact = { event: "certificate-copied", ...named(opened.shown), drive: drive.label, how } as const;
    return keptAt(this.#building, opened.shown, folder, fact, about);
  }

  /** Each key that the old password opened is locked with the new one, R kept, where it lies; then proven with it. */
  async relock({ drive }: EffectOf<"relock">, password: Secret, about: About): Promise<OutcomeEvent> {
    const opened = this.opened();
    const { folder } = opened;
    const place = placeAt(this.#building, drive);
    const fault = await this.#unready(drive);
    if (fault) return this.#failed(drive, fault, about);
    const there = await whatIsAt(place, folder, opened.certificate);
    if (there === "it-and-more") return this.#failed(drive, { type: "folder-taken" }, about);
    if (there === "nothing" || there === "another")
      return this.#failed(drive, { type: "certificate-not-there" }, about);
    this.#record(about, { event: "certificate-relocking", ...named(opened.shown), drive: drive.label });
    const contents = opened.files.map(({ name, bytes }): Content => {
      const key = opened.keys.get(name);
      return { name, bytes: key ? lockKey(key, password) : bytes };
    });
    this.#building.checkpoint("relock.intended");
    const proving = { ...place, folder, password, certificate: opened.certificate };
    const written = await this.#write(drive, folder, contents, about, () => proveFolder(proving));
    this.#building.checkpoint("relock.acted");
    if (written.type !== "written") return written;
    const how = written.direct ? "direct" : "cached";
    const fact = { event: "certificate-relocked", ...named(opened.shown), drive: drive.label, how } as const;
    return keptAt(this.#building, opened.shown, folder, fact, about);
  }

  /** What an earlier write left half done is put right before anybody looks at what lies there. */
  #unready(drive: Drive): Promise<DriveFault | null> {
    return checkDrive({ ...placeAt(this.#building, drive), neededBytes: pairBytes });
  }

  async #write(
    drive: Drive,
    folder: string,
    contents: readonly Content[],
    about: About,
    prove: Writing["prove"] = undefined,
  ) {
    const outcome = await writeFolder({
      ...writingAt(this.#building, drive),
      folder,
      contents,
      progress: this.#progress,
      ...(prove && { prove }),
    });
    return outcome.type === "written" ? outcome : this.#failed(drive, outcome, about);
  }

  #failed(drive: Drive, trouble: EventOf<"write-failed">["trouble"], about: About): EventOf<"write-failed"> {
    return failedAt(this.#building, drive, this.opened().shown.serial, trouble, about);
  }

  /** Throws where none is. */
  opened(): Opened {
    if (!this.#opened) throw new Error("no key is open");
    return this.#opened;
  }

  #record(about: About, fact: Fact): void {
    this.#building.journal.append(fact, about);
  }
}

type KeysOutcome =
  | { readonly type: "opened"; readonly keys: ReadonlyMap<string, OpenKey> }
  | { readonly type: "refused"; readonly why: (OutcomeEvent & { readonly type: "key-refused" })["why"] };

/** The key of a key-management pair is opened too, where the same password does. */
function openKeys({ certificate }: Found, files: readonly FolderFile[], password: Secret): KeysOutcome {
  const bytesOf = (name: string) => files.find((file) => file.name === name)?.bytes;
  const locked = bytesOf(keyFile);
  const read = readCertificate(certificate);
  if (!locked || read.type !== "certificate" || bytesOf(certificateFile)?.equals(certificate) !== true)
    return { type: "refused", why: "damaged" };
  const unlocked = unlockKey(locked, password);
  if (unlocked.type !== "opened") return { type: "refused", why: unlocked.type };
  if (!keysMatch(unlocked.key, read.certificate.publicKey)) {
    disposeKey(unlocked.key);
    return { type: "refused", why: "mismatch" };
  }
  const keys = new Map([[keyFile, unlocked.key]]);
  const lockedKm = bytesOf(kmKeyFile);
  const km = lockedKm && unlockKey(lockedKm, password);
  if (km?.type === "opened") keys.set(kmKeyFile, km.key);
  return { type: "opened", keys };
}

/** What lies on a stick where the certificate is to go; `written`: the names of all files that will be there. */
export async function whatIsAt(
  { drive, files }: Place,
  folder: string,
  certificate: Buffer,
  written: readonly string[] = folderFiles,
) {
  try {
    if (!(await files.exists(join(drive.mountPoint, folder)))) return "nothing";
    const there = await readFolderFiles(files, join(drive.mountPoint, folder));
    const same = there.files.find(({ name }) => name === certificateFile)?.bytes.equals(certificate) === true;
    const more = there.more || there.files.some(({ name }) => !written.includes(name));
    return same && !more ? "it" : same ? "it-and-more" : "another";
  } catch (error) {
    if (codeOf(error) === null) throw error;
    // Writing finds out what is wrong with the stick, and says it.
    return "unreadable";
  }
}
