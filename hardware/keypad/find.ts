// Which serial devices are connected, and what USB says of them: read from sysfs, because udev may not be there.

import { readdirSync, readFileSync, readlinkSync, realpathSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";

export type UsbIdentity = {
  /** Four hexadecimal digits each, as `lsusb` prints them. */
  readonly vendorId: string;
  readonly productId: string;
  /** Null where the device has none: then two of the same kind cannot be told apart. */
  readonly serialNumber: string | null;
  readonly product: string | null;
};

export type SerialDevice = {
  /** `/dev/ttyUSB0`: may be another device after the next start. */
  readonly path: string;
  /** `/dev/serial/by-id/…`: stays with the device; null where udev made none. */
  readonly stablePath: string | null;
  /** Null for a port of the machine's own. */
  readonly usb: UsbIdentity | null;
};

/** Candidates for `keypad.path`, USB first. Reads `sys` and `dev` under the root and never throws; what cannot be read is not listed. */
export function findSerialDevices(root = "/"): readonly SerialDevice[] {
  const stable = stablePaths(root);
  return entries(join(root, "sys/class/tty"))
    .flatMap((name) => deviceOf(root, name, stable.get(name) ?? null))
    .sort((one, other) => Number(one.usb === null) - Number(other.usb === null) || byName(one.path, other.path));
}

const byName = new Intl.Collator("en", { numeric: true }).compare;

/** Consoles and pseudo-terminals have no device behind them. */
function deviceOf(root: string, name: string, stablePath: string | null): readonly SerialDevice[] {
  const folder = join(root, "sys/class/tty", name);
  const device = realPath(join(folder, "device"));
  // The kernel keeps four legacy ports or more whether or not they are there; PORT_UNKNOWN (linux/serial.h) says not.
  if (device === null || textOf(join(folder, "type")) === "0") return [];
  return [{ path: `/dev/${name}`, stablePath, usb: usbOf(device, join(root, "sys")) }];
}

/** The USB device is the nearest folder above the interface that has a vendor. */
function usbOf(device: string, top: string): UsbIdentity | null {
  const end = realPath(top);
  for (let folder = device; folder !== end && folder !== dirname(folder); folder = dirname(folder)) {
    const vendorId = textOf(join(folder, "idVendor"));
    const productId = textOf(join(folder, "idProduct"));
    if (vendorId !== null && productId !== null)
      return {
        vendorId,
        productId,
        serialNumber: textOf(join(folder, "serial")),
        product: textOf(join(folder, "product")),
      };
  }
  return null;
}

/** Device name to the link that udev made for it. */
function stablePaths(root: string): ReadonlyMap<string, string> {
  const folder = join(root, "dev/serial/by-id");
  const paths = new Map<string, string>();
  for (const name of entries(folder)) {
    const target = targetOf(join(folder, name));
    if (target !== null) paths.set(basename(resolve(folder, target)), `/dev/serial/by-id/${name}`);
  }
  return paths;
}

function entries(folder: string): readonly string[] {
  return orNull(() => readdirSync(folder)) ?? [];
}

function textOf(file: string): string | null {
  return orNull(() => readFileSync(file, "utf8").trim()) || null;
}

function realPath(path: string): string | null {
  return orNull(() => realpathSync(path));
}

function targetOf(link: string): string | null {
  return orNull(() => readlinkSync(link));
}

function orNull<Value>(read: () => Value): Value | null {
  try {
    return read();
  } catch {
    return null;
  }
}
