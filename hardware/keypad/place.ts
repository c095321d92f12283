// Where a keypad is now: at its path, or wherever USB shows it. A number in a device's name says nothing about the device.

import { statSync } from "node:fs";
import { basename, dirname } from "node:path";
import type { KeypadPlace } from "../../src/input/framing.ts";
import { findSerialDevices } from "./find.ts";

export type Found =
  | { readonly at: "there"; readonly path: string; readonly device: string }
  | { readonly at: "absent" }
  /** It may be there, but may not be looked at. */
  | { readonly at: "hidden" };

/** `last` is where it was found last: as long as the same device is there, nothing is searched. */
export function locate(place: KeypadPlace, last: Found): Found {
  if (place.type === "path") return deviceAt(place.path);
  if (last.at === "there") {
    const still = deviceAt(last.path);
    if (still.at === "there" && still.device === last.device) return still;
  }
  const path = pathOnUsb(place);
  return path === null ? { at: "absent" } : deviceAt(path);
}

/** The folder in which it appears. */
export function folderOf(place: KeypadPlace): string {
  return place.type === "path" ? dirname(place.path) : "/dev";
}

/** Whether a file that came into the folder, or left it, may be the keypad. */
export function mayBe(place: KeypadPlace, name: string): boolean {
  return place.type === "path" ? name === basename(place.path) : name.startsWith("tty");
}

/** Of two alike that have no serial number neither can be told from the other: then there is none. */
export function pathOnUsb(wanted: Extract<KeypadPlace, { type: "usb" }>, root = "/"): string | null {
  const alike = findSerialDevices(root).filter(
    ({ usb }) =>
      usb?.vendorId === wanted.vendorId &&
      usb.productId === wanted.productId &&
      (wanted.serialNumber === null || usb.serialNumber === wanted.serialNumber),
  );
  return alike.length === 1 ? (alike[0]?.path ?? null) : null;
}

/** The device number and its node tell one device from the next one at the same path. */
export function deviceAt(path: string): Found {
  try {
    const { rdev, ino } = statSync(path);
    return { at: "there", path, device: `${rdev} ${ino}` };
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : "";
    return { at: code === "ENOENT" || code === "ENOTDIR" ? "absent" : "hidden" };
  }
}

/** As a person writes it, and as the settings have it. */
export function placeInWords(place: KeypadPlace): string {
  if (place.type === "path") return place.path;
  const { vendorId, productId, serialNumber } = place;
  return [vendorId, productId, serialNumber].filter((part) => part !== null).join(":");
}
