// Reads a file of key material, when it is its owner's alone.

import { closeSync, fstatSync, openSync, readSync } from "node:fs";

export type PrivateRead =
  | { readonly type: "read"; readonly bytes: Buffer }
  | { readonly type: "missing" }
  | { readonly type: "refused"; readonly why: string };

export function systemCode(error: unknown): string | null {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : null;
}

/** Up to `most` bytes; the caller wipes them. `allowed` is the widest file mode that is taken. */
export function readPrivate(file: string, allowed: number, most: number): PrivateRead {
  try {
    return readOwn(file, allowed, most);
  } catch (error) {
    const code = systemCode(error);
    if (code === null) throw error;
    return code === "ENOENT" ? { type: "missing" } : { type: "refused", why: `${file} cannot be read (${code})` };
  }
}

function readOwn(file: string, allowed: number, most: number): PrivateRead {
  const handle = openSync(file, "r");
  try {
    const { mode, uid } = fstatSync(handle);
    const found = (mode & 0o777).toString(8);
    if (mode & 0o777 & ~allowed) {
      const why = `${file} has mode ${found}: make it ${allowed.toString(8)} with chmod`;
      return { type: "refused", why };
    }
    if (uid !== process.getuid?.()) return { type: "refused", why: `${file} belongs to user ${uid}` };
    const bytes = Buffer.alloc(most);
    return { type: "read", bytes: bytes.subarray(0, readSync(handle, bytes, 0, most, 0)) };
  } finally {
    closeSync(handle);
  }
}
