// What a person recognises a stick by.

import { basename } from "node:path";
import { printable } from "../../src/media/names.ts";
import type { Disk } from "./block-device.ts";

/** udisks names a mount after the volume's label, or after its serial number where it has none. */
const serialNumber = /^[0-9a-f-]{8,}$/i;

/** Vendor and model, and what its owner called it: bytes of a stranger's device, all of them. At most 40 characters. */
export function stickName(mountPoint: string, disk: Pick<Disk, "vendor" | "model"> | null): string {
  const product = disk === null ? "" : `${disk.vendor} ${disk.model}`.replace(/\s+/g, " ").trim();
  const name = basename(mountPoint);
  if (product === "") return printable(name, 40);
  const isLabel = /^\/(run\/)?media\//.test(mountPoint) && !serialNumber.test(name);
  return printable(isLabel ? `${product} (${name})` : product, 40);
}
