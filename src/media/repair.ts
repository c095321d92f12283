// What an interrupted write left on a stick is finished or undone when the stick comes back.

import { join } from "node:path";
import type { Drive } from "./drive.ts";
import { attempt, codeOf } from "./medium-error.ts";
import type { MediumFiles } from "./medium-files.ts";
import { isPartName } from "./part-name.ts";
import { finishRemoval } from "./remove.ts";
import { finishSwap, readIntent, removeFlat, type SwapPaths, swapPaths, undoSwap, writeIdOf } from "./swap.ts";

/** More than this on one stick was not made by us. */
const mostRepairs = 64;

export type Repair =
  | {
      readonly type: "repaired";
      /** Folders whose old content is back: their write was never reported as done. */
      readonly undone: readonly string[];
      /** Folders whose new content stays: only the old one was still to be removed. */
      readonly finished: readonly string[];
      /** Staging folders and single files that never became visible, and folders whose removal was asked for and cut off. */
      readonly removed: number;
      /** Names that could hold a certificate and that no intent explains: left as they are. */
      readonly left: readonly string[];
    }
  | { readonly type: "not-repaired"; readonly code: string };

type Tally = { undone: string[]; finished: string[]; removed: number; left: string[] };

/** Call it when a drive was inserted, never while a write is under way on it. Safe to run again at any time. */
export async function repairDrive(drive: Drive, files: MediumFiles): Promise<Repair> {
  const tally: Tally = { undone: [], finished: [], removed: 0, left: [] };
  try {
    const npki = join(drive.mountPoint, "NPKI");
    await removeParts(drive.mountPoint, files, tally);
    if (await files.exists(npki)) {
      const ids = new Set((await files.list(npki)).map(writeIdOf).filter((id) => id !== null));
      if (ids.size > 0 && (await files.device(npki)) !== drive.device) return { type: "not-repaired", code: "EXDEV" };
      for (const id of [...ids].slice(0, mostRepairs)) await repairWrite(drive.mountPoint, files, id, tally);
    }
    return { type: "repaired", ...tally };
  } catch (error) {
    const code = codeOf(error);
    if (code === null) throw error;
    return { type: "not-repaired", code };
  }
}

async function removeParts(mountPoint: string, files: MediumFiles, tally: Tally): Promise<void> {
  for (const name of (await files.list(mountPoint)).filter(isPartName).slice(0, mostRepairs)) {
    if (await attempt(() => files.remove(join(mountPoint, name)))) tally.removed += 1;
    else tally.left.push(join(mountPoint, name));
  }
}

async function repairWrite(mountPoint: string, files: MediumFiles, id: string, tally: Tally): Promise<void> {
  const paths = swapPaths(mountPoint, id);
  // A removal never stands beside a swap of the same name: then a stranger wrote one of them.
  const swapping = (await files.exists(paths.intent)) || (await files.exists(paths.done));
  if (!swapping && (await files.exists(paths.gone))) {
    if (await finishRemoval(files, paths)) tally.removed += 1;
    else tally.left.push(paths.aside);
    return;
  }
  const committed = await files.exists(paths.done);
  const intent = committed ? paths.done : paths.intent;
  if (!(await files.exists(intent))) return removeStaging(files, paths, tally);
  const folder = await readIntent(files, intent);
  if (folder === null) {
    if (await files.exists(paths.aside)) tally.left.push(paths.aside);
    else {
      await removeStaging(files, paths, tally);
      await files.remove(intent);
    }
    return;
  }
  if (committed && (await files.exists(join(mountPoint, folder)))) {
    if (await finishSwap(files, paths)) tally.finished.push(folder);
    else tally.left.push(paths.aside);
    return;
  }
  if (await undoSwap(files, mountPoint, id, folder)) tally.undone.push(folder);
  else tally.left.push(paths.aside);
}

async function removeStaging(files: MediumFiles, paths: SwapPaths, tally: Tally): Promise<void> {
  if (await files.exists(paths.aside)) {
    tally.left.push(paths.aside);
    return;
  }
  if (!(await files.exists(paths.staging))) return;
  if (await attempt(() => removeFlat(files, paths.staging))) tally.removed += 1;
  else tally.left.push(paths.staging);
  await files.syncFolder(paths.npki);
}
