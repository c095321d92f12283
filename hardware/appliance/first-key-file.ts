// Where training and `play` keep the journal's first key (K_0). A real terminal shows it once and never stores it.

import type { Secret } from "../../src/secret.ts";
import { type KeyFileMade, type KeyFileOutcome, openKeyFile, writeKeyFile } from "./key-file.ts";

export function keepFirstKey(file: string, key: Secret): KeyFileMade {
  return writeKeyFile(
    file,
    key.use((view) => Buffer.from(view)),
  );
}

/** A key file like the terminal's own: the same length, mode and owner. */
export const openFirstKey: (file: string) => KeyFileOutcome = openKeyFile;
