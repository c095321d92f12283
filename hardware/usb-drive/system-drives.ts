// The sticks that are really there: mountinfo and sysfs, without udev and without a native module.

import { readFile, stat, statfs } from "node:fs/promises";
import { basename } from "node:path";
import type { Drive, Drives } from "../../src/media/drive.ts";
import type { MediumFiles } from "../../src/media/medium-files.ts";
import { printable } from "../../src/media/names.ts";
import { createSystemFiles } from "../../src/media/system-files.ts";
import { type Disk, diskOf, disksUnder, isConnected, real } from "./block-device.ts";
import { deviceNumber, type Mount, parseMountinfo } from "./mountinfo.ts";
import { releaseMount } from "./release.ts";
import { isOwnPlace, judge } from "./usable.ts";
import { watchDrives } from "./watch-drives.ts";

export type SystemDrivesSettings = {
  /** Sources taken for removable: block devices (`/dev/loop3`) or FUSE sources, by their exact name in mountinfo. */
  readonly allowDevices: readonly string[];
  /** Where the kernel tells; other places for recordings. */
  readonly mountinfo?: string;
  readonly sys?: string;
  readonly dev?: string;
};

type Places = { readonly mountinfo: string; readonly sys: string; readonly dev: string };

export function createSystemDrives(settings: SystemDrivesSettings): Drives {
  const places = { mountinfo: "/proc/self/mountinfo", sys: "/sys", dev: "/dev", ...settings };
  const allowed = new Set(settings.allowDevices);
  const filesById = new Map<string, MediumFiles>();

  async function list(): Promise<readonly Drive[]> {
    const drives = await findDrives(places, allowed);
    const ids = new Set(drives.map(({ id }) => id));
    // A drive that comes back is a new one: the failed flush of the last insertion is not held against it.
    for (const id of filesById.keys()) if (!ids.has(id)) filesById.delete(id);
    return drives;
  }

  return {
    list,
    watch: (changed) => watchDrives({ ...places, list, present: (drive) => isPresent(places, drive), changed }),
    present: (drive) => isPresent(places, drive),
    async release(drive) {
      const mount = await mountOf(places, drive);
      if (mount === null) return { type: "released" };
      return releaseMount(mount.mountPoint, mount.source, async () => (await mountOf(places, drive)) !== null);
    },
    files(drive) {
      const files = filesById.get(drive.id) ?? createSystemFiles();
      filesById.set(drive.id, files);
      return files;
    },
  };
}

async function readMounts(places: Places): Promise<readonly Mount[]> {
  return parseMountinfo(await readFile(places.mountinfo, "utf8"));
}

async function mountOf(places: Places, drive: Drive): Promise<Mount | null> {
  const mounts = await readMounts(places);
  return mounts.find((m) => m.mountPoint === drive.mountPoint && deviceNumber(m) === drive.device) ?? null;
}

async function findDrives(places: Places, allowed: ReadonlySet<string>): Promise<readonly Drive[]> {
  const mounts = await readMounts(places);
  const own = mounts.filter(({ mountPoint }) => isOwnPlace(mountPoint));
  const ownDisks = new Set(own.flatMap((mount) => disksUnder(places.sys, mount)));
  const found = new Map<bigint, Drive>();
  for (const mount of mounts) {
    if (mount.major === 0 && !mount.source.startsWith("/dev/") && !allowed.has(mount.source)) continue;
    const disk = diskOf(places.sys, mount);
    if (judge(mount, disk, ownDisks, isAllowed(mount, allowed)) !== "usable") continue;
    const drive = await describe(mount, disk);
    // The same file system mounted twice is one stick: the first mount stands for it.
    if (drive !== null && !found.has(drive.device) && (await isPresent(places, drive))) found.set(drive.device, drive);
  }
  return [...found.values()];
}

/** `/dev/disk/by-id/…` in the setting is the device that it leads to. */
function isAllowed(mount: Mount, allowed: ReadonlySet<string>): boolean {
  return [...allowed].some(
    (name) => name === mount.source || (name.startsWith("/dev/") && real(name) === mount.source),
  );
}

/** Null when the mount is covered by another one or does not answer: then nothing can be written to it. */
async function describe(mount: Mount, disk: Disk | null): Promise<Drive | null> {
  try {
    const { dev } = await stat(mount.mountPoint, { bigint: true });
    if (dev !== deviceNumber(mount)) return null;
    const { blocks, bavail, bsize } = await statfs(mount.mountPoint);
    return {
      id: `${dev}:${mount.mountPoint}`,
      label: labelOf(mount, disk),
      mountPoint: mount.mountPoint,
      disk: disk?.name ?? null,
      device: dev,
      sizeBytes: disk !== null && disk.sizeBytes > 0 ? disk.sizeBytes : blocks * bsize,
      freeBytes: bavail * bsize,
      readOnly: mount.readOnly || (disk?.readOnly ?? false),
      simulated: false,
    };
  } catch {
    return null;
  }
}

/** Vendor and model are bytes of a stranger's device; without them the mount point's name, which udisks takes from the label. */
function labelOf(mount: Mount, disk: Disk | null): string {
  const product = disk === null ? "" : `${disk.vendor} ${disk.model}`.replace(/\s+/g, " ").trim();
  return printable(product || basename(mount.mountPoint), 40);
}

/**
 * Connected, and a file system that answers: a dead FUSE driver says ENOTCONN with the disk still in place, but only
 * to what the kernel has not cached, which `stat` may be and `statfs` is not.
 */
async function isPresent(places: Places, drive: Drive): Promise<boolean> {
  if (drive.disk !== null && !isConnected(places.sys, drive.disk)) return false;
  return statfs(drive.mountPoint).then(
    () => true,
    (error: NodeJS.ErrnoException) => error.code === "ENOENT" || error.code === "EACCES",
  );
}
