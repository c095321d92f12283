// A set of files becomes visible on a stick as one folder, read back from the disk, or not at all.

import { dirname, join } from "node:path";
import { driveTrouble, roomNeeded } from "./check.ts";
import type { DriveFault, WriteDoubt } from "./drive.ts";
import { nameFault, type Place } from "./drive-fault.ts";
import { attempt, codeOf, landedElsewhere, mediumError, readBackDiffers } from "./medium-error.ts";
import { fileNameRefusal, folderRefusal } from "./names.ts";
import { confirmOnDisk } from "./on-disk.ts";
import type { ProofOutcome } from "./prove.ts";
import { commitSwap, finishSwap, removeFlat, swapFolders, swapPaths, undoSwap } from "./swap.ts";

export type Content = { readonly name: string; readonly bytes: Uint8Array };

/** What a write has come to behind its first bytes: the disk is waited for; what lies in its place is read back. */
export type WritingPhase = "flushing" | "proving";

export type Writing = Place & {
  /** Below the drive's root: `NPKI/yessign/USER/cn=…`. */
  readonly folder: string;
  readonly contents: readonly Content[];
  progress(phase: WritingPhase): void;
  /** That many random bytes, for the name of the staging folder. */
  random(length: number): Uint8Array;
  /** Asked when all is in its place and could still be taken back: what it refuses is taken back. */
  prove?(): Promise<ProofOutcome>;
};

/** `direct` is false where the file system refuses to be read past the page cache: a weaker proof. */
export type WriteOutcome =
  | { readonly type: "written"; readonly direct: boolean }
  | WriteDoubt
  | Exclude<ProofOutcome, { type: "proven" }>;

/** What has to be taken back when the write fails. */
type Trace = {
  readonly id: string;
  readonly made: string[];
  staged: boolean;
  placing: boolean;
  swapping: boolean;
};

/**
 * Writes `contents` as `folder`, in the place of a folder of that name. Parent folders are asked for by their exact
 * upper-case path, so the medium itself decides about another spelling: where case counts, `NPKI` is made beside an
 * `npki`, which is never touched; where it does not, both are the same folder and nothing else is possible.
 */
export async function writeFolder(writing: Writing): Promise<WriteOutcome> {
  const neededBytes = roomNeeded(writing.contents.map(({ bytes }) => bytes.length));
  const id = Buffer.from(writing.random(8)).toString("hex");
  const trace: Trace = { id, made: [], staged: false, placing: false, swapping: false };
  try {
    const refusal = nameTrouble(writing) ?? (await driveTrouble({ ...writing, neededBytes }));
    if (refusal !== null) return refusal;
    const direct = await stage(writing, trace);
    await place(writing, trace);
    writing.progress("proving");
    const stillDirect = await confirm(writing);
    const proof = await writing.prove?.();
    if (proof && proof.type !== "proven") return (await takeBack(writing, trace)) ? proof : { type: "write-in-doubt" };
    const paths = swapPaths(writing.drive.mountPoint, id);
    if (trace.swapping) {
      await commitSwap(writing.files, paths);
      await finishSwap(writing.files, paths);
    }
    return { type: "written", direct: direct && stillDirect };
  } catch (error) {
    const back = codeOf(error) === null || (await takeBack(writing, trace));
    const fault = await nameFault(error, writing, neededBytes);
    // What was in its place already may be there when the stick is in again.
    return back || !(trace.placing || trace.swapping) ? fault : { type: "write-in-doubt" };
  }
}

function nameTrouble({ folder, contents }: Writing): DriveFault | null {
  const seen = new Set<string>();
  for (const { name } of contents) {
    const why = fileNameRefusal(name) ?? (seen.has(name.toLowerCase()) ? "the same name twice" : null);
    if (why !== null) return { type: "name-refused", why };
    seen.add(name.toLowerCase());
  }
  const why = folderRefusal(folder);
  return why === null ? null : { type: "name-refused", why };
}

/** The whole set, flushed and compared with what the disk returns, where no reader looks for certificates. */
async function stage(writing: Writing, trace: Trace): Promise<boolean> {
  const { drive, files, contents } = writing;
  const { staging } = swapPaths(drive.mountPoint, trace.id);
  await makeParents(writing, trace);
  trace.staged = true;
  await files.makeFolder(staging);
  if ((await files.device(staging)) !== drive.device) throw mediumError(landedElsewhere, "the mount is gone");
  for (const [index, { name, bytes }] of contents.entries()) {
    const flushing = index === 0 ? () => writing.progress("flushing") : undefined;
    await files.writeNew(join(staging, name), bytes, drive.device, flushing);
  }
  await files.syncFolder(staging);
  return sameOnDisk(writing, staging);
}

async function makeParents({ drive, files, folder }: Writing, trace: Trace): Promise<void> {
  const [npki = "", ca = "", user = ""] = folder.split("/");
  // What is unfinished lies in `NPKI`, also where the certificate itself is kept in an `npki` beside it.
  for (const parent of new Set(["NPKI", npki, join(npki, ca), join(npki, ca, user)])) {
    const path = join(drive.mountPoint, parent);
    if (!(await files.exists(path))) {
      trace.made.push(path);
      await files.makeFolder(path);
    }
    // Refuses a link in the place of a folder: it would lead off the stick.
    await files.list(path);
  }
}

/** One rename makes all files visible at once. */
async function place({ drive, files, folder }: Writing, trace: Trace): Promise<void> {
  const { staging, npki } = swapPaths(drive.mountPoint, trace.id);
  const target = join(drive.mountPoint, folder);
  try {
    trace.placing = true;
    await files.rename(staging, target);
  } catch (error) {
    if (codeOf(error) !== "ENOTEMPTY" && codeOf(error) !== "EEXIST") throw error;
    trace.placing = false;
    trace.swapping = true;
    await swapFolders(files, drive.mountPoint, trace.id, folder, drive.device);
  }
  for (const path of new Set([dirname(target), ...trace.made.map(dirname), npki])) await files.syncFolder(path);
}

async function confirm(writing: Writing): Promise<boolean> {
  const target = join(writing.drive.mountPoint, writing.folder);
  const found = [...(await writing.files.list(target))].sort();
  const wanted = writing.contents.map(({ name }) => name).sort();
  if (found.join("/") !== wanted.join("/")) throw mediumError(readBackDiffers, "the folder holds other names");
  return sameOnDisk(writing, target);
}

async function sameOnDisk({ files, contents }: Writing, folder: string): Promise<boolean> {
  let allDirect = true;
  for (const { name, bytes } of contents) {
    const direct = await confirmOnDisk(files, join(folder, name), bytes);
    allDirect &&= direct;
  }
  return allDirect;
}

/** Leaves the stick as it was found; false where it does not answer, and the next insertion repairs what it can. */
async function takeBack({ drive, files, folder }: Writing, trace: Trace): Promise<boolean> {
  const { staging } = swapPaths(drive.mountPoint, trace.id);
  const target = join(drive.mountPoint, folder);
  let back = true;
  if (trace.swapping) {
    let undone = false;
    await attempt(async () => {
      undone = await undoSwap(files, drive.mountPoint, trace.id, folder);
    });
    back = undone;
  }
  if (trace.placing) {
    back = await attempt(async () => {
      // A rename that reported an error may have happened all the same.
      if (!(await files.exists(staging))) await files.rename(target, staging);
    });
  }
  if (trace.staged) await attempt(() => removeFlat(files, staging));
  for (const path of trace.made.reverse()) await attempt(() => files.remove(path));
  return back;
}
