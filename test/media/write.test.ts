// What the hand, the device or the disk can do to a write, and the outcome that names it.

import assert from "node:assert/strict";
import { existsSync, mkdirSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import fc from "fast-check";
import { createSystemDrives } from "../../hardware/usb-drive/system-drives.ts";
import type { DriveFault } from "../../src/media/drive.ts";
import { mediumError } from "../../src/media/medium-error.ts";
import type { MediumFiles } from "../../src/media/medium-files.ts";
import { createSystemFiles } from "../../src/media/system-files.ts";
import { type WritingPhase, writeFolder } from "../../src/media/write.ts";
import { noRoot, remountReadOnly, tmpfsStick } from "./root-mount.ts";
import { driveAt, drivesOf, folder, pair, stickFolder, unfinished, visible, writingOn } from "./stick.ts";

/** The first `operation` fails with `code`, as the table of a real kernel's answers has it. */
function failing(operation: "writeNew" | "rename" | "makeFolder" | "readBack", code: string): MediumFiles {
  const fail = async () => {
    throw mediumError(code, "scripted");
  };
  return { ...createSystemFiles(), [operation]: fail };
}

describe("writeFolder", () => {
  it("makes the pair visible, read past the cache, and leaves nothing else", async (context) => {
    const root = stickFolder(context);
    const files = createSystemFiles();
    const drive = driveAt(root);
    const phases: WritingPhase[] = [];
    const writing = writingOn(drive, files, drivesOf(drive, files), pair("new"));
    const outcome = await writeFolder({ ...writing, progress: (phase) => phases.push(phase) });
    const { direct } = await files.readBack(join(root, folder, "signCert.der"));
    assert.deepEqual(outcome, { type: "written", direct });
    assert.deepEqual(phases, ["flushing", "proving"]);
    assert.deepEqual(unfinished(root), []);
    assert.equal(statSync(join(root, folder, "signPri.key")).mode & 0o777, 0o600);
  });

  const answers: readonly (readonly [string, DriveFault["type"], "writeNew" | "rename" | "makeFolder"])[] = [
    ["EIO", "drive-failed", "writeNew"],
    ["EIO", "drive-failed", "rename"],
    ["ENOSPC", "drive-full", "writeNew"],
    ["ENOSPC", "drive-full", "makeFolder"],
    ["EDQUOT", "drive-full", "writeNew"],
    ["EROFS", "drive-read-only", "makeFolder"],
    ["EINVAL", "name-refused", "rename"],
    ["EACCES", "drive-denied", "makeFolder"],
    ["EPERM", "drive-denied", "writeNew"],
    ["ENODEV", "drive-removed", "writeNew"],
    ["ENXIO", "drive-removed", "rename"],
    ["ECONNABORTED", "drive-removed", "writeNew"],
    ["ENOTCONN", "drive-removed", "rename"],
    ["EXDEV", "drive-not-mounted", "writeNew"],
    ["ELOOP", "drive-failed", "writeNew"],
  ];
  for (const [code, type, operation] of answers) {
    it(`names ${code} at ${operation} ${type}, and puts back what was there`, async (context) => {
      const root = stickFolder(context);
      const drive = driveAt(root);
      const files = failing(operation, code);
      const outcome = await writeFolder(writingOn(drive, files, drivesOf(drive, files), pair("new")));
      assert.equal(outcome.type, type);
      assert.deepEqual([...visible(root)], []);
      assert.deepEqual(unfinished(root), []);
    });
  }
});

describe("writeFolder, when the stick or the disk misbehaves,", () => {
  it("calls a stick that left the disks pulled, whatever its last error was", async (context) => {
    const drive = driveAt(stickFolder(context));
    const files = failing("writeNew", "EIO");
    let looks = 0;
    const drives = drivesOf(drive, files);
    const leaving = { ...drives, present: async () => ++looks < 2 };
    const outcome = await writeFolder(writingOn(drive, files, leaving, pair("new")));
    assert.deepEqual([outcome.type, looks], ["drive-removed", 2]);
  });

  it("calls bytes that come back different counterfeit, and shows none of them", async (context) => {
    const root = stickFolder(context);
    const drive = driveAt(root);
    const real = createSystemFiles();
    const readBack = async (path: string) => {
      const { bytes, direct } = await real.readBack(path);
      return { bytes: bytes.fill(0, bytes.length - 1), direct };
    };
    const files = { ...real, readBack };
    const outcome = await writeFolder(writingOn(drive, files, drivesOf(drive, files), pair("new")));
    assert.deepEqual(outcome, { type: "drive-counterfeit" });
    assert.deepEqual([...visible(root)], []);
  });

  it("says that a proof went through the cache where the drive refuses another", async (context) => {
    const drive = driveAt(stickFolder(context));
    const real = createSystemFiles();
    const files = { ...real, readBack: async (path: string) => ({ ...(await real.readBack(path)), direct: false }) };
    const outcome = await writeFolder(writingOn(drive, files, drivesOf(drive, files), pair("new")));
    assert.deepEqual(outcome, { type: "written", direct: false });
  });

  it("refuses before it touches the stick: read-only, not listed, too little room, another device", async (context) => {
    const root = stickFolder(context);
    const drive = driveAt(root);
    const files = createSystemFiles();
    const drives = drivesOf(drive, files);
    const tryOn = (more: object, drivesNow = drives, filesNow: MediumFiles = files) =>
      writeFolder({ ...writingOn(drive, filesNow, drivesNow, pair("new")), ...more });
    const readOnly = drivesOf({ ...drive, readOnly: true }, files);
    assert.deepEqual(await tryOn({}, readOnly), { type: "drive-read-only" });
    assert.deepEqual(await tryOn({}, { ...drives, list: async () => [] }), { type: "drive-not-removable" });
    const out = drivesOf(drive, files, () => true);
    assert.deepEqual(await tryOn({}, out), { type: "drive-removed" });
    const full = { ...files, freeBytes: async () => 100_000 };
    assert.deepEqual(await tryOn({}, drives, full), { type: "drive-full", neededBytes: 229_376, freeBytes: 100_000 });
    const elsewhere = { ...drive, device: drive.device + 1n };
    assert.deepEqual(await tryOn({ drive: elsewhere }), { type: "drive-not-mounted" });
    assert.deepEqual([...visible(root)], []);
  });
});

describe("writeFolder and its files", () => {
  it("begins nothing more on a drive after a failed flush", async (context) => {
    const root = stickFolder(context);
    const files = createSystemFiles();
    // A folder that opens and cannot be flushed.
    await assert.rejects(files.syncFolder("/proc/self"), { code: "EINVAL" });
    await assert.rejects(files.makeFolder(join(root, "x")), { code: "EINVAL" });
    await assert.rejects(files.writeNew(join(root, "y"), Buffer.from("y"), driveAt(root).device), { code: "EINVAL" });
    assert.deepEqual([...visible(root)], []);
  });

  it("takes back a file that landed on another device", async (context) => {
    const root = stickFolder(context);
    const wrong = driveAt(root).device + 1n;
    await assert.rejects(createSystemFiles().writeNew(join(root, "x"), Buffer.from("x"), wrong), { code: "EXDEV" });
    assert.equal(existsSync(join(root, "x")), false);
  });

  it("writes to NPKI beside an npki that another program made where case counts, and leaves that alone", async (context) => {
    const root = stickFolder(context);
    mkdirSync(join(root, "npki/yessign/user/cn=a"), { recursive: true });
    writeFileSync(join(root, "npki/yessign/user/cn=a/signCert.der"), "theirs");
    const before = visible(root);
    const files = createSystemFiles();
    const drive = driveAt(root);
    await writeFolder(writingOn(drive, files, drivesOf(drive, files), pair("new")));
    assert.deepEqual(new Map([...visible(root)].filter(([path]) => path.startsWith("npki"))), before);
    assert.ok(existsSync(join(root, folder, "signCert.der")));
  });

  it("does not follow a link off the stick", async (context) => {
    const root = stickFolder(context);
    const outside = stickFolder(context);
    symlinkSync(outside, join(root, "NPKI"));
    const files = createSystemFiles();
    const drive = driveAt(root);
    const outcome = await writeFolder(writingOn(drive, files, drivesOf(drive, files), pair("new")));
    assert.deepEqual(outcome, { type: "drive-failed", code: "ENOTDIR" });
    assert.deepEqual([...visible(outside)], []);
  });
});

describe("writeFolder, with names that nobody foresaw,", () => {
  it("never touches the stick for a name that FAT or Linux could not hold", async (context) => {
    const root = stickFolder(context);
    const drive = driveAt(root);
    const files = createSystemFiles();
    const broken = fc.constantFrom("/", "\0", ":", "*", "?", '"', "<", ">", "|", "\\", "\n", "\x1b", "\ud800");
    const anywhere = fc.tuple(fc.string(), broken, fc.string()).map((parts) => parts.join(""));
    const atTheEnd = fc.tuple(fc.string(), fc.constantFrom(".", " ")).map((parts) => parts.join(""));
    const tooLong = fc.integer({ min: 86, max: 200 }).map((length) => "한".repeat(length));
    await fc.assert(
      fc.asyncProperty(fc.oneof(anywhere, atTheEnd, tooLong, fc.constant("")), fc.boolean(), async (name, asFile) => {
        const contents = asFile ? [{ name, bytes: Buffer.from("x") }] : pair("new");
        const writing = writingOn(drive, files, drivesOf(drive, files), contents);
        const outcome = await writeFolder(asFile ? writing : { ...writing, folder: `NPKI/yessign/USER/${name}` });
        assert.equal(outcome.type, "name-refused");
        assert.deepEqual([...visible(root)], []);
      }),
    );
  });

  it("writes under any name that is not refused, and reads it back", async (context) => {
    const root = stickFolder(context);
    const drive = driveAt(root);
    const files = createSystemFiles();
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: "grapheme", maxLength: 60 }), async (name) => {
        const writing = writingOn(drive, files, drivesOf(drive, files), pair("new"));
        const outcome = await writeFolder({ ...writing, folder: `NPKI/yessign/USER/${name}` });
        assert.ok(outcome.type === "written" || outcome.type === "name-refused", JSON.stringify(outcome));
        rmSync(join(root, "NPKI"), { recursive: true, force: true });
      }),
      { numRuns: 60 },
    );
  });
});

describe("writeFolder on file systems of the kernel", { skip: noRoot }, () => {
  it("calls a real full drive full, also when the free space was a lie", async (context) => {
    const root = tmpfsStick(context, `changgu-full-${process.pid}`, 8);
    const drives = createSystemDrives({ allowDevices: [`changgu-full-${process.pid}`] });
    const [drive] = await drives.list();
    assert.ok(drive !== undefined);
    const files = drives.files(drive);
    const full = await writeFolder(writingOn(drive, files, drives, pair("new")));
    assert.deepEqual(full, { type: "drive-full", neededBytes: 229_376, freeBytes: 8192 });
    const lying = { ...files, freeBytes: async () => 1e9 };
    const large = [{ name: "signCert.der", bytes: Buffer.alloc(20_000, 1) }];
    assert.equal((await writeFolder(writingOn(drive, lying, drives, large))).type, "drive-full");
    assert.deepEqual([...visible(root)], []);
  });

  it("calls a drive read-only that was remounted so after it was listed", async (context) => {
    const root = tmpfsStick(context, `changgu-ro-${process.pid}`, 1024);
    const drives = createSystemDrives({ allowDevices: [`changgu-ro-${process.pid}`] });
    const [drive] = await drives.list();
    assert.ok(drive !== undefined);
    remountReadOnly(root);
    const files = drives.files(drive);
    assert.deepEqual(await writeFolder(writingOn(drive, files, drives, pair("new"))), { type: "drive-read-only" });
    const stale = drivesOf(drive, files);
    assert.deepEqual(await writeFolder(writingOn(drive, files, stale, pair("new"))), { type: "drive-read-only" });
  });
});
