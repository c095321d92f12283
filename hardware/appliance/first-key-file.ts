// Where training and `play` keep the journal's first key (K_0). A real terminal shows it once and never stores it.

import type { Secret } from "../../src/secret.ts";
import { makeFile } from "./durable-file.ts";
import { type KeyFileMade, type KeyFileOutcome, openKeyFile } from "./key-file.ts";
import { systemCode } from "./private-file.ts";

export function keepFirstKey(file: string, key: Secret): KeyFileMade {
  const bytes = key.use((view) => Buffer.from(view));
  try {
    makeFile(file, bytes, 0o400);
    return { type: "made" };
  } catch (error) {
    const code = systemCode(error);
    if (code === null) throw error;
    return code === "EEXIST" ? { type: "exists" } : { type: "failed", why: `${file} cannot be written (${code})` };
  } finally {
    bytes.fill(0);
  }
}

/** A key file like the terminal's own: the same length, mode and owner. */
export const openFirstKey: (file: string) => KeyFileOutcome = openKeyFile;
