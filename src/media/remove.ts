// A folder leaves a stick as a whole: moved aside in one step, then removed; an intent says what a power cut left.
//
// NPKI/.changgu-<id>.gone   the intent: somebody asked for it, and what lies aside is never to come back
// NPKI/.changgu-<id>-old    the folder, moved aside

import { dirname, join } from "node:path";
import type { DriveFault } from "./drive.ts";
import { nameFault, type Place } from "./drive-fault.ts";
import { attempt, landedElsewhere, mediumError } from "./medium-error.ts";
import type { MediumFiles } from "./medium-files.ts";
import { removeFlat, type SwapPaths, swapPaths } from "./swap.ts";

export type Removing = Place & {
  /** Below the drive's root, in any spelling of `NPKI/<CA>/USER/<name>`. */
  readonly folder: string;
  /** That many random bytes, for the name of the folder aside. */
  random(length: number): Uint8Array;
};

/** In doubt where the stick gave out behind the move: it is gone or there again, and which is seen when it is in again. */
export type RemovalOutcome = { readonly type: "removed" } | { readonly type: "removal-in-doubt" } | DriveFault;

/** The caller has looked at what is in the folder: every file in it goes. A folder within it stays, and so does all. */
export async function removeFolder(removing: Removing): Promise<RemovalOutcome> {
  const { drive, files, folder } = removing;
  const paths = swapPaths(drive.mountPoint, Buffer.from(removing.random(8)).toString("hex"));
  const target = join(drive.mountPoint, folder);
  let moving = false;
  try {
    if ((await files.device(target)) !== drive.device) throw mediumError(landedElsewhere, "the mount is gone");
    if (!(await files.exists(paths.npki))) await files.makeFolder(paths.npki);
    await files.writeNew(paths.gone, Buffer.from("{}"), drive.device);
    await files.syncFolder(paths.npki);
    moving = true;
    await files.rename(target, paths.aside);
    for (const path of new Set([dirname(target), paths.npki])) await files.syncFolder(path);
    // From here on no reader finds it; what is left of it now the next insertion removes.
    await finishRemoval(files, paths);
    return { type: "removed" };
  } catch (error) {
    const fault = await nameFault(error, removing, 0);
    if (moving && !(await attempt(() => moveBack(files, paths, target)))) return { type: "removal-in-doubt" };
    await attempt(() => files.remove(paths.gone));
    return fault;
  }
}

/** A rename that reported an error may have happened all the same. */
async function moveBack(files: MediumFiles, paths: SwapPaths, target: string): Promise<void> {
  if (!(await files.exists(paths.aside))) return;
  await files.rename(paths.aside, target);
  for (const path of new Set([dirname(target), paths.npki])) await files.syncFolder(path);
}

/** Safe to run again after it was cut off anywhere; what fails is left to the next insertion. */
export async function finishRemoval(files: MediumFiles, paths: SwapPaths): Promise<boolean> {
  return attempt(async () => {
    await removeFlat(files, paths.aside);
    if (await files.exists(paths.gone)) await files.remove(paths.gone);
    await files.syncFolder(paths.npki);
  });
}
