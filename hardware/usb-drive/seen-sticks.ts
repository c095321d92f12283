// Which sticks are in, at which port each of them is, and whether it is this terminal's: for whoever sets a machine up.

import { join } from "node:path";
import { real, text } from "./block-device.ts";
import { isMounted, sticksIn } from "./mount-new.ts";
import { isAtOneOf, portOf } from "./port.ts";
import { createSystemDrives, ownDisksOf, placesIn, readMounts, type SystemDrivesSettings } from "./system-drives.ts";

export type SeenStick = {
  readonly name: string;
  /** Null: nobody has mounted it yet. */
  readonly mountPoint: string | null;
  /** Null where it hangs on no USB. */
  readonly port: string | null;
  readonly here: boolean;
};

/** Nothing is mounted for it, and nothing written. */
export async function seenSticks(settings: SystemDrivesSettings): Promise<readonly SeenStick[]> {
  const places = placesIn(settings);
  const mounts = await readMounts(places);
  const own = new Set((await createSystemDrives(settings).list()).map(({ id }) => id));
  const all = await createSystemDrives({ ...settings, ports: null }).list();
  const mounted = all.map(({ id, label, mountPoint, disk }): SeenStick => {
    const path = disk === null ? null : real(join(places.sys, "block", disk));
    return { name: label, mountPoint, port: path && portOf(path, text), here: own.has(id) };
  });
  const ports = settings.ports ?? null;
  const waiting = sticksIn(places.sys, ownDisksOf(places, mounts)).filter((stick) => !isMounted(stick, mounts));
  return [
    ...mounted,
    ...waiting.map(({ name, port }): SeenStick => {
      return { name, mountPoint: null, port, here: ports === null || isAtOneOf(port, ports) };
    }),
  ];
}
