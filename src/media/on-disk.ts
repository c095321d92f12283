// What was written is what the disk returns: the comparison that every write ends with.

import { mediumError, readBackDiffers } from "./medium-error.ts";
import type { MediumFiles } from "./medium-files.ts";

/** Throws where they differ; false where the file system refuses to be read past the page cache: a weaker proof. */
export async function confirmOnDisk(files: MediumFiles, path: string, bytes: Uint8Array): Promise<boolean> {
  const back = await files.readBack(path);
  if (!back.bytes.equals(bytes)) throw mediumError(readBackDiffers, "what was read back differs");
  return back.direct;
}
