// A removable drive as the branch sees it, and who watches for drives.

import type { MediumFiles } from "./medium-files.ts";

/** The file system type, the free space and the rest are read when the drive is listed. */
export type Drive = {
  /** Stable while the drive stays inserted: the mount point's device number and path. */
  readonly id: string;
  /** What a person recognises it by: vendor and model, or the volume label. */
  readonly label: string;
  readonly mountPoint: string;
  /** The kernel's name of the disk (`sdb`), to tell a pulled stick from a broken one; null where there is none. */
  readonly disk: string | null;
  /** `st_dev` of the mounted file system: a file that lands on another device has missed the stick. */
  readonly device: bigint;
  readonly sizeBytes: number;
  readonly freeBytes: number;
  readonly readOnly: boolean;
  /** A folder that plays a stick in a rehearsal; the screen says so. */
  readonly simulated: boolean;
};

/** Why a certificate cannot go onto a drive, or did not arrive there whole. */
export type DriveFault =
  | { readonly type: "drive-removed" }
  | { readonly type: "drive-full"; readonly neededBytes: number; readonly freeBytes: number }
  | { readonly type: "drive-read-only" }
  | { readonly type: "drive-not-mounted" }
  | { readonly type: "drive-not-removable" }
  | { readonly type: "drive-denied" }
  | { readonly type: "drive-failed"; readonly code: string }
  /** The bytes read back are not the bytes written: a worn out or counterfeit stick. */
  | { readonly type: "drive-counterfeit" }
  | { readonly type: "name-refused"; readonly why: string };

/** It gave out when all was in its place: it holds the old state or the new one, and which is seen when it is in again. */
export type WriteDoubt = { readonly type: "write-in-doubt" };

export type Drives = {
  /** Sticks that are really there now, the kiosk's own disks and network drives left out. */
  list(): Promise<readonly Drive[]>;
  /**
   * Calls back with the whole list at every change, from the first look on, and with those that were let go and are still
   * in; the result stops it.
   */
  watch(changed: (drives: readonly Drive[], released: readonly Drive[]) => void): () => void;
  /** Whether the disk behind the drive is still connected. */
  present(drive: Drive): Promise<boolean>;
  /** Flushes and unmounts; afterwards the stick may be taken out. */
  release(
    drive: Drive,
  ): Promise<{ readonly type: "released" } | { readonly type: "still-mounted"; readonly why: string }>;
  /** The files of this drive: the system's, or those of a simulated drive with its faults. */
  files(drive: Drive): MediumFiles;
};
