// A folder that exists already changes places with the new one; an intent on the stick says how to undo a half-done swap.
//
// NPKI/.changgu-<id>        the new files, whole and flushed
// NPKI/.changgu-<id>-old    the old folder, moved aside
// NPKI/.changgu-<id>.swap   the intent: while it is there, nobody was told "written", and the old folder comes back
// NPKI/.changgu-<id>.done   the same file renamed: the new folder was read back, the old one only waits to be removed

import { dirname, join } from "node:path";
import { attempt, codeOf } from "./medium-error.ts";
import type { MediumFiles } from "./medium-files.ts";
import { folderRefusal } from "./names.ts";

export type SwapPaths = {
  readonly npki: string;
  readonly staging: string;
  readonly aside: string;
  readonly intent: string;
  readonly done: string;
  /** Of a removal; see remove.ts. */
  readonly gone: string;
};

const prefix = ".changgu-";
const largestIntent = 4096;
/** Too large, a link, a folder, a FIFO: whatever it is, we did not write it. */
const notAnIntent = new Set(["EFBIG", "ELOOP", "EISDIR", "EINVAL"]);

/** Which write a name in `NPKI` belongs to; null when we did not make it. */
export function writeIdOf(name: string): string | null {
  return /^\.changgu-([0-9a-f]{16})(-old|\.swap|\.done|\.gone)?$/.exec(name)?.[1] ?? null;
}

/** `id` is 16 lower-case hexadecimal digits. */
export function swapPaths(mountPoint: string, id: string): SwapPaths {
  const npki = join(mountPoint, "NPKI");
  const staging = join(npki, prefix + id);
  return {
    npki,
    staging,
    aside: `${staging}-old`,
    intent: `${staging}.swap`,
    done: `${staging}.done`,
    gone: `${staging}.gone`,
  };
}

/** Puts the staging folder in the place of `folder`; both states are whole on the stick until `commitSwap`. */
export async function swapFolders(
  files: MediumFiles,
  mountPoint: string,
  id: string,
  folder: string,
  device: bigint,
): Promise<void> {
  const paths = swapPaths(mountPoint, id);
  const target = join(mountPoint, folder);
  await files.writeNew(paths.intent, Buffer.from(JSON.stringify({ folder })), device);
  await files.syncFolder(paths.npki);
  await files.rename(target, paths.aside);
  await files.rename(paths.staging, target);
}

/** From here on the new folder stays. */
export async function commitSwap(files: MediumFiles, paths: SwapPaths): Promise<void> {
  await files.rename(paths.intent, paths.done);
  await files.syncFolder(paths.npki);
}

/** Removes the old folder, which nobody needs any more; what fails is left to the next insertion. */
export async function finishSwap(files: MediumFiles, paths: SwapPaths): Promise<boolean> {
  return attempt(async () => {
    await removeFlat(files, paths.aside);
    if (await files.exists(paths.done)) await files.remove(paths.done);
    await files.syncFolder(paths.npki);
  });
}

/**
 * Brings the old folder back and removes the new one; safe to run again after it was cut off anywhere.
 * False when a third folder has taken the place meanwhile, or the place is gone: then nothing is touched.
 */
export async function undoSwap(files: MediumFiles, mountPoint: string, id: string, folder: string): Promise<boolean> {
  const paths = swapPaths(mountPoint, id);
  const target = join(mountPoint, folder);
  if (await files.exists(paths.done)) await files.rename(paths.done, paths.intent);
  if (await files.exists(paths.aside)) {
    if (await files.exists(target)) {
      if (await files.exists(paths.staging)) return false;
      await files.rename(target, paths.staging);
    } else if (!(await files.exists(dirname(target)))) return false;
    await files.rename(paths.aside, target);
    await files.syncFolder(dirname(target));
    await files.syncFolder(paths.npki);
  }
  await removeFlat(files, paths.staging);
  if (await files.exists(paths.intent)) await files.remove(paths.intent);
  await files.syncFolder(paths.npki);
  return true;
}

/** The folder that an intent names; null when it was cut off or is not one of ours: a stick is a stranger's. */
export async function readIntent(files: MediumFiles, path: string): Promise<string | null> {
  try {
    const intent: unknown = JSON.parse((await files.read(path, largestIntent)).toString("utf8"));
    if (typeof intent !== "object" || intent === null || !("folder" in intent)) return null;
    return typeof intent.folder === "string" && folderRefusal(intent.folder) === null ? intent.folder : null;
  } catch (error) {
    const code = codeOf(error);
    if (error instanceof SyntaxError || (code !== null && notAnIntent.has(code))) return null;
    throw error;
  }
}

/** Removes a folder and the files in it, never a folder within it: we make none. */
export async function removeFlat(files: MediumFiles, folder: string): Promise<void> {
  if (!(await files.exists(folder))) return;
  for (const name of await files.list(folder)) await files.remove(join(folder, name));
  await files.remove(folder);
}
