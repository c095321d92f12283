// The files of a real drive, by node:fs alone: every write is flushed, every proof reads past the page cache.

import type { FileHandle } from "node:fs/promises";
import { constants, lstat, mkdir, open, opendir, rename, rmdir, stat, statfs, unlink } from "node:fs/promises";
import { openPastCache, readPastCache, readWhole } from "./direct-read.ts";
import { attempt, codeOf, landedElsewhere, mediumError } from "./medium-error.ts";
import { type MediumFiles, mostNames } from "./medium-files.ts";

const largestReadBack = 1024 * 1024;

/**
 * One for each drive and insertion. After a failed flush the kernel has dropped what it could not write and forgets
 * the error, so nothing new is begun on this drive until it is inserted again.
 */
export function createSystemFiles(): MediumFiles {
  let flushFailure: string | null = null;

  function refuseAfterFailedFlush(): void {
    if (flushFailure !== null) throw mediumError(flushFailure, "an earlier flush of this drive failed");
  }

  async function flush(handle: FileHandle): Promise<void> {
    try {
      await handle.sync();
    } catch (error) {
      flushFailure = codeOf(error);
      throw error;
    }
  }

  return {
    device: async (path) => (await stat(path, { bigint: true })).dev,
    async makeFolder(path) {
      refuseAfterFailedFlush();
      await mkdir(path, 0o700);
    },
    async writeNew(path, bytes, device, flushing) {
      refuseAfterFailedFlush();
      const handle = await open(path, "wx", 0o600);
      try {
        if ((await handle.stat({ bigint: true })).dev !== device) {
          await attempt(() => unlink(path));
          throw mediumError(landedElsewhere, "the file did not land on the drive");
        }
        await writeAll(handle, bytes);
        flushing?.();
        await flush(handle);
      } catch (error) {
        await attempt(() => handle.close());
        throw error;
      }
      await handle.close();
    },
    async syncFolder(path) {
      const handle = await open(path, constants.O_RDONLY | constants.O_DIRECTORY);
      try {
        await flush(handle);
      } finally {
        await handle.close();
      }
    },
    rename,
    readBack,
    read: readBounded,
    async list(path) {
      if (!(await lstat(path)).isDirectory()) throw mediumError("ENOTDIR", "not a folder, or a link to one");
      const names: string[] = [];
      for await (const { name } of await opendir(path, { bufferSize: 512 })) {
        if (names.push(name) === mostNames) break;
      }
      return names;
    },
    async exists(path) {
      try {
        await lstat(path);
        return true;
      } catch (error) {
        if (codeOf(error) === "ENOENT") return false;
        throw error;
      }
    },
    async remove(path) {
      if ((await lstat(path)).isDirectory()) await rmdir(path);
      else await unlink(path);
    },
    async freeBytes(mountPoint) {
      const { bavail, bsize } = await statfs(mountPoint);
      return bavail * bsize;
    },
  };
}

async function writeAll(handle: FileHandle, bytes: Uint8Array): Promise<void> {
  for (let at = 0; at < bytes.length; ) {
    const { bytesWritten } = await handle.write(bytes, at, bytes.length - at, at);
    if (bytesWritten === 0) throw mediumError("ENOSPC", "the drive takes no more bytes");
    at += bytesWritten;
  }
}

async function readBack(path: string): Promise<{ readonly bytes: Buffer; readonly direct: boolean }> {
  const handle = await openPastCache(path);
  if (handle !== null) {
    try {
      const bytes = await readPastCache(handle, largestReadBack);
      if (bytes !== null) return { bytes, direct: true };
    } finally {
      await handle.close();
    }
  }
  return { bytes: await readBounded(path, largestReadBack), direct: false };
}

/**
 * A regular file only, never through a link. Looked at before it is opened, because a device can act on being opened;
 * O_NONBLOCK because a FIFO that was put there meanwhile would wait for a writer.
 */
async function readBounded(path: string, maximumBytes: number): Promise<Buffer> {
  const found = await lstat(path);
  if (found.isSymbolicLink()) throw mediumError("ELOOP", "a link");
  if (!found.isFile()) throw mediumError("EINVAL", "not a regular file");
  const handle = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  try {
    return await readWhole(handle, maximumBytes);
  } finally {
    await handle.close();
  }
}
