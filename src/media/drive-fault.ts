// Which outcome a failed file operation is: the code says half of it, a look at the disk the other half.

import { type Clock, wallClock } from "../clock.ts";
import type { Drive, DriveFault, Drives } from "./drive.ts";
import { codeOf, landedElsewhere, readBackDiffers } from "./medium-error.ts";
import type { MediumFiles } from "./medium-files.ts";

/** A pulled stick leaves /sys/block within 28 ms of the first error (measured). */
const settleMilliseconds = 100;

const noRoom = new Set(["ENOSPC", "EDQUOT"]);
const denied = new Set(["EACCES", "EPERM"]);
const badName = new Set(["EINVAL", "ENAMETOOLONG", "EILSEQ"]);
/** A driver that has died says ECONNABORTED once, then ENOTCONN: the stick is as good as out. */
const gone = new Set(["ENODEV", "ENXIO", "ENOMEDIUM", "ENOTCONN", "ECONNABORTED"]);

/** Where a folder goes: the drive, its files, and who can tell whether it is still there. */
export type Place = {
  readonly drive: Drive;
  readonly files: MediumFiles;
  readonly drives: Drives;
  readonly clock?: Clock;
};

/** Throws what carries no code of a file operation again: that is a bug. */
export async function nameFault(error: unknown, place: Place, neededBytes: number): Promise<DriveFault> {
  const code = codeOf(error);
  if (code === null) throw error;
  if (code === readBackDiffers) return { type: "drive-counterfeit" };
  if (await isGone(place)) return { type: "drive-removed" };
  if (code === landedElsewhere || !(await isMounted(place))) return { type: "drive-not-mounted" };
  if (noRoom.has(code)) return { type: "drive-full", neededBytes, freeBytes: await freeBytes(place) };
  if (code === "EROFS") return { type: "drive-read-only" };
  if (denied.has(code)) return { type: "drive-denied" };
  if (badName.has(code)) return { type: "name-refused", why: `the drive refused a name (${code})` };
  if (gone.has(code)) return { type: "drive-removed" };
  return { type: "drive-failed", code };
}

async function isGone({ drive, drives, clock = wallClock }: Place): Promise<boolean> {
  // A simulated stick leaves at once, and a rehearsal's clock may stand still.
  if (drive.simulated || !(await drives.present(drive))) return !(await drives.present(drive));
  await new Promise<void>((done) => {
    clock.after(settleMilliseconds, done);
  });
  return !(await drives.present(drive));
}

/** Whether the mount point still leads to the drive; a dead driver answers with an error, which is its own outcome. */
export async function isMounted({ drive, files }: Place): Promise<boolean> {
  try {
    return (await files.device(drive.mountPoint)) === drive.device;
  } catch (error) {
    if (codeOf(error) === null) throw error;
    return codeOf(error) !== "ENOENT";
  }
}

async function freeBytes({ drive, files }: Place): Promise<number> {
  try {
    return await files.freeBytes(drive.mountPoint);
  } catch (error) {
    if (codeOf(error) === null) throw error;
    return 0;
  }
}
