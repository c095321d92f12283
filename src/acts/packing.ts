// A certificate goes into a PKCS#12 file on a stick, or out of one into a folder. Wiped when the ceremony ends.

import { join } from "node:path";
import type { About, Fact } from "../audit/entry.ts";
import type { Building } from "../building.ts";
import type { EffectOf } from "../ceremony/effect.ts";
import type { EventOf, OutcomeEvent } from "../ceremony/event.ts";
import { kstDateDigits } from "../kst.ts";
import type { Drive } from "../media/drive.ts";
import { nameFault, type Place } from "../media/drive-fault.ts";
import { listPkcs12, readPkcs12File } from "../media/pkcs12-files.ts";
import { type ProofOutcome, proveFolder } from "../media/prove.ts";
import type { StickCertificate } from "../media/stick-certificate.ts";
import { type Content, type WritingPhase, writeFolder } from "../media/write.ts";
import { writeFile } from "../media/write-file.ts";
import { readCertificate } from "../npki/certificate-folder.ts";
import { type CertificateSet, contentsOf, setOf } from "../npki/certificate-set.ts";
import { pkcs12Name } from "../npki/distinguished-name.ts";
import { disposeKey, lockKey } from "../npki/locked-key.ts";
import { disposePkcs12, readPkcs12 } from "../npki/pkcs12.ts";
import { writePkcs12 } from "../npki/pkcs12-writing.ts";
import type { Secret } from "../secret.ts";
import { failedAt, keptAt, named, placeAt, refusedAt, writingAt } from "./at-stick.ts";
import { type Keeping, whatIsAt } from "./keeping.ts";
import { type ReadingMeans, shownOf } from "./stick-reading.ts";

type Means = ReadingMeans & Pick<Building, "checkpoint">;
type Shown = Omit<StickCertificate, "place">;

/** What was found in a file, its keys open. */
type Found = { readonly set: CertificateSet; readonly shown: Shown };

export class Packing {
  readonly #building: Means;
  readonly #keeping: Keeping;
  readonly #progress: (phase: WritingPhase) => void;
  #source: Drive | null = null;
  #names: readonly string[] = [];
  #found: Found | null = null;

  constructor(building: Means, keeping: Keeping, progress: (phase: WritingPhase) => void) {
    this.#building = building;
    this.#keeping = keeping;
    this.#progress = progress;
  }

  wipe(): void {
    for (const key of this.#found?.set.keys.values() ?? []) disposeKey(key);
    this.#found = null;
    this.#names = [];
  }

  async list({ drive }: EffectOf<"list-pkcs12">, about: About): Promise<OutcomeEvent> {
    const { drives } = this.#building;
    const listing = await listPkcs12(drive, drives.files(drive), drives);
    if (listing.type !== "listed") return refusedAt(this.#building, drive, listing, about);
    this.wipe();
    this.#source = drive;
    this.#names = listing.names;
    this.#record(about, { event: "pkcs12-listed", drive: drive.label, files: listing.files.length });
    return { type: "pkcs12-listed", files: listing.files };
  }

  /** All of the file is taken now: its stick may be pulled afterwards, and another one inserted. */
  async open({ file }: EffectOf<"open-pkcs12">, password: Secret, about: About): Promise<OutcomeEvent> {
    const [drive, name] = [this.#source, this.#names[file.place]];
    if (!drive || name === undefined) throw new Error("no stick was listed");
    const place = placeAt(this.#building, drive);
    let bytes: Buffer | null;
    try {
      bytes = await readPkcs12File(drive, place.files, name);
    } catch (error) {
      return refusedAt(this.#building, drive, await nameFault(error, place, 0), about);
    }
    const outcome = bytes === null ? ({ type: "damaged" } as const) : readPkcs12(bytes, password);
    if (outcome.type !== "opened") return this.#closed(outcome.type, about);
    const set = setOf(outcome.contents);
    if (set === null) {
      disposePkcs12(outcome.contents);
      return this.#closed("not-joint", about);
    }
    const { policies } = await this.#building.accredited.demands();
    const shown = { ...shownOf(this.#building, set.read, set.certificate, set.ca, policies), hasKey: true };
    this.wipe();
    this.#found = { set, shown };
    this.#record(about, { event: "pkcs12-opened", ...named(shown) });
    return { type: "pkcs12-opened", certificate: { ...shown, place: 0 } };
  }

  /** Never over a file that is there; opened again from the disk, with the password alone. */
  async pack({ drive }: EffectOf<"pack">, password: Secret, about: About): Promise<OutcomeEvent> {
    const { shown, files, keys, certificate } = this.#keeping.opened();
    const contents = contentsOf(files, keys);
    const writing = writingAt(this.#building, drive);
    const pairs = contents.pairs.length;
    this.#record(about, { event: "pkcs12-writing", ...named(shown), drive: drive.label, pairs });
    this.#building.checkpoint("pack.intended");
    const bytes = writePkcs12(contents, password);
    const name = nameOf(certificate, shown.notAfter);
    const written = await writeFile({
      ...writing,
      name,
      bytes,
      progress: this.#progress,
      prove: (placed) => provePkcs12(writing, placed, password, certificate),
    });
    this.#building.checkpoint("pack.acted");
    if (written.type !== "written") return failedAt(this.#building, drive, shown.serial, written, about);
    const how = written.direct ? "direct" : "cached";
    const fact = { event: "pkcs12-written", ...named(shown), drive: drive.label, how } as const;
    return keptAt(this.#building, shown, written.name, fact, about);
  }

  /** R kept, the keys locked as key files are, under the same password; then proven like a certificate that is issued. */
  async unpack({ drive }: EffectOf<"unpack">, password: Secret, about: About): Promise<OutcomeEvent> {
    if (!this.#found) throw new Error("no file is open");
    const { set, shown } = this.#found;
    const { folder, certificate } = set;
    const writing = writingAt(this.#building, drive);
    const names = [...set.files.map(({ name }) => name), ...set.keys.keys()];
    const there = await whatIsAt(writing, folder, certificate, names);
    if (there === "another" || there === "it-and-more")
      return failedAt(this.#building, drive, shown.serial, { type: "folder-taken" }, about);
    const pairs = set.keys.size;
    this.#record(about, { event: "pkcs12-unpacking", ...named(shown), drive: drive.label, pairs });
    this.#building.checkpoint("unpack.intended");
    const keys = [...set.keys].map(([name, key]): Content => ({ name, bytes: lockKey(key, password) }));
    const written = await writeFolder({
      ...writing,
      folder,
      contents: [...set.files, ...keys],
      progress: this.#progress,
      prove: () => proveFolder({ ...writing, folder, password, certificate }),
    });
    this.#building.checkpoint("unpack.acted");
    if (written.type !== "written") return failedAt(this.#building, drive, shown.serial, written, about);
    const how = written.direct ? "direct" : "cached";
    const fact = { event: "pkcs12-unpacked", ...named(shown), drive: drive.label, how } as const;
    return keptAt(this.#building, shown, folder, fact, about);
  }

  #closed(why: EventOf<"key-refused">["why"], about: About): OutcomeEvent {
    this.#record(about, { event: "pkcs12-refused", why });
    return { type: "key-refused", why };
  }

  #record(about: About, fact: Fact): void {
    this.#building.journal.append(fact, about);
  }
}

function nameOf(certificate: Buffer, notAfter: Date): string {
  const outcome = readCertificate(certificate);
  const subject = outcome.type === "certificate" ? outcome.certificate.subject : [];
  return pkcs12Name(subject, kstDateDigits(notAfter));
}

/** The file opens from the disk as a stranger would open it, and holds the certificate. */
async function provePkcs12(place: Place, name: string, password: Secret, certificate: Buffer): Promise<ProofOutcome> {
  try {
    const { bytes, direct } = await place.files.readBack(join(place.drive.mountPoint, name));
    const outcome = readPkcs12(bytes, password);
    if (outcome.type !== "opened") return { type: "key-not-opened" };
    disposePkcs12(outcome.contents);
    const holds = outcome.contents.pairs.some((pair) =>
      certificate.subarray(0, pair.certificate.length).equals(pair.certificate),
    );
    return holds ? { type: "proven", how: direct ? "direct" : "cached" } : { type: "pair-mismatch" };
  } catch (error) {
    return nameFault(error, place, 0);
  }
}
