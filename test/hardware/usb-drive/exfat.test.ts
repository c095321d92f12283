// The whole writing sequence on a real exFAT stick, found, written, pulled and released.

import assert from "node:assert/strict";
import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { open } from "node:fs/promises";
import { join } from "node:path";
import { describe, it, type TestContext } from "node:test";
import { createSystemDrives } from "../../../hardware/usb-drive/system-drives.ts";
import type { Drive, Drives } from "../../../src/media/drive.ts";
import type { MediumFiles } from "../../../src/media/medium-files.ts";
import { repairDrive } from "../../../src/media/repair.ts";
import { writeFolder } from "../../../src/media/write.ts";
import { run } from "../../media/root-mount.ts";
import { folder, pair, unfinished, visible, writingOn } from "../../media/stick.ts";
import { type ExfatStick, makeExfatStick, noExfatStick } from "./exfat-stick.ts";

const skip = noExfatStick();

function stickOf(context: TestContext): ExfatStick {
  const stick = makeExfatStick();
  context.after(() => stick.destroy());
  return stick;
}

async function find(drives: Drives, stick: ExfatStick): Promise<Drive> {
  const drive = (await drives.list()).find(({ mountPoint }) => mountPoint === stick.mountPoint);
  assert.ok(drive !== undefined, "the stick is listed");
  return drive;
}

type Operation = "writeNew" | "readBack" | "rename";

/** What happens to the stick just before it is asked for this. */
function before(files: MediumFiles, operation: Operation, happens: () => unknown): MediumFiles {
  const act = files[operation] as (...asked: readonly unknown[]) => Promise<unknown>;
  const late = (...asked: readonly unknown[]): Promise<unknown> => {
    happens();
    return act(...asked);
  };
  return { ...files, [operation]: late };
}

describe("an exFAT stick", { skip, concurrency: 1 }, () => {
  it("is found only when the setting names its device", async (context) => {
    const stick = stickOf(context);
    const drive = await find(createSystemDrives({ allowDevices: [stick.device] }), stick);
    assert.equal(drive.label, "CHANGGU");
    assert.equal(drive.disk, stick.disk);
    assert.equal(drive.readOnly, false);
    assert.equal(drive.sizeBytes, 32 * 1024 * 1024);
    const others = await createSystemDrives({ allowDevices: [] }).list();
    assert.ok(!others.some(({ mountPoint }) => mountPoint === stick.mountPoint));
  });

  it("takes a certificate, takes another one in its place, and may be taken out", async (context) => {
    const stick = stickOf(context);
    const drives = createSystemDrives({ allowDevices: [stick.device] });
    const drive = await find(drives, stick);
    for (const mark of ["first", "second"]) {
      const outcome = await writeFolder(writingOn(drive, drives.files(drive), drives, pair(mark)));
      assert.deepEqual(outcome, { type: "written", direct: true });
    }
    assert.deepEqual(await drives.release(drive), { type: "released" });
    assert.deepEqual(await drives.list(), []);
    stick.mount();
    for (const { name, bytes } of pair("second")) {
      assert.deepEqual(readFileSync(join(stick.mountPoint, folder, name)), bytes);
    }
    assert.deepEqual(unfinished(stick.mountPoint), []);
  });

  it("in use by somebody else stays mounted, and the release says so", async (context) => {
    const stick = stickOf(context);
    const drives = createSystemDrives({ allowDevices: [stick.device] });
    const drive = await find(drives, stick);
    const inUse = await open(join(stick.mountPoint, "x"), "w");
    const outcome = await drives.release(drive);
    assert.equal(outcome.type, "still-mounted");
    assert.match(outcome.type === "still-mounted" ? outcome.why : "", /^flushed, but not unmounted: .*busy/);
    await inUse.close();
    assert.deepEqual(await drives.release(drive), { type: "released" });
  });

  it("uses the npki that is there, for on exFAT it is the same folder as NPKI", async (context) => {
    const stick = stickOf(context);
    mkdirSync(join(stick.mountPoint, "npki"));
    const drives = createSystemDrives({ allowDevices: [stick.device] });
    const drive = await find(drives, stick);
    assert.equal((await writeFolder(writingOn(drive, drives.files(drive), drives, pair("x")))).type, "written");
    assert.equal(
      [...visible(stick.mountPoint).keys()].filter((path) => !path.slice(0, -1).includes("/")).join(),
      "npki/",
    );
  });
});

describe("an exFAT stick that goes away", { skip, concurrency: 1 }, () => {
  it("whose driver dies while writing is reported as out, and is repaired when it is back", async (context) => {
    const stick = stickOf(context);
    const drives = createSystemDrives({ allowDevices: [stick.device] });
    const drive = await find(drives, stick);
    const old = await writeFolder(writingOn(drive, drives.files(drive), drives, pair("old")));
    assert.equal(old.type, "written");
    for (const step of ["writeNew", "readBack", "rename", "proving"] as const) {
      const files = step === "proving" ? drives.files(drive) : before(drives.files(drive), step, stick.killDriver);
      const writing = writingOn(drive, files, drives, pair("new"));
      const progress = (phase: string) => (phase === step ? stick.killDriver() : undefined);
      // It may have taken its place with the last breath.
      const type = step === "proving" ? "write-in-doubt" : "drive-removed";
      assert.deepEqual(await writeFolder({ ...writing, progress }), { type }, step);
      assert.equal(await drives.present(drive), false);
      assert.deepEqual(await drives.list(), []);
      stick.unmount();
      stick.mount();
      assert.equal((await repairDrive(await find(drives, stick), drives.files(drive))).type, "repaired");
      assert.deepEqual(unfinished(stick.mountPoint), [], step);
      for (const { name, bytes } of pair("old")) {
        assert.deepEqual(readFileSync(join(stick.mountPoint, folder, name)), bytes, step);
      }
    }
  });

  it("that is unmounted lazily from under the writer gets nothing written to the kiosk's own disk", async (context) => {
    const stick = stickOf(context);
    const drives = createSystemDrives({ allowDevices: [stick.device] });
    const drive = await find(drives, stick);
    const writing = writingOn(drive, drives.files(drive), drives, pair("x"));
    const files = before(writing.files, "writeNew", () => run("umount", "-l", stick.mountPoint));
    const outcome = await writeFolder({ ...writing, files });
    assert.equal(outcome.type, "drive-not-mounted");
    assert.equal(existsSync(join(stick.mountPoint, "NPKI")), false);
    assert.equal((await writeFolder(writing)).type, "drive-not-mounted");
    assert.deepEqual([...visible(stick.mountPoint)], []);
  });

  it("is told to a watcher when it comes, and when it goes", async (context) => {
    const stick = stickOf(context);
    const drives = createSystemDrives({ allowDevices: [stick.device] });
    const told: string[] = [];
    const changes: (() => void)[] = [() => stick.unmount(), () => stick.mount(), () => stick.killDriver()];
    await new Promise<void>((done) => {
      const stop = drives.watch((now) => {
        told.push(now.map(({ label }) => label).join());
        const change = changes.shift();
        if (change !== undefined) return change();
        stop();
        done();
      });
    });
    assert.deepEqual(told, ["CHANGGU", "", "CHANGGU", ""]);
  });
});
