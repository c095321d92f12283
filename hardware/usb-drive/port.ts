// At which USB port a disk is: named by what stays the same from start to start, so that a terminal can be given its own.

import { join } from "node:path";

/**
 * `0000:00:14.0-usb2-4.2`: the controller, the generation of USB that its root hub speaks, and the ports on the way, hub by
 * hub. Numbers of buses are left out, for they are given in the order of finding. Null of a disk that hangs on no USB.
 * `path` is the disk's real one in sysfs (ABI/stable/sysfs-bus-usb); `read` gives an attribute, null where it is not there.
 */
export function portOf(path: string, read: (path: string) => string | null): string | null {
  const parts = path.split("/");
  const hub = parts.findLastIndex((part) => /^usb\d+$/.test(part));
  const [, chain] = /^\d+-(\d+(?:\.\d+)*)$/.exec(parts.findLast((part) => /^\d+-[\d.]+$/.test(part)) ?? "") ?? [];
  if (hub < 1 || chain === undefined) return null;
  const version = read(join(parts.slice(0, hub + 1).join("/") || "/", "version")) ?? "";
  const generation = /^\s*(\d)/.exec(version)?.[1] ?? "0";
  return `${parts[hub - 1]}-usb${generation}-${chain}`;
}

/** Whether a port is one of those that a setting names, or behind a hub that is plugged into one of them. */
export function isAtOneOf(port: string | null, named: readonly string[]): boolean {
  return port !== null && named.some((name) => port === name || port.startsWith(`${name}.`));
}
