// The files of a certificate's folder on a stranger's stick, under the names that they are written with.

import { join } from "node:path";
import { folderFiles } from "../npki/certificate-folder.ts";
import { isNoSmallFile } from "./medium-error.ts";
import type { MediumFiles } from "./medium-files.ts";

export type FolderFile = { readonly name: string; readonly bytes: Buffer };

/** `more`: something lies there that belongs to no certificate. */
export type FolderFiles = { readonly files: readonly FolderFile[]; readonly more: boolean };

const largestFile = 64 * 1024;

/** The pair, the key-management pair and CaPubs, as far as they are files that can be read. What it throws carries a code. */
export async function readFolderFiles(files: MediumFiles, folder: string): Promise<FolderFiles> {
  const names = await files.list(folder);
  const found: FolderFile[] = [];
  for (const name of folderFiles) {
    const spelled = names.find((each) => each.toLowerCase() === name.toLowerCase());
    const bytes = spelled === undefined ? null : await readSmall(files, join(folder, spelled));
    if (bytes !== null) found.push({ name, bytes });
  }
  return { files: found, more: names.length > found.length };
}

/** Null where a link, a pipe, a device or a file of more than 64 KiB lies there. */
export async function readSmall(files: MediumFiles, path: string): Promise<Buffer | null> {
  try {
    return await files.read(path, largestFile);
  } catch (error) {
    if (isNoSmallFile(error)) return null;
    throw error;
  }
}
