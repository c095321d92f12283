// One file becomes visible in the top level of a stick, read back from the disk, or not at all; nothing is written over.

import { join } from "node:path";
import { driveTrouble, roomNeeded } from "./check.ts";
import type { WriteDoubt } from "./drive.ts";
import { nameFault, type Place } from "./drive-fault.ts";
import { attempt, codeOf, mediumError } from "./medium-error.ts";
import { fileNameRefusal } from "./names.ts";
import { confirmOnDisk } from "./on-disk.ts";
import { partName } from "./part-name.ts";
import type { ProofOutcome } from "./prove.ts";
import type { WritingPhase } from "./write.ts";

export type FileWriting = Place & {
  /** `홍길동.p12`; where it is taken, `홍길동 (2).p12`, and so on. */
  readonly name: string;
  readonly bytes: Uint8Array;
  progress(phase: WritingPhase): void;
  /** That many random bytes, for the name that the file has until it is whole. */
  random(length: number): Uint8Array;
  /** Asked of the file in its place; what it refuses is taken back. */
  prove?(name: string): Promise<ProofOutcome>;
};

export type FileWriteOutcome =
  | { readonly type: "written"; readonly name: string; readonly direct: boolean }
  | WriteDoubt
  | Exclude<ProofOutcome, { type: "proven" }>;

export async function writeFile(writing: FileWriting): Promise<FileWriteOutcome> {
  const { drive, files, name, bytes } = writing;
  const neededBytes = roomNeeded([bytes.length]);
  const part = join(drive.mountPoint, partName(Buffer.from(writing.random(8)).toString("hex")));
  let placed: string | null = null;
  try {
    const why = fileNameRefusal(name);
    const refusal =
      why === null ? await driveTrouble({ ...writing, neededBytes }) : { type: "name-refused" as const, why };
    if (refusal !== null) return refusal;
    await files.writeNew(part, bytes, drive.device, () => writing.progress("flushing"));
    const direct = await confirmOnDisk(files, part, bytes);
    const free = await freeName(writing);
    placed = join(drive.mountPoint, free);
    await files.rename(part, placed);
    await files.syncFolder(drive.mountPoint);
    writing.progress("proving");
    const stillDirect = await confirmOnDisk(files, placed, bytes);
    const proof = await writing.prove?.(free);
    if (!proof || proof.type === "proven") return { type: "written", name: free, direct: direct && stillDirect };
    return (await takeBack(writing, part, placed)) ? proof : { type: "write-in-doubt" };
  } catch (error) {
    const back = codeOf(error) === null || (await takeBack(writing, part, placed));
    const fault = await nameFault(error, writing, neededBytes);
    return back || placed === null ? fault : { type: "write-in-doubt" };
  }
}

const mostOfAName = 99;

async function freeName({ drive, files, name }: FileWriting): Promise<string> {
  const dot = name.lastIndexOf(".");
  for (let number = 1; number <= mostOfAName; number++) {
    const tried = number === 1 ? name : `${name.slice(0, dot)} (${number})${name.slice(dot)}`;
    if (!(await files.exists(join(drive.mountPoint, tried)))) return tried;
  }
  throw mediumError("EEXIST", "every name is taken");
}

/** A rename that reported an error may have happened all the same. False where the stick does not answer any more. */
async function takeBack({ files }: FileWriting, part: string, placed: string | null): Promise<boolean> {
  return attempt(async () => {
    if (await files.exists(part)) await files.remove(part);
    else if (placed !== null) await files.remove(placed);
  });
}
