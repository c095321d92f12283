// What certificates a stick holds, read as a stranger's folder tree: bounded, without links, names made printable.

import { join } from "node:path";
import { parseFolderName } from "../npki/distinguished-name.ts";
import type { Drive, DriveFault, Drives } from "./drive.ts";
import { nameFault } from "./drive-fault.ts";
import { codeOf } from "./medium-error.ts";
import { type MediumFiles, mostNames } from "./medium-files.ts";
import { printable } from "./names.ts";
import { readSmall } from "./read-folder.ts";

const mostFolders = 64;
/** Folders that are opened in all, whatever they hold. */
const mostLooks = 1_000;
/** A stick that is slow, or dying, keeps nobody waiting for all of its folders. */
const longestSearch = 20_000;

type FoundFolder = {
  /** Below the drive's root, as it is spelled there; never to be shown. */
  readonly folder: string;
  /** The CA's folder for the screen. */
  readonly shownCa: string;
  /** DER, unread by anybody yet; null when it is missing, too large or no file. */
  readonly certificate: Buffer | null;
  /** One of the pair without the other is what crashes common readers. */
  readonly hasKey: boolean;
};

export type Collection =
  /** `more`: there are too many folders, and not all of them were looked at. */
  { readonly type: "collected"; readonly folders: readonly FoundFolder[]; readonly more: boolean } | DriveFault;

/** Looks where readers look: `NPKI/<CA>/USER/<name>`, `npki` and `user` in any case; at most 64 folders with something in them. Each CA has its turn, and of its folders those named after a holder come first. */
export async function collectFolders(drive: Drive, files: MediumFiles, drives: Drives): Promise<Collection> {
  const folders: FoundFolder[] = [];
  const until = performance.now() + longestSearch;
  try {
    const named = await namedFolders(drive.mountPoint, files, until);
    for (const [looks, folder] of named.folders.entries()) {
      const over = looks === mostLooks || performance.now() > until;
      if (over || folders.length === mostFolders) return { type: "collected", folders, more: true };
      const found = await look(drive.mountPoint, files, folder);
      if (found !== null) folders.push(found);
    }
    return { type: "collected", folders, more: named.more };
  } catch (error) {
    return nameFault(error, { drive, files, drives }, 0);
  }
}

type Named = { readonly folders: readonly string[]; readonly more: boolean };

/** Where certificates may lie: a crowd of other folders hides none that is named as it should be, and one CA's none of another. */
async function namedFolders(root: string, files: MediumFiles, until: number): Promise<Named> {
  const piles: (readonly string[])[] = [];
  const users = await userFolders(root, files);
  let more = users.more;
  let names = 0;
  for (const user of users.folders) {
    if (names >= mostNames || performance.now() > until) return { folders: dealt(piles), more: true };
    const inUser = await listed(files, join(root, user));
    names += inUser.names.length;
    more ||= inUser.cut;
    const ranked: [string[], string[], string[]] = [[], [], []];
    for (const name of inUser.names) ranked[rankOf(name)].push(`${user}/${name}`);
    piles.push(ranked.flat());
  }
  return { folders: dealt(piles), more };
}

/** One of each pile in turn. */
function dealt(piles: readonly (readonly string[])[]): readonly string[] {
  const rounds = Math.max(0, ...piles.map(({ length }) => length));
  return Array.from({ length: rounds }, (_, round) => piles.flatMap((pile) => pile[round] ?? [])).flat();
}

/** A whole name of a holder, as CAs write it; a part of one; anything else. */
function rankOf(name: string): 0 | 1 | 2 {
  const subject = /^cn=/i.test(name) ? parseFolderName(name) : null;
  if (subject === null) return 2;
  return subject.some(({ type }) => type === "O") && subject[0]?.type === "C" ? 0 : 1;
}

async function userFolders(root: string, files: MediumFiles): Promise<Named> {
  const users: string[] = [];
  const top = await listed(files, root);
  let more = top.cut;
  for (const npki of top.names.filter((name) => name.toUpperCase() === "NPKI")) {
    const cas = await listed(files, join(root, npki));
    more ||= cas.cut || cas.names.length > mostFolders;
    for (const ca of cas.names.slice(0, mostFolders)) {
      const inCa = await listed(files, join(root, npki, ca));
      more ||= inCa.cut;
      users.push(...inCa.names.filter((name) => name.toUpperCase() === "USER").map((user) => `${npki}/${ca}/${user}`));
    }
  }
  return { folders: users, more };
}

type Listed = { readonly names: readonly string[]; readonly cut: boolean };

/** The names in a folder but for hidden ones; none when it is no folder or a link. */
async function listed(files: MediumFiles, path: string): Promise<Listed> {
  try {
    const all = await files.list(path);
    return { names: all.filter((name) => !name.startsWith(".")), cut: all.length >= mostNames };
  } catch (error) {
    if (codeOf(error) === "ENOTDIR") return { names: [], cut: false };
    throw error;
  }
}

async function look(root: string, files: MediumFiles, folder: string): Promise<FoundFolder | null> {
  const { names } = await listed(files, join(root, folder));
  const certificateName = names.find((name) => name.toLowerCase() === "signcert.der");
  const hasKey = names.some((name) => name.toLowerCase() === "signpri.key");
  if (certificateName === undefined && !hasKey) return null;
  const [, ca = ""] = folder.split("/");
  return {
    folder,
    shownCa: printable(ca.normalize("NFC")),
    certificate: certificateName === undefined ? null : await readSmall(files, join(root, folder, certificateName)),
    hasKey,
  };
}
