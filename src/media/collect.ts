// What certificates a stick holds, read as a stranger's folder tree: bounded, without links, names made printable.

import { join } from "node:path";
import type { Drive, DriveFault, Drives } from "./drive.ts";
import { nameFault } from "./drive-fault.ts";
import { codeOf } from "./medium-error.ts";
import type { MediumFiles } from "./medium-files.ts";
import { printable } from "./names.ts";
import { readSmall } from "./read-folder.ts";

const mostFolders = 64;
/** Folders that are opened in all, whatever they hold. */
const mostLooks = 1_000;

type FoundFolder = {
  /** Below the drive's root, as it is spelled there; never to be shown. */
  readonly folder: string;
  /** The CA's folder and the DN folder for the screen. */
  readonly shownCa: string;
  readonly shownName: string;
  /** DER, unread by anybody yet; null when it is missing, too large or no file. */
  readonly certificate: Buffer | null;
  /** One of the pair without the other is what crashes common readers. */
  readonly hasKey: boolean;
};

export type Collection =
  | { readonly type: "collected"; readonly folders: readonly FoundFolder[]; readonly more: boolean }
  | DriveFault;

/** Looks where readers look: `NPKI/<CA>/USER/<name>`, `npki` and `user` in any case; at most 64 folders with something in them. */
export async function collectFolders(drive: Drive, files: MediumFiles, drives: Drives): Promise<Collection> {
  const folders: FoundFolder[] = [];
  let looks = 0;
  try {
    for (const user of await userFolders(drive.mountPoint, files)) {
      for (const name of await foldersIn(files, join(drive.mountPoint, user))) {
        if (folders.length === mostFolders || looks++ === mostLooks) return { type: "collected", folders, more: true };
        const found = await look(drive.mountPoint, files, `${user}/${name}`);
        if (found !== null) folders.push(found);
      }
    }
    return { type: "collected", folders, more: false };
  } catch (error) {
    return nameFault(error, { drive, files, drives }, 0);
  }
}

async function userFolders(root: string, files: MediumFiles): Promise<readonly string[]> {
  const users: string[] = [];
  for (const npki of (await files.list(root)).filter((name) => name.toUpperCase() === "NPKI")) {
    for (const ca of (await foldersIn(files, join(root, npki))).slice(0, mostFolders)) {
      const inCa = await foldersIn(files, join(root, npki, ca));
      users.push(...inCa.filter((name) => name.toUpperCase() === "USER").map((user) => `${npki}/${ca}/${user}`));
    }
  }
  return users;
}

/** The names in a folder but for hidden ones; none when it is no folder or a link. */
async function foldersIn(files: MediumFiles, path: string): Promise<readonly string[]> {
  try {
    return (await files.list(path)).filter((name) => !name.startsWith("."));
  } catch (error) {
    if (codeOf(error) === "ENOTDIR") return [];
    throw error;
  }
}

async function look(root: string, files: MediumFiles, folder: string): Promise<FoundFolder | null> {
  const names = await foldersIn(files, join(root, folder));
  const certificateName = names.find((name) => name.toLowerCase() === "signcert.der");
  const hasKey = names.some((name) => name.toLowerCase() === "signpri.key");
  if (certificateName === undefined && !hasKey) return null;
  const [, ca = "", , name = ""] = folder.split("/");
  return {
    folder,
    shownCa: printable(ca.normalize("NFC")),
    shownName: printable(name.normalize("NFC")),
    certificate: certificateName === undefined ? null : await readSmall(files, join(root, folder, certificateName)),
    hasKey,
  };
}
