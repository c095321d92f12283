// What sysfs says about the disk behind a mount; every path below `sys` (`/sys`), so that a recording can stand in.
// Read in place: sysfs is the kernel's memory, and waiting for a thread takes ten times as long as the read.

import { readdirSync, readFileSync, realpathSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import type { Mount } from "./mountinfo.ts";
import { portOf } from "./port.ts";

export type Disk = {
  /** The kernel's name: `sdb`. */
  readonly name: string;
  readonly overUsb: boolean;
  /** At which USB port; null where there is none. */
  readonly port: string | null;
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
export function diskOf(sys: string, mount: Mount): Disk | null {
  const device = devicePath(sys, mount);
  if (device === null) return null;
  const disk = exists(join(device, "partition")) ? dirname(device) : device;
  const inDisk = (name: string): string => text(join(disk, name)) ?? "";
  return {
    name: basename(disk),
    overUsb: /\/usb\d+\//.test(disk),
    port: portOf(disk, text),
    removable: inDisk("removable") === "1",
    readOnly: inDisk("ro") === "1" || text(join(device, "ro")) === "1",
    vendor: inDisk("device/vendor"),
    model: inDisk("device/model"),
    sizeBytes: Number(text(join(device, "size")) ?? 0) * sectorBytes,
  };
}

/** Every disk under a mount, through device mapper, RAID and encryption; for telling which disks the kiosk runs on. */
export function disksUnder(sys: string, mount: Mount): readonly string[] {
  const device = devicePath(sys, mount);
  return device === null ? [] : disksBelow(device, 8);
}

function disksBelow(device: string, depth: number): readonly string[] {
  const slaves = names(join(device, "slaves"));
  if (slaves.length === 0 || depth === 0) {
    return [basename(exists(join(device, "partition")) ? dirname(device) : device)];
  }
  return slaves.flatMap((name) => {
    const path = real(join(device, "slaves", name));
    return path === null ? [] : disksBelow(path, depth - 1);
  });
}

/** Whether the disk is still connected; a card reader stays and its medium's size becomes 0. */
export function isConnected(sys: string, disk: string): boolean {
  const size = text(join(sys, "block", disk, "size"));
  return size !== null && size !== "0";
}

/** FUSE and btrfs mounts carry a device number of their own; their source names the block device. */
function devicePath(sys: string, mount: Mount): string | null {
  const byNumber = real(join(sys, "dev/block", `${mount.major}:${mount.minor}`));
  if (byNumber !== null || mount.major !== 0 || !mount.source.startsWith("/dev/")) return byNumber;
  return real(join(sys, "class/block", basename(mount.source)));
}

/** Where the links of a path lead; null where it does not exist. */
export function real(path: string): string | null {
  return orElse(() => realpathSync.native(path), null);
}

export function text(path: string): string | null {
  return orElse(() => readFileSync(path, "utf8").trim(), null);
}

export function exists(path: string): boolean {
  return real(path) !== null;
}

export function names(path: string): readonly string[] {
  return orElse(() => readdirSync(path), []);
}

/** A disk may leave between two reads: what is not there any more says nothing. */
function orElse<T, E>(read: () => T, otherwise: E): T | E {
  try {
    return read();
  } catch {
    return otherwise;
  }
}
