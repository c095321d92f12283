// Mounting what a customer inserts, where no desktop does it: through udisks, as an unprivileged kiosk may.

import { basename, dirname, join } from "node:path";
import { exists, names, real, text } from "./block-device.ts";
import type { Mount } from "./mountinfo.ts";
import type { Run } from "./run.ts";

export type Tool = (program: string, options: readonly string[]) => Promise<Run>;

export type Mounter = {
  /** Asks for each stick that nobody has mounted; the mount is found where all are found. Never throws. */
  look(mounts: readonly Mount[], ownDisks: ReadonlySet<string>): Promise<void>;
};

/** udev may take a while to tell udisks of a new node; what cannot be mounted after so many looks is left alone. */
const mostTries = 6;

/** A stick's programs are nobody's business here (mount(8)). */
const options = "nosuid,nodev,noexec";

export function createMounter(sys: string, run: Tool): Mounter {
  /** How often each was asked for; what was mounted once is not mounted again before it was out: it was released. */
  const tries = new Map<string, number>();
  let hasTool = true;
  return {
    async look(mounts, ownDisks) {
      if (!hasTool) return;
      const inserted = sticks(sys, ownDisks);
      for (const name of tries.keys()) if (!inserted.has(name)) tries.delete(name);
      for (const [name, number] of inserted) {
        const isMounted = mounts.some(
          ({ major, minor, source }) => `${major}:${minor}` === number || source === `/dev/${name}`,
        );
        const tried = tries.get(name) ?? 0;
        if (isMounted) tries.set(name, mostTries);
        if (isMounted || tried >= mostTries) continue;
        tries.set(name, tried + 1);
        const device = ["--block-device", `/dev/${name}`];
        const outcome = await run("udisksctl", ["mount", "--no-user-interaction", ...device, "--options", options]);
        if (outcome.type === "absent") hasTool = false;
      }
    },
  };
}

/** Kernel name to device number (`8:17`) of what can be mounted: partitions, and disks that have none. */
function sticks(sys: string, ownDisks: ReadonlySet<string>): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const name of names(join(sys, "class/block"))) {
    const path = real(join(sys, "class/block", name));
    const number = path && text(join(path, "dev"));
    if (!path || !number || text(join(path, "size")) === "0" || /^(sr|loop|ram|dm-|md|zram)/.test(name)) continue;
    const disk = exists(join(path, "partition")) ? dirname(path) : path;
    const divided = disk === path && names(path).some((part) => exists(join(path, part, "partition")));
    const isStick = /\/usb\d+\//.test(disk) && text(join(disk, "removable")) === "1";
    if (isStick && !divided && !ownDisks.has(basename(disk))) found.set(name, number);
  }
  return found;
}
