// Mounting what a customer inserts, where no desktop does it: through udisks, as an unprivileged kiosk may.

import { basename, dirname, join } from "node:path";
import { exists, names, real, text } from "./block-device.ts";
import type { Mount } from "./mountinfo.ts";
import { isAtOneOf, portOf } from "./port.ts";
import type { Run } from "./run.ts";

export type Tool = (program: string, options: readonly string[]) => Promise<Run>;

export type Mounter = {
  /** Asks for each stick that nobody has mounted, and waits for the answers; may be called meanwhile. False: there was none. Never throws. */
  look(mounts: readonly Mount[], ownDisks: ReadonlySet<string>): Promise<boolean>;
};

/** udev may take a while to tell udisks of a new node; what cannot be mounted after so many looks is left alone. */
const mostTries = 6;

/** A stick's programs are nobody's business here (mount(8)). */
const options = "nosuid,nodev,noexec";

/** `ports` null: whatever is inserted; otherwise the sticks at these USB ports alone. */
export function createMounter(sys: string, run: Tool, ports: readonly string[] | null): Mounter {
  /** How often each was asked for; what was mounted once is not mounted again before it was out: it was released. */
  const tries = new Map<string, number>();
  let hasTool = true;
  /** Asked for and not answered: one that hangs takes half a minute, and keeps no other from its owner. */
  const underWay = new Set<string>();
  const ask = async (name: string): Promise<void> => {
    underWay.add(name);
    const device = ["--block-device", `/dev/${name}`];
    const outcome = await run("udisksctl", ["mount", "--no-user-interaction", ...device, "--options", options]);
    underWay.delete(name);
    if (outcome.type === "absent") hasTool = false;
  };
  return {
    async look(mounts, ownDisks) {
      if (!hasTool) return false;
      const asked: Promise<void>[] = [];
      const inserted = sticksIn(sys, ownDisks).filter(({ port }) => ports === null || isAtOneOf(port, ports));
      const there = new Set(inserted.map(({ name }) => name));
      for (const name of tries.keys()) if (!there.has(name)) tries.delete(name);
      for (const stick of inserted) {
        const { name } = stick;
        const mounted = isMounted(stick, mounts);
        const tried = tries.get(name) ?? 0;
        if (mounted) tries.set(name, mostTries);
        if (mounted || tried >= mostTries || underWay.has(name)) continue;
        tries.set(name, tried + 1);
        asked.push(ask(name));
      }
      await Promise.all(asked);
      return asked.length > 0;
    },
  };
}

export type Insertable = {
  /** The kernel's: `sdb1`. */
  readonly name: string;
  /** The device's: `8:17`. */
  readonly number: string;
  readonly port: string | null;
};

export function isMounted({ name, number }: Insertable, mounts: readonly Mount[]): boolean {
  return mounts.some(({ major, minor, source }) => `${major}:${minor}` === number || source === `/dev/${name}`);
}

/** What can be mounted: partitions of sticks, and sticks that have none. */
export function sticksIn(sys: string, ownDisks: ReadonlySet<string>): readonly Insertable[] {
  const found: Insertable[] = [];
  for (const name of names(join(sys, "class/block"))) {
    const path = real(join(sys, "class/block", name));
    const number = path && text(join(path, "dev"));
    if (!path || !number || text(join(path, "size")) === "0" || /^(sr|loop|ram|dm-|md|zram)/.test(name)) continue;
    const disk = exists(join(path, "partition")) ? dirname(path) : path;
    const divided = disk === path && names(path).some((part) => exists(join(path, part, "partition")));
    const isStick = /\/usb\d+\//.test(disk) && text(join(disk, "removable")) === "1";
    if (isStick && !divided && !ownDisks.has(basename(disk))) found.push({ name, number, port: portOf(disk, text) });
  }
  return found;
}
