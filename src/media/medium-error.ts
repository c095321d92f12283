// Errors of a medium that carry a code, as Node's own do: the code is what an outcome is named by.

/** The file landed on another device than the stick: the mount is gone from under it. */
export const landedElsewhere = "EXDEV";
/** What was read back is not what was written. */
export const readBackDiffers = "READ-BACK-DIFFERS";

export function mediumError(code: string, why: string): Error & { readonly code: string } {
  return Object.assign(new Error(`${code}: ${why}`), { code });
}

/** The code of a failed file operation; null when the error is none of those, and so a bug. */
export function codeOf(error: unknown): string | null {
  if (!(error instanceof Error) || !("code" in error) || typeof error.code !== "string") return null;
  return error.code.startsWith("ERR_") ? null : error.code;
}

/** Runs what may fail without harm, such as tidying up on a stick that is gone; true when it was done. */
export async function attempt(act: () => Promise<void>): Promise<boolean> {
  try {
    await act();
    return true;
  } catch (error) {
    if (codeOf(error) === null) throw error;
    return false;
  }
}

const unreadable = new Set(["EFBIG", "EINVAL", "ELOOP", "EISDIR", "ENXIO"]);

/** What lies where a file should be is none that can be read: too large, a link, a pipe, a device. The stick is well. */
export function isNoSmallFile(error: unknown): boolean {
  const code = codeOf(error);
  return code !== null && unreadable.has(code);
}
