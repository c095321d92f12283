// Whether a certificate could go onto a drive now: asked when the drive is chosen, and again before the first byte.

import type { DriveFault } from "./drive.ts";
import { isMounted, nameFault, type Place } from "./drive-fault.ts";
import { mediumError } from "./medium-error.ts";
import { repairDrive } from "./repair.ts";

/** The largest cluster of FAT32 and of exFAT up to 32 GB: each file and each folder takes at least one. */
const clusterBytes = 32 * 1024;

/** What files of these sizes take, with slack: a staging folder, three parents and an intent, in whole clusters. */
export function roomNeeded(fileBytes: readonly number[]): number {
  const clusters = fileBytes.map((bytes) => Math.max(1, Math.ceil(bytes / clusterBytes)));
  return clusters.reduce((sum, count) => sum + count, 5) * clusterBytes;
}

/** For a certificate and its key before they exist: neither comes near a cluster. */
export const pairBytes = roomNeeded([0, 0]);

export type RoomWanted = Place & { readonly neededBytes: number };

/** Undoes what an earlier write left. Null when nothing is wrong. */
export async function checkDrive(wanted: RoomWanted): Promise<DriveFault | null> {
  try {
    return await driveTrouble(wanted);
  } catch (error) {
    return nameFault(error, wanted, wanted.neededBytes);
  }
}

/** The list is read anew: what the customer chose a minute ago may be out, remounted or full by now. */
export async function driveTrouble(wanted: RoomWanted): Promise<DriveFault | null> {
  const { drive, drives, files, neededBytes } = wanted;
  const listed = (await drives.list()).find(({ id }) => id === drive.id);
  if (listed === undefined) {
    if (!(await drives.present(drive))) return { type: "drive-removed" };
    return (await isMounted(wanted)) ? { type: "drive-not-removable" } : { type: "drive-not-mounted" };
  }
  if (listed.readOnly) return { type: "drive-read-only" };
  if ((await files.device(drive.mountPoint)) !== drive.device) return { type: "drive-not-mounted" };
  const repair = await repairDrive(drive, files);
  if (repair.type === "not-repaired") throw mediumError(repair.code, "an earlier write could not be undone");
  const freeBytes = await files.freeBytes(drive.mountPoint);
  return freeBytes < neededBytes ? { type: "drive-full", neededBytes, freeBytes } : null;
}
