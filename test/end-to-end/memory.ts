// What a process holds in its memory, as somebody who may read /proc sees it.

import { closeSync, openSync, readFileSync, readSync } from "node:fs";

const step = 1 << 20;

/** How often `needle` stands in the writable memory of a process (proc(5), /proc/pid/maps and mem). */
export function countInMemory(pid: number, needle: Buffer): number {
  const ranges = readFileSync(`/proc/${pid}/maps`, "utf8")
    .split("\n")
    .flatMap((line) => {
      const found = /^([0-9a-f]+)-([0-9a-f]+) rw/.exec(line);
      return found ? [[Number.parseInt(found[1] ?? "", 16), Number.parseInt(found[2] ?? "", 16)] as const] : [];
    });
  const memory = openSync(`/proc/${pid}/mem`, "r");
  let count = 0;
  for (const [from, to] of ranges)
    for (let at = from; at < to; at += step)
      count += occurrences(chunk(memory, at, Math.min(step + needle.length, to - at)), needle);
  closeSync(memory);
  return count;
}

/** Empty where the kernel shows nothing. */
function chunk(memory: number, at: number, length: number): Buffer {
  const bytes = Buffer.alloc(length);
  try {
    return bytes.subarray(0, readSync(memory, bytes, 0, length, at));
  } catch {
    return Buffer.alloc(0);
  }
}

function occurrences(bytes: Buffer, needle: Buffer): number {
  let count = 0;
  for (let at = bytes.indexOf(needle); at >= 0; at = bytes.indexOf(needle, at + 1)) count++;
  return count;
}
