// What sysfs says about the disk behind a mount; every path below `sys` (`/sys`), so that a recording can stand in.

import { readdir, readFile, realpath } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import type { Mount } from "./mountinfo.ts";

export type Disk = {
  /** The kernel's name: `sdb`. */
  readonly name: string;
  readonly overUsb: boolean;
  /** What the kernel holds for removable: 1 for sticks and card readers, 0 for USB hard disks. */
  readonly removable: boolean;
  readonly readOnly: boolean;
  readonly vendor: string;
  readonly model: string;
  /** Of the partition or disk that is mounted. */
  readonly sizeBytes: number;
};

const sectorBytes = 512;

/** The disk that a mount's block device lies on; null where there is none (tmpfs, network, a FUSE source of its own). */
export async function diskOf(sys: string, mount: Mount): Promise<Disk | null> {
  const device = await devicePath(sys, mount);
  if (device === null) return null;
  const disk = (await exists(join(device, "partition"))) ? dirname(device) : device;
  const inDisk = async (name: string) => (await text(join(disk, name))) ?? "";
  return {
    name: basename(disk),
    overUsb: /\/usb\d+\//.test(disk),
    removable: (await inDisk("removable")) === "1",
    readOnly: (await inDisk("ro")) === "1" || (await text(join(device, "ro"))) === "1",
    vendor: await inDisk("device/vendor"),
    model: await inDisk("device/model"),
    sizeBytes: Number((await text(join(device, "size"))) ?? 0) * sectorBytes,
  };
}

/** Every disk under a mount, through device mapper, RAID and encryption; for telling which disks the kiosk runs on. */
export async function disksUnder(sys: string, mount: Mount): Promise<readonly string[]> {
  const device = await devicePath(sys, mount);
  return device === null ? [] : disksBelow(device, 8);
}

async function disksBelow(device: string, depth: number): Promise<readonly string[]> {
  const slaves = await names(join(device, "slaves"));
  if (slaves.length === 0 || depth === 0) {
    return [basename((await exists(join(device, "partition"))) ? dirname(device) : device)];
  }
  const paths = await Promise.all(slaves.map((name) => real(join(device, "slaves", name))));
  const below = await Promise.all(paths.map((path) => (path === null ? [] : disksBelow(path, depth - 1))));
  return below.flat();
}

/** Whether the disk is still connected; a card reader stays and its medium's size becomes 0. */
export async function isConnected(sys: string, disk: string): Promise<boolean> {
  const size = await text(join(sys, "block", disk, "size"));
  return size !== null && size !== "0";
}

/** FUSE and btrfs mounts carry a device number of their own; their source names the block device. */
async function devicePath(sys: string, mount: Mount): Promise<string | null> {
  const byNumber = await real(join(sys, "dev/block", `${mount.major}:${mount.minor}`));
  if (byNumber !== null || mount.major !== 0 || !mount.source.startsWith("/dev/")) return byNumber;
  return real(join(sys, "class/block", basename(mount.source)));
}

async function real(path: string): Promise<string | null> {
  return realpath(path).catch(() => null);
}

async function text(path: string): Promise<string | null> {
  return readFile(path, "utf8").then(
    (content) => content.trim(),
    () => null,
  );
}

async function exists(path: string): Promise<boolean> {
  return (await real(path)) !== null;
}

async function names(path: string): Promise<readonly string[]> {
  return readdir(path).catch(() => []);
}
