// PKCS#12 files in the top level of a stranger's stick: found by their names, read only when one is chosen.

import { join } from "node:path";
import type { Drive, DriveFault, Drives } from "./drive.ts";
import { nameFault } from "./drive-fault.ts";
import { codeOf } from "./medium-error.ts";
import type { MediumFiles } from "./medium-files.ts";
import { printable } from "./names.ts";

const mostFiles = 64;
const largestFile = 256 * 1024;

export type Pkcs12File = {
  /** Among those that were found, from 0. */
  readonly place: number;
  /** Printable. */
  readonly shown: string;
};

/** `names` as they are spelled on the stick; never to be shown. */
export type Pkcs12Listing =
  | { readonly type: "listed"; readonly names: readonly string[]; readonly files: readonly Pkcs12File[] }
  | DriveFault;

/** `.p12` and `.pfx` in any case, at most 64, in the order of their names; hidden ones are nobody's. */
export async function listPkcs12(drive: Drive, files: MediumFiles, drives: Drives): Promise<Pkcs12Listing> {
  try {
    const all = await files.list(drive.mountPoint);
    const names = all
      .filter((name) => /\.(p12|pfx)$/i.test(name) && !name.startsWith("."))
      .sort()
      .slice(0, mostFiles);
    const found = names.map((name, place) => ({ place, shown: printable(name.normalize("NFC"), 60) }));
    return { type: "listed", names, files: found };
  } catch (error) {
    return nameFault(error, { drive, files, drives }, 0);
  }
}

const refusedFile = new Set(["EFBIG", "EINVAL", "ELOOP", "EISDIR", "ENXIO"]);

/** Null for what is too large, a link, a folder or no file. What it throws carries a code. */
export async function readPkcs12File(drive: Drive, files: MediumFiles, name: string): Promise<Buffer | null> {
  try {
    return await files.read(join(drive.mountPoint, name), largestFile);
  } catch (error) {
    if (refusedFile.has(codeOf(error) ?? "")) return null;
    throw error;
  }
}
