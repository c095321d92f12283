// A simulated stick behaves as a real one does, for whoever writes to it.

import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it, type TestContext } from "node:test";
import { setImmediate as turn } from "node:timers/promises";
import fc from "fast-check";
import { createSimulatedDrives, isStickName } from "../../../hardware/usb-drive/simulated-drives.ts";
import type { StickFaults } from "../../../hardware/usb-drive/simulated-files.ts";
import { type Clock, wallClock } from "../../../src/clock.ts";
import type { Drive, Drives } from "../../../src/media/drive.ts";
import { repairDrive } from "../../../src/media/repair.ts";
import { type WriteOutcome, writeFolder } from "../../../src/media/write.ts";
import { folder, pair, stickFolder, unfinished, visible, writingOn } from "../../media/stick.ts";

/** A rehearsal's clock may stand still: nothing here may wait for it. */
const standing = { now: () => new Date(0), after: () => () => {} };

function write(drives: Drives, drive: Drive, mark = "new"): Promise<WriteOutcome> {
  return writeFolder({ ...writingOn(drive, drives.files(drive), drives, pair(mark)), clock: standing });
}

async function inserted(context: TestContext, faults: StickFaults) {
  const drives = createSimulatedDrives({ directory: stickFolder(context) });
  const drive = await drives.insert("usb0", faults);
  return { drives, drive };
}

describe("a simulated stick", () => {
  it("is marked as one, keeps its content while it is out, and takes a certificate", async (context) => {
    const { drives, drive } = await inserted(context, {});
    assert.deepEqual([drive.label, drive.simulated], ["usb0", true]);
    assert.deepEqual(await write(drives, drive), { type: "written", direct: true });
    drives.pull("usb0");
    assert.deepEqual([await drives.list(), await drives.present(drive)], [[], false]);
    assert.deepEqual(await write(drives, drive), { type: "drive-removed" });
    const again = await drives.insert("usb0");
    assert.equal(again.id, drive.id);
    assert.ok(visible(again.mountPoint).has(`${folder}/signPri.key`));
    assert.deepEqual(await drives.names(), ["usb0"]);
  });

  it("tells a watcher the first look and each change, and nothing after it was stopped", async (context) => {
    const drives = createSimulatedDrives({ directory: stickFolder(context) });
    const told: string[] = [];
    const stop = drives.watch((now) => told.push(now.map(({ label }) => label).join("+")));
    await drives.insert("usb0");
    await drives.insert("usb-lee");
    drives.pull("usb0");
    const [lee] = await drives.list();
    assert.ok(lee !== undefined);
    assert.deepEqual(await drives.release(lee), { type: "released" });
    stop();
    drives.pull("usb-lee");
    assert.deepEqual(told, ["", "usb0", "usb0+usb-lee", "usb-lee", ""]);
  });

  it("with content brought along has it", async (context) => {
    const from = stickFolder(context);
    mkdirSync(join(from, "NPKI/yessign/USER"), { recursive: true });
    writeFileSync(join(from, "NPKI/yessign/USER/x"), "x");
    const drives = createSimulatedDrives({ directory: stickFolder(context) });
    const { mountPoint } = await drives.insert("usb-park", { from });
    assert.equal(visible(mountPoint).get("NPKI/yessign/USER/x"), "x");
  });

  const faults: readonly (readonly [StickFaults, WriteOutcome["type"]])[] = [
    [{ readonly: true }, "drive-read-only"],
    [{ full: true }, "drive-full"],
    [{ fake: true }, "drive-counterfeit"],
    [{ failsAt: 1 }, "drive-failed"],
    [{ failsAt: 9 }, "drive-failed"],
    [{ failsAt: 1000 }, "written"],
  ];
  for (const [fault, type] of faults) {
    it(`inserted with ${JSON.stringify(fault)} makes a write end as ${type}`, async (context) => {
      const { drives, drive } = await inserted(context, fault);
      assert.equal((await write(drives, drive)).type, type);
      if (type !== "written") assert.deepEqual([...visible(drive.mountPoint)], []);
      assert.deepEqual(unfinished(drive.mountPoint), []);
      const sound = await drives.insert("usb0");
      assert.equal((await write(drives, sound)).type, "written");
    });
  }
});

describe("a simulated stick, where the listing does not warn,", () => {
  it("is found full or read-only by the operations themselves", async (context) => {
    for (const [fault, type] of [
      [{ full: true }, "drive-full"],
      [{ readonly: true }, "drive-read-only"],
    ] as const) {
      const { drives, drive } = await inserted(context, fault);
      const stale = { ...drives, list: async () => [{ ...drive, readOnly: false }] };
      const files = { ...drives.files(drive), freeBytes: async () => 1e9 };
      const writing = { ...writingOn(drive, files, stale, pair("new")), clock: standing };
      assert.equal((await writeFolder(writing)).type, type);
    }
  });

  it("pulled while it is written to shows nothing half-written, and is repaired when it is back", async (context) => {
    const { drives, drive } = await inserted(context, {});
    await write(drives, drive, "old");
    const before = visible(drive.mountPoint);
    drives.pull("usb0", { whileWriting: true });
    assert.deepEqual((await drives.list()).length, 1, "still in until something is written");
    assert.deepEqual(await write(drives, drive), { type: "drive-removed" });
    assert.deepEqual(await drives.list(), []);
    assert.deepEqual(visible(drive.mountPoint), before);
    assert.notDeepEqual(unfinished(drive.mountPoint), [], "a torn file is left, as on a real stick");
    const again = await drives.insert("usb0");
    assert.equal((await write(drives, again)).type, "written");
    assert.deepEqual(unfinished(drive.mountPoint), []);
  });

  it("whose N-th operation fails leaves the old certificate or the new one, for every N", async (context) => {
    const drives = createSimulatedDrives({ directory: stickFolder(context) });
    const old = await drives.insert("usb0");
    assert.equal((await write(drives, old, "old")).type, "written");
    for (let failsAt = 1; ; failsAt++) {
      const drive = await drives.insert("usb0", { failsAt });
      const before = visible(drive.mountPoint);
      const outcome = await write(drives, drive, `new ${failsAt}`);
      if (outcome.type !== "written") assert.deepEqual(visible(drive.mountPoint), before, `operation ${failsAt}`);
      else if (unfinished(drive.mountPoint).length === 0) break;
      assert.ok(failsAt < 100);
    }
  });

  it("has a name that leads nowhere else", async (context) => {
    const drives = createSimulatedDrives({ directory: stickFolder(context) });
    await fc.assert(
      fc.asyncProperty(fc.string(), async (name) => {
        fc.pre(!isStickName(name));
        await assert.rejects(drives.insert(name), RangeError);
      }),
    );
    assert.deepEqual(await drives.names(), []);
  });
});

describe("a simulated stick that falters", () => {
  it("that is slow is waited for while it flushes, and is given up as soon as it is out", async (context) => {
    const alarms: (() => void)[] = [];
    const clock: Clock = {
      ...wallClock,
      after(_, ring) {
        alarms.push(ring);
        return () => {};
      },
    };
    const drives = createSimulatedDrives({ directory: stickFolder(context), clock });
    const drive = await drives.insert("usb0", { slow: true });
    const phases: string[] = [];
    const flushing = Promise.withResolvers<void>();
    const writing = writingOn(drive, drives.files(drive), drives, pair("new"));
    const outcome = writeFolder({
      ...writing,
      progress(phase) {
        phases.push(phase);
        flushing.resolve();
      },
    });
    await flushing.promise;
    while (alarms.length === 0) await turn();
    assert.deepEqual(phases, ["flushing"]);
    drives.pull("usb0");
    assert.deepEqual(await outcome, { type: "drive-removed" });
    assert.equal(alarms.length, 1);
  });

  it("that gives out behind the last rename leaves a doubt, and holds all of it", async (context) => {
    const { drives, drive } = await inserted(context, { dies: true });
    assert.deepEqual(await write(drives, drive), { type: "write-in-doubt" });
    const again = await drives.insert("usb0");
    assert.deepEqual(await repairDrive(again, drives.files(again)), {
      ...{ type: "repaired", undone: [], finished: [], removed: 0, left: [] },
    });
    for (const { name } of pair("new")) assert.ok(visible(again.mountPoint).has(`${folder}/${name}`), name);
  });
});
