// Who signs a terminal's checkpoints.

import { openSigner, type Signer } from "../src/audit/checkpoint.ts";
import type { Strongbox } from "./strongbox.ts";

/** Checkpoints are signed under the terminal's key file: without it no other process can sign for this terminal. */
export function checkpointSigner(strongbox: Strongbox): Signer {
  const seed = strongbox.subkey("journal checkpoints");
  const signer = openSigner(seed);
  seed.fill(0);
  return signer;
}
