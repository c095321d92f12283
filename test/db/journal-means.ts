// What a journal of a test needs, in a folder; for its child processes as well, which have no test runner.

import { join } from "node:path";
import type { BeginMeans } from "../../db/begin-journal.ts";
import { openBootCounter } from "../../hardware/appliance/boot-counter.ts";
import { openKeyStates } from "../../hardware/appliance/key-state.ts";
import { openSigner } from "../../src/audit/checkpoint.ts";
import { wallClock } from "../../src/clock.ts";

/** The key that signs the checkpoints of these tests. */
export const signer = openSigner(Buffer.alloc(32, 9));

/** What a journal needs, in a folder. */
export function meansIn(folder: string, terminal = "T-01"): BeginMeans {
  const keyStates = openKeyStates(join(folder, "key-state"));
  const boots = openBootCounter(join(folder, "boots"));
  return { keyStates, boots, signer, clock: wallClock, terminal, settingsDigest: "0".repeat(16) };
}
