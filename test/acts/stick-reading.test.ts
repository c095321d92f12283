// A stick that somebody filled to do harm, brought for a look, a copy or a registration: it is read, and nothing happens.

import assert from "node:assert/strict";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { readStick } from "../../src/acts/stick-reading.ts";
import { createSystemFiles } from "../../src/media/system-files.ts";
import { MemoryBranch, now } from "../authority/in-memory.ts";
import { traps } from "../media/hostile-stick.ts";
import { makePair } from "../media/made-pair.ts";
import { driveAt, drivesOf, folder, hastyClock, stickFolder } from "../media/stick.ts";
import { memoryRegistrations } from "../reliance/memory-registrations.ts";
import { demandsOf, sources } from "../reliance/other-institution.ts";

const made = makePair();
const memory = "/dev/shm";

describe("readStick", () => {
  for (const { what, needs, large = false, set } of traps) {
    const skip = needs === "root" && process.getuid?.() !== 0 ? "needs root" : false;
    it(`reads past ${what}`, { skip, timeout: 60_000 }, async (context) => {
      const root = large && existsSync(memory) ? stickFolder(context, memory) : stickFolder(context);
      mkdirSync(join(root, folder), { recursive: true });
      writeFileSync(join(root, folder, "signCert.der"), made.certificate);
      writeFileSync(join(root, folder, "signPri.key"), made.lockedKey);
      await set(root);
      const drive = driveAt(root, { simulated: true });
      const drives = drivesOf(drive, createSystemFiles());
      const { certificates, journal } = new MemoryBranch();
      const accredited = { demands: async () => demandsOf({ roots: [], between: [] }, sources([])) };
      const clock = { ...hastyClock, now: () => now };
      const means = { drives, clock, certificates, registrations: memoryRegistrations(), accredited, journal };
      const reading = await readStick(means, drive, { ceremony: "c-1", staff: null });
      assert.equal(reading.type, "read");
      if (!large)
        assert.deepEqual(
          reading.found.map(({ shown }) => shown.holder),
          ["nobody"],
        );
      const text = JSON.stringify(reading.found.map(({ shown }) => shown));
      assert.doesNotMatch(text, /\\u00[01]|[\u202a-\u202e\u2066-\u2069]/);
    });
  }
});
