// A folder that somebody names, looked at as if it were a stick: a mount point, or a copy of one.

import { stat } from "node:fs/promises";
import type { Drive } from "./drive.ts";
import type { Place } from "./drive-fault.ts";
import { codeOf } from "./medium-error.ts";
import { createSystemFiles } from "./system-files.ts";

/** A text says why it cannot be looked at. */
export async function folderAsDrive(path: string): Promise<Place | string> {
  try {
    const found = await stat(path, { bigint: true });
    if (!found.isDirectory()) return "is no folder";
    const drive: Drive = {
      ...{ id: path, label: path, mountPoint: path, disk: null, device: found.dev },
      ...{ sizeBytes: 0, freeBytes: 0, readOnly: true, simulated: true },
    };
    const files = createSystemFiles();
    const drives: Place["drives"] = {
      list: async () => [drive],
      watch: () => () => {},
      present: async () => true,
      release: async () => ({ type: "still-mounted", why: "it is only looked at" }),
      files: () => files,
    };
    return { drive, drives, files };
  } catch (error) {
    const code = codeOf(error);
    if (code === null) throw error;
    return code === "ENOENT" ? "is not there" : `cannot be read (${code})`;
  }
}
