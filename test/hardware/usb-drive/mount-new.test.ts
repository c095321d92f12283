// Which inserted sticks are mounted for a kiosk without a desktop: each once, and never the machine's own disks.
import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { type TestContext, test } from "node:test";
import { createMounter, type Tool } from "../../../hardware/usb-drive/mount-new.ts";
import type { Mount } from "../../../hardware/usb-drive/mountinfo.ts";
import { watchDrives } from "../../../hardware/usb-drive/watch-drives.ts";
import type { Drive } from "../../../src/media/drive.ts";
import { driveAt } from "../../media/stick.ts";

const usb = "devices/pci0000:00/0000:00:14.0/usb1/1-1/1-1:1.0/host6/target6:0:0/6:0:0:0/block";
const sata = "devices/pci0000:00/0000:00:17.0/ata1/host0/target0:0:0/0:0:0:0/block";

/** A stick with a partition, one without, a disk of the machine's, a USB hard disk, an empty card reader. */
const tree: Readonly<Record<string, string>> = {
  [`${usb}/sdb/dev`]: "8:16",
  [`${usb}/sdb/size`]: "1000",
  [`${usb}/sdb/removable`]: "1",
  [`${usb}/sdb/sdb1/dev`]: "8:17",
  [`${usb}/sdb/sdb1/size`]: "900",
  [`${usb}/sdb/sdb1/partition`]: "1",
  [`${usb}/sdc/dev`]: "8:32",
  [`${usb}/sdc/size`]: "1000",
  [`${usb}/sdc/removable`]: "1",
  [`${usb}/sdd/dev`]: "8:48",
  [`${usb}/sdd/size`]: "0",
  [`${usb}/sdd/removable`]: "1",
  [`${usb}/sde/dev`]: "8:64",
  [`${usb}/sde/size`]: "1000",
  [`${usb}/sde/removable`]: "0",
  [`${sata}/sda/dev`]: "8:0",
  [`${sata}/sda/size`]: "1000",
  [`${sata}/sda/removable`]: "0",
};

function sysOf(context: TestContext): { readonly sys: string; pull(name: string): void } {
  const sys = mkdtempSync(join(tmpdir(), "changgu-sys-"));
  context.after(() => rmSync(sys, { recursive: true }));
  mkdirSync(join(sys, "class/block"), { recursive: true });
  for (const [path, content] of Object.entries(tree)) {
    mkdirSync(dirname(join(sys, path)), { recursive: true });
    writeFileSync(join(sys, path), content);
    if (path.endsWith("/dev")) symlinkSync(join("../..", dirname(path)), join(sys, "class/block", name(path)));
  }
  return { sys, pull: (disk) => rmSync(join(sys, "class/block", disk)) };
}

const name = (path: string): string => path.split("/").at(-2) ?? "";

const mountOf = (source: string, major: number, minor: number): Mount =>
  ({ source, major, minor, root: "/", mountPoint: "/media/x", readOnly: false, fileSystem: "vfat" }) as Mount;

function asked(outcome: "ran" | "refused" | "absent" = "ran"): { readonly tool: Tool; readonly devices: string[] } {
  const devices: string[] = [];
  const tool: Tool = async (program, options) => {
    assert.equal(program, "udisksctl");
    assert.ok(options.includes("nosuid,nodev,noexec") && options.includes("--no-user-interaction"));
    devices.push(options[options.indexOf("--block-device") + 1] ?? "");
    return outcome === "refused" ? { type: "refused", why: "not yet" } : { type: outcome };
  };
  return { tool, devices };
}

const nobodys = new Set<string>();

test("partitions of sticks and sticks without any are asked for; disks, hard disks and empty readers are not", async (context) => {
  const { tool, devices } = asked();
  await createMounter(sysOf(context).sys, tool, null).look([], nobodys);
  assert.deepEqual(devices.sort(), ["/dev/sdb1", "/dev/sdc"]);
});

test("a stick that the machine runs on is left alone, and so is one that is mounted", async (context) => {
  const { tool, devices } = asked();
  await createMounter(sysOf(context).sys, tool, null).look([mountOf("/dev/sdc", 8, 32)], new Set(["sdb"]));
  assert.deepEqual(devices, []);
});

test("what was released is not mounted again before it was out", async (context) => {
  const { tool, devices } = asked();
  const { sys, pull } = sysOf(context);
  const mounter = createMounter(sys, tool, null);
  await mounter.look([mountOf("fuse", 8, 17), mountOf("/dev/sdc", 8, 32)], nobodys);
  await mounter.look([], nobodys);
  assert.deepEqual(devices, []);
  pull("sdc");
  await mounter.look([], nobodys);
  symlinkSync(join("../..", usb, "sdc"), join(sys, "class/block/sdc"));
  await mounter.look([], nobodys);
  assert.deepEqual(devices, ["/dev/sdc"]);
});

test("what cannot be mounted is asked for a few times, and a machine without udisks is asked once", async (context) => {
  const { sys } = sysOf(context);
  const refused = asked("refused");
  const mounter = createMounter(sys, refused.tool, null);
  for (let look = 0; look < 20; look++) await mounter.look([], nobodys);
  assert.equal(refused.devices.length, 12);
  const absent = asked("absent");
  const without = createMounter(sys, absent.tool, null);
  for (let look = 0; look < 3; look++) await without.look([], nobodys);
  assert.ok(absent.devices.length <= 2);
});

test("a stick that hangs keeps no other from being mounted, and is not asked for twice", async (context) => {
  const { sys } = sysOf(context);
  const devices: string[] = [];
  const never = new Promise<never>(() => {});
  const tool: Tool = async (_, options) => {
    const device = options[options.indexOf("--block-device") + 1] ?? "";
    devices.push(device);
    return device === "/dev/sdb1" ? never : { type: "ran" };
  };
  const mounter = createMounter(sys, tool, null);
  void mounter.look([], nobodys);
  assert.deepEqual(devices.sort(), ["/dev/sdb1", "/dev/sdc"]);
  await mounter.look([mountOf("/dev/sdc", 8, 32)], nobodys);
  assert.deepEqual(devices.sort(), ["/dev/sdb1", "/dev/sdc"]);
});

test("while a stick is being mounted, sticks that come and go are told", async (context) => {
  const dev = mkdtempSync(join(tmpdir(), "changgu-dev-"));
  context.after(() => rmSync(dev, { recursive: true }));
  const mountinfo = join(dev, "mountinfo");
  writeFileSync(mountinfo, "");
  const told: number[] = [];
  const drive = driveAt(dev);
  let there: readonly Drive[] = [];
  await new Promise<void>((done) => {
    const stop = watchDrives({
      ...{ mountinfo, dev, list: async () => there, present: async () => true, released: new Set() },
      mountNew: () => new Promise<never>(() => {}),
      changed(drives) {
        told.push(drives.length);
        there = [drive];
        writeFileSync(mountinfo, "another");
        if (drives.length === 0) return;
        stop();
        done();
      },
    });
  });
  assert.deepEqual(told, [0, 1]);
});
