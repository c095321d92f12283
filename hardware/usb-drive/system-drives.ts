// The sticks that are really there: mountinfo and sysfs, without udev and without a native module.

import { readFile, stat, statfs } from "node:fs/promises";
import type { Drive, Drives } from "../../src/media/drive.ts";
import type { MediumFiles } from "../../src/media/medium-files.ts";
import { createSystemFiles } from "../../src/media/system-files.ts";
import { type Disk, diskOf, disksUnder, isConnected, real } from "./block-device.ts";
import { createMounter, type Tool } from "./mount-new.ts";
import { deviceNumber, type Mount, parseMountinfo } from "./mountinfo.ts";
import { releaseMount } from "./release.ts";
import { run } from "./run.ts";
import { stickName } from "./stick-name.ts";
import { isOwnPlace, judge } from "./usable.ts";
import { watchDrives } from "./watch-drives.ts";

export type SystemDrivesSettings = {
  /** Sources taken for removable: block devices (`/dev/loop3`) or FUSE sources, by their exact name in mountinfo. */
  readonly allowDevices: readonly string[];
  /** Where the kernel tells; other places for recordings. */
  readonly mountinfo?: string;
  readonly sys?: string;
  readonly dev?: string;
  /** The USB ports that are this terminal's, as `portOf` names them; all of the machine's where none is named. */
  readonly ports?: readonly string[] | null;
  /** Whether sticks that nobody mounts are mounted through udisks. */
  readonly mount?: "udisks" | "none";
  /** Runs udisks; another tool for recordings. */
  readonly tool?: Tool;
};

export type Places = { readonly mountinfo: string; readonly sys: string; readonly dev: string };

export function createSystemDrives(settings: SystemDrivesSettings): Drives {
  const places = placesIn(settings);
  const ports = settings.ports ?? null;
  const allowed = new Set(settings.allowDevices);
  const mounter = settings.mount === "udisks" ? createMounter(places.sys, settings.tool ?? run, ports) : null;
  const released = new Set<Drive>();
  const filesById = new Map<string, MediumFiles>();

  async function list(): Promise<readonly Drive[]> {
    const mounts = await readMounts(places);
    const drives = await findDrives(places, { allowed, ports }, mounts);
    const ids = new Set(drives.map(({ id }) => id));
    // A drive that comes back is a new one: the failed flush of the last insertion is not held against it.
    for (const id of filesById.keys()) if (!ids.has(id)) filesById.delete(id);
    return drives;
  }

  async function mountNew(): Promise<boolean> {
    if (!mounter) return false;
    const mounts = await readMounts(places);
    return mounter.look(mounts, ownDisksOf(places, mounts));
  }
  return {
    list,
    watch: (changed) =>
      watchDrives({ ...places, list, mountNew, present: (drive) => isPresent(places, drive), released, changed }),
    present: (drive) => isPresent(places, drive),
    async release(drive) {
      const mount = await mountOf(places, drive);
      const isMounted = async (): Promise<boolean> => (await mountOf(places, drive)) !== null;
      const release = mount ? await releaseMount(mount.mountPoint, mount.source, isMounted) : unmounted;
      if (release.type === "released") released.add(drive);
      return release;
    },
    files(drive) {
      const files = filesById.get(drive.id) ?? createSystemFiles();
      filesById.set(drive.id, files);
      return files;
    },
  };
}

const unmounted = { type: "released" } as const;

export function placesIn(settings: SystemDrivesSettings): Places {
  return { mountinfo: "/proc/self/mountinfo", sys: "/sys", dev: "/dev", ...settings };
}

export async function readMounts(places: Places): Promise<readonly Mount[]> {
  return parseMountinfo(await readFile(places.mountinfo, "utf8"));
}

async function mountOf(places: Places, drive: Drive): Promise<Mount | null> {
  const mounts = await readMounts(places);
  return mounts.find((m) => m.mountPoint === drive.mountPoint && deviceNumber(m) === drive.device) ?? null;
}

/** The names of the disks that the machine runs on. */
export function ownDisksOf({ sys }: Places, mounts: readonly Mount[]): ReadonlySet<string> {
  const own = mounts.filter(({ mountPoint }) => isOwnPlace(mountPoint));
  return new Set(own.flatMap((mount) => disksUnder(sys, mount)));
}

type Wanted = { readonly allowed: ReadonlySet<string>; readonly ports: readonly string[] | null };

async function findDrives(
  places: Places,
  { allowed, ports }: Wanted,
  mounts: readonly Mount[],
): Promise<readonly Drive[]> {
  const ownDisks = ownDisksOf(places, mounts);
  const found = new Map<bigint, Drive>();
  for (const mount of mounts) {
    if (mount.major === 0 && !mount.source.startsWith("/dev/") && !allowed.has(mount.source)) continue;
    const disk = diskOf(places.sys, mount);
    if (judge(mount, disk, ownDisks, { allowed: isAllowed(mount, allowed), ports }) !== "usable") continue;
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
      label: stickName(mount.mountPoint, disk),
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
