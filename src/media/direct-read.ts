// Reading past the page cache: a comparison through the cache proves nothing about a counterfeit or worn out stick.

import type { FileHandle } from "node:fs/promises";
import { constants, open } from "node:fs/promises";
import { codeOf, mediumError } from "./medium-error.ts";

const windowBytes = 64 * 1024;
/** The largest block size of a disk: a buffer aligned to it is aligned for every disk. */
const blockBytes = 4096;
/** What the allocator aligns to, so no other offset can help. */
const alignmentStep = 16;

type Window = { readonly room: Buffer; offset: number };

/** The window of the last read, its offset known to be aligned; taken out while in use. */
let spare: Window | null = null;

/** Null where the file system refuses O_DIRECT when the file is opened, or the platform has no such thing. */
export async function openPastCache(path: string): Promise<FileHandle | null> {
  if (typeof constants.O_DIRECT !== "number") return null;
  try {
    return await open(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK | constants.O_DIRECT);
  } catch (error) {
    if (codeOf(error) === "EINVAL") return null;
    throw error;
  }
}

/**
 * The whole file from the disk itself; null where no alignment is accepted.
 * A file of more than `maximumBytes` is EFBIG.
 */
export async function readPastCache(handle: FileHandle, maximumBytes: number): Promise<Buffer | null> {
  const size = await regularSize(handle, maximumBytes);
  const window = spare ?? { room: Buffer.allocUnsafeSlow(windowBytes + blockBytes), offset: 0 };
  spare = null;
  const parts: Buffer[] = [];
  for (let read = 0; read < size; ) {
    const count = await readAligned(handle, window, read);
    if (count === null) return null;
    if (count === 0) throw mediumError("EIO", "the file ends before its size");
    parts.push(Buffer.from(window.room.subarray(window.offset, window.offset + count)));
    read += count;
  }
  spare = window;
  return Buffer.concat(parts).subarray(0, size);
}

/** Slides the start of the buffer until the kernel stops to say EINVAL: Node cannot ask for an aligned one. */
async function readAligned(handle: FileHandle, window: Window, position: number): Promise<number | null> {
  for (let tries = 0; tries < blockBytes / alignmentStep; tries++) {
    try {
      return (await handle.read(window.room, window.offset, windowBytes, position)).bytesRead;
    } catch (error) {
      if (codeOf(error) !== "EINVAL") throw error;
      window.offset = (window.offset + alignmentStep) % blockBytes;
    }
  }
  return null;
}

/** The whole of a regular file through the cache; a larger one is EFBIG, anything else EINVAL. */
export async function readWhole(handle: FileHandle, maximumBytes: number): Promise<Buffer> {
  const size = await regularSize(handle, maximumBytes);
  const bytes = Buffer.alloc(size);
  let read = 0;
  while (read < size) {
    const { bytesRead } = await handle.read(bytes, read, size - read, read);
    if (bytesRead === 0) break;
    read += bytesRead;
  }
  return bytes.subarray(0, read);
}

async function regularSize(handle: FileHandle, maximumBytes: number): Promise<number> {
  const found = await handle.stat();
  if (!found.isFile()) throw mediumError("EINVAL", "not a regular file");
  if (found.size > maximumBytes) throw mediumError("EFBIG", `more than ${maximumBytes} bytes`);
  return found.size;
}
