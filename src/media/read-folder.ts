// The files of a certificate's folder on a stranger's stick, under the names that they are written with.

import { join } from "node:path";
import { folderFiles } from "../npki/certificate-folder.ts";
import { codeOf, isNoSmallFile } from "./medium-error.ts";
import type { MediumFiles } from "./medium-files.ts";

export type FolderFile = { readonly name: string; readonly bytes: Buffer };

/** What lies in a file's place: more than 64 KiB; or a link, a pipe, a device or a folder. */
export type Unread = "too-large" | "no-plain-file";

/** `more`: something lies there that belongs to no certificate. `unread`: by the names of those that cannot be read. */
export type FolderFiles = {
  readonly files: readonly FolderFile[];
  readonly unread: ReadonlyMap<string, Unread>;
  readonly more: boolean;
};

const largestFile = 64 * 1024;

/** The pair, the key-management pair and CaPubs, as far as they are files that can be read. What it throws carries a code. */
export async function readFolderFiles(files: MediumFiles, folder: string): Promise<FolderFiles> {
  const names = await files.list(folder);
  const found: FolderFile[] = [];
  const unread = new Map<string, Unread>();
  for (const name of folderFiles) {
    const spelled = names.find((each) => each.toLowerCase() === name.toLowerCase());
    if (spelled === undefined) continue;
    const read = await readOrWhy(files, join(folder, spelled));
    if (typeof read === "string") unread.set(name, read);
    else found.push({ name, bytes: read });
  }
  return { files: found, unread, more: names.length > found.length };
}

/** Null where a link, a pipe, a device or a file of more than 64 KiB lies there. */
export async function readSmall(files: MediumFiles, path: string): Promise<Buffer | null> {
  const read = await readOrWhy(files, path);
  return typeof read === "string" ? null : read;
}

async function readOrWhy(files: MediumFiles, path: string): Promise<Buffer | Unread> {
  try {
    return await files.read(path, largestFile);
  } catch (error) {
    if (isNoSmallFile(error)) return codeOf(error) === "EFBIG" ? "too-large" : "no-plain-file";
    throw error;
  }
}
