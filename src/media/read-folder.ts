// The files of a certificate's folder on a stranger's stick, under the names that they are written with.

import { join } from "node:path";
import { folderFiles } from "../npki/certificate-folder.ts";
import type { MediumFiles } from "./medium-files.ts";

export type FolderFile = { readonly name: string; readonly bytes: Buffer };

/** `more`: something lies there that belongs to no certificate. */
export type FolderFiles = { readonly files: readonly FolderFile[]; readonly more: boolean };

const largestFile = 64 * 1024;

/** The pair, the key-management pair and CaPubs, as far as they are there. What it throws carries a code. */
export async function readFolderFiles(files: MediumFiles, folder: string): Promise<FolderFiles> {
  const names = await files.list(folder);
  const found: FolderFile[] = [];
  for (const name of folderFiles) {
    const spelled = names.find((each) => each.toLowerCase() === name.toLowerCase());
    if (spelled !== undefined) found.push({ name, bytes: await files.read(join(folder, spelled), largestFile) });
  }
  return { files: found, more: names.length > found.length };
}
