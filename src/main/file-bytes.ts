// A file that somebody names on the command line, never more of it than wanted.

import { createHash } from "node:crypto";
import { closeSync, createReadStream, openSync, readSync } from "node:fs";

const pieceBytes = 4 * 1024 * 1024;

/** At most one byte over the limit, also of a pipe or a device, so that the caller sees what is too long; a text says why not. */
export function readUpTo(file: string, limit: number): Buffer | string {
  let descriptor: number | null = null;
  const pieces: Buffer[] = [];
  try {
    descriptor = openSync(file, "r");
    for (let length = 0; length <= limit; ) {
      const piece = Buffer.alloc(Math.min(limit + 1 - length, pieceBytes));
      const read = readSync(descriptor, piece);
      if (read === 0) break;
      pieces.push(piece.subarray(0, read));
      length += read;
    }
    return Buffer.concat(pieces);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  } finally {
    for (const piece of pieces) piece.fill(0);
    if (descriptor !== null) closeSync(descriptor);
  }
}

/** SHA-256 in hexadecimal digits, however long the file; rejects with what the file system says. */
export async function digestOf(file: string): Promise<string> {
  const digest = createHash("sha256");
  for await (const piece of createReadStream(file)) digest.update(piece as Buffer);
  return digest.digest("hex");
}
