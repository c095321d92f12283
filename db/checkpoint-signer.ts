// Who signs a terminal's checkpoints.

import { openSigner, type Signer } from "../src/audit/checkpoint.ts";
import type { Vault } from "./vault.ts";

/** Checkpoints are signed under the terminal's key file: without it no other process can sign for this terminal. */
export function checkpointSigner(vault: Vault): Signer {
  const seed = vault.subkey("journal checkpoints");
  const signer = openSigner(seed);
  seed.fill(0);
  return signer;
}
