// The file operations that writing to a stick needs, and no more: the seam where a rehearsal puts its faults.

/** More than a folder of FAT holds (65,536); a hostile one that holds more would keep the counter waiting. */
export const mostNames = 200_000;

/** Errors are Node's own, with `.code`: the writer names the outcome. All paths are absolute. */
export type MediumFiles = {
  /** The device number of the file system that holds `path`. */
  device(path: string): Promise<bigint>;
  makeFolder(path: string): Promise<void>;
  /**
   * Creates (`wx`), checks that the file lies on `device`, writes all, flushes to the disk, closes. `flushing` is told when
   * the system has the bytes and only the disk is waited for: on a slow stick that is where the time goes.
   */
  writeNew(path: string, bytes: Uint8Array, device: bigint, flushing?: () => void): Promise<void>;
  /** Flushes a directory. */
  syncFolder(path: string): Promise<void>;
  /** Renames a file or folder on the same drive. A folder that exists and is not empty is ENOTEMPTY or EEXIST. */
  rename(from: string, to: string): Promise<void>;
  /** Reads past the page cache (O_DIRECT); `direct` is false where the file system refuses it. */
  readBack(path: string): Promise<{ readonly bytes: Buffer; readonly direct: boolean }>;
  /** A regular file; EFBIG where it is larger, EINVAL or ELOOP where it is something else. */
  read(path: string, maximumBytes: number): Promise<Buffer>;
  /** The first `mostNames` names in a folder; ENOTDIR where it is none, or a link to one. */
  list(path: string): Promise<readonly string[]>;
  exists(path: string): Promise<boolean>;
  remove(path: string): Promise<void>;
  freeBytes(mountPoint: string): Promise<number>;
};
