// A file that takes room on the disk, so that there is some when the disk is full: to journal just that.

import { randomBytes } from "node:crypto";
import { existsSync, rmSync, statfsSync } from "node:fs";
import { dirname } from "node:path";
import { makeFile } from "./durable-file.ts";
import { systemCode } from "./private-file.ts";

const mebibyte = 1024 * 1024;
const ballastBytes = mebibyte;

/** Less than this beside the ballast, and a ceremony might end half way. */
const leastBytes = 4 * mebibyte;

function freeBytes(file: string): number {
  const { bavail, bsize } = statfsSync(dirname(file));
  return bavail * bsize;
}

/** Null when there is room; otherwise says how little there is. */
export function shortOfRoom(file: string): string | null {
  const missing = existsSync(file) ? 0 : ballastBytes;
  const free = freeBytes(file);
  if (free >= leastBytes + missing) return null;
  return `the disk is full: ${Math.floor(free / mebibyte)} MiB are free, and ${leastBytes / mebibyte + 1} are needed`;
}

/** The same, and makes the ballast where it is missing. */
export function ensureRoom(file: string): string | null {
  const short = shortOfRoom(file);
  if (short === null && !existsSync(file)) makeBallast(file);
  return short;
}

/** Once, whichever of the home's terminals comes first. */
function makeBallast(file: string): void {
  try {
    makeFile(file, randomBytes(ballastBytes), 0o600);
  } catch (error) {
    if (systemCode(error) !== "EEXIST") throw error;
  }
}

/** Gives the ballast's room up when it is needed. */
export function relieve(file: string): void {
  if (freeBytes(file) < leastBytes) rmSync(file, { force: true });
}
