// Everything that writes to a customer's stick, as the terminal does it, and what the stick may hold behind it.

import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Keeping } from "../../src/acts/keeping.ts";
import { Packing } from "../../src/acts/packing.ts";
import type { ReadingMeans } from "../../src/acts/stick-reading.ts";
import { removeOld } from "../../src/acts/tidying.ts";
import type { SerialNumber } from "../../src/authority/authority.ts";
import type { OutcomeEvent } from "../../src/ceremony/event.ts";
import type { Drive, Drives } from "../../src/media/drive.ts";
import type { StickCertificate } from "../../src/media/stick-certificate.ts";
import { createSystemFiles } from "../../src/media/system-files.ts";
import { type Content, writeFolder } from "../../src/media/write.ts";
import { certificateFolder, readCertificate } from "../../src/npki/certificate-folder.ts";
import * as der from "../../src/npki/der.ts";
import { disposeKey, lockKey, unlockKey } from "../../src/npki/locked-key.ts";
import { disposePkcs12, readPkcs12 } from "../../src/npki/pkcs12.ts";
import { Secret } from "../../src/secret.ts";
import type { CustomerId } from "../../src/verification/registry.ts";
import { MemoryBranch, now } from "../authority/in-memory.ts";
import { driveAt, drivesOf, hastyClock, visible } from "../media/stick.ts";
import * as files from "../npki/key-files.ts";
import { made } from "../npki/pkcs12-files.ts";
import { memoryRegistrations } from "../reliance/memory-registrations.ts";
import { demandsOf, sources } from "../reliance/other-institution.ts";

/** `half` is what no stick may ever hold. */
export type Held = "old" | "new" | "half";

/** What the customer was told of it. */
export type Told = "done" | "not done" | "not known";

export type Scene = {
  readonly name: string;
  /** Lays the stick out as the customer brings it. */
  lay(): void;
  act(): Promise<Told>;
  held(): Held;
};

const about = { ceremony: "c-1", staff: null };
const old = files.password();
const fresh = Secret.fromText("Fresh!2026test");

const own = await made();
const read = readCertificate(own.signing.certificate);
const placed = read.type === "certificate" ? certificateFolder(read.certificate.subject, "yessign") : null;
if (placed?.type !== "folder") throw new Error("the certificate has no folder");
const folder = placed.path;
const { certificate } = own.signing;

function pair(password: Secret): readonly Content[] {
  return [
    { name: "signCert.der", bytes: certificate },
    { name: "signPri.key", bytes: lockKey(own.signing.key, password) },
  ];
}

const whole: readonly Content[] = [
  ...pair(old),
  { name: "kmCert.der", bytes: own.managing.certificate },
  { name: "kmPri.key", bytes: lockKey(own.managing.key, old) },
  { name: "CaPubs", bytes: der.sequence(...own.chain) },
];

function lay(root: string, contents: readonly Content[]): void {
  mkdirSync(join(root, folder), { recursive: true });
  for (const { name, bytes } of contents) writeFileSync(join(root, folder, name), bytes);
}

/** The names and bytes in the folder; null where it is not there. */
function inFolder(root: string): ReadonlyMap<string, Buffer> | null {
  const found = visible(root);
  if (!found.has(`${folder}/`)) return null;
  const inside = [...found].filter(([path]) => path.startsWith(`${folder}/`) && !path.endsWith("/"));
  return new Map(inside.map(([path, text]) => [path.slice(folder.length + 1), Buffer.from(text, "latin1")]));
}

function opens(locked: Buffer | undefined, password: Secret): boolean {
  const outcome = unlockKey(locked ?? Buffer.alloc(0), password);
  if (outcome.type === "opened") disposeKey(outcome.key);
  return outcome.type === "opened";
}

/** Whether these files are there and no others, the keys opened by this password, all else byte for byte. */
function holds(root: string, names: readonly string[], password: Secret): boolean {
  const there = inFolder(root);
  if (there?.size !== names.length) return false;
  return names.every((name) => {
    const bytes = there.get(name);
    if (name.endsWith(".key")) return opens(bytes, password);
    return whole.some((file) => file.name === name && bytes?.equals(file.bytes));
  });
}

const pairNames = ["signCert.der", "signPri.key"];
const allNames = whole.map(({ name }) => name);

function toldOf(outcome: OutcomeEvent): Told {
  if (outcome.type === "certificate-kept") return "done";
  return outcome.type === "write-failed" && outcome.trouble.type === "write-in-doubt" ? "not known" : "not done";
}

function heldInFile(root: string): Held {
  const [file, ...more] = [...visible(root)].filter(([name]) => name.endsWith(".p12"));
  if (!file) return "old";
  const outcome = readPkcs12(Buffer.from(file[1], "latin1"), old);
  if (outcome.type === "opened") disposePkcs12(outcome.contents);
  return more.length === 0 && outcome.type === "opened" ? "new" : "half";
}

function heldIn(root: string, names: readonly string[], before: "nothing" | Secret, after: "nothing" | Secret): Held {
  const is = (what: "nothing" | Secret): boolean =>
    what === "nothing" ? inFolder(root) === null : holds(root, names, what);
  return is(before) ? "old" : is(after) ? "new" : "half";
}

const random = (length: number): Uint8Array => crypto.getRandomValues(new Uint8Array(length));

type Branch = ReadingMeans & { readonly checkpoint: () => void; readonly memory: MemoryBranch };

function branchOf(drives: Drives): Branch {
  const memory = new MemoryBranch();
  const { journal, certificates } = memory;
  return {
    ...{ drives, journal, certificates, memory, checkpoint: () => {} },
    clock: { ...hastyClock, now: () => now },
    registrations: memoryRegistrations(),
    accredited: { demands: async () => demandsOf({ roots: [], between: [] }, sources([])) },
  };
}

const bare = (): void => {};

type Desk = { readonly keeping: Keeping; readonly packing: Packing; readonly brought: StickCertificate };

/** The customer's certificate is open, off a stick that is well and out of a file: passwords are typed once. */
async function openedAt(branch: Branch, well: Drive): Promise<Desk> {
  lay(well.mountPoint, whole);
  const keeping = new Keeping(branch, bare);
  const read = await keeping.read({ type: "read-stick", drive: well }, about);
  const [brought] = read.type === "stick-read" ? read.found : [];
  if (!brought) throw new Error("the stick that is well holds nothing");
  await keeping.open({ type: "open-key", certificate: brought }, old, about);
  const packing = new Packing(branch, keeping, bare);
  await packing.pack({ type: "pack", drive: well }, old, about);
  const listed = await packing.list({ type: "list-pkcs12", drive: well }, about);
  const [file] = listed.type === "pkcs12-listed" ? listed.files : [];
  if (!file) throw new Error("no file was packed");
  await packing.open({ type: "open-pkcs12", file }, old, about);
  return { keeping, packing, brought };
}

/** One of this branch's own that another took the place of. */
function revoke({ memory }: Branch, serial: SerialNumber): void {
  const row = {
    ...{ customer: "hong" as CustomerId, product: "limited" as const, issuer: "yessign" as const, serial },
    terminal: "T",
  };
  const of = { subject: "C=kr", notBefore: now, notAfter: now, toBeSigned: certificate, certificate };
  memory.transactions.run(() => {
    memory.certificates.add({ ...row, ...of, ceremony: "c", state: "valid" });
    memory.certificates.revoke(serial, "yessign", "superseded", now);
  });
}

/** `root`: the stick that fails; `well`: a folder for what the customer brings on another. */
export async function scenesOn(root: string, well: string): Promise<readonly Scene[]> {
  const [stick, source] = [root, well].map((path) => driveAt(path, { simulated: true })) as [Drive, Drive];
  let system = createSystemFiles();
  const drives: Drives = {
    ...drivesOf(stick, system),
    list: async () => [stick, source],
    files: (drive) => (drive === stick ? system : createSystemFiles()),
  };
  const branch = branchOf(drives);
  const { keeping, packing, brought } = await openedAt(branch, source);
  revoke(branch, brought.serial as SerialNumber);
  const issue = async (): Promise<Told> => {
    const place = { drive: stick, drives, files: system, clock: hastyClock };
    const { type } = await writeFolder({ ...place, folder, contents: pair(fresh), progress: bare, random });
    return type === "written" ? "done" : type === "write-in-doubt" ? "not known" : "not done";
  };
  const remove = async (): Promise<Told> => {
    const outcome = await removeOld(branch, { type: "remove-old-folders", drive: stick, folders: [brought] }, about);
    if (outcome.type !== "old-folders-removed" || outcome.left === 1) return "not done";
    return outcome.removed === 1 ? "done" : "not known";
  };
  const copy = async () => toldOf(await keeping.copy({ type: "copy", drive: stick }, about));
  const relock = async () => toldOf(await keeping.relock({ type: "relock", drive: stick }, fresh, about));
  const pack = async () => toldOf(await packing.pack({ type: "pack", drive: stick }, old, about));
  const unpack = async () => toldOf(await packing.unpack({ type: "unpack", drive: stick }, old, about));
  const inserted = (act: () => Promise<Told>) => (): Promise<Told> => {
    system = createSystemFiles();
    return act();
  };
  const scene = (name: string, brings: readonly Content[], act: () => Promise<Told>, held: () => Held): Scene => ({
    ...{ name, held, act: inserted(act) },
    lay: () => (brings.length === 0 ? undefined : lay(root, brings)),
  });
  return [
    scene("issue", [], issue, () => heldIn(root, pairNames, "nothing", fresh)),
    scene("issue over an old one", pair(old), issue, () => heldIn(root, pairNames, old, fresh)),
    scene("copy", [], copy, () => heldIn(root, allNames, "nothing", old)),
    scene("change of password", whole, relock, () => heldIn(root, allNames, old, fresh)),
    scene("removal of an old one", pair(old), remove, () => heldIn(root, pairNames, old, "nothing")),
    scene("into a PKCS#12 file", [], pack, () => heldInFile(root)),
    scene("out of a PKCS#12 file", [], unpack, () => heldIn(root, allNames, "nothing", old)),
  ];
}

/** What nobody may write: file by file into the folder itself. A checker that passes this one checks nothing. */
export function brokenScene(root: string): Scene {
  const act = async (): Promise<Told> => {
    try {
      lay(root, pair(fresh));
      return "done";
    } catch {
      return "not done";
    }
  };
  return { name: "broken", lay: () => lay(root, pair(old)), act, held: () => heldIn(root, pairNames, old, fresh) };
}
