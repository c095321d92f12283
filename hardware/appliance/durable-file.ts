// A small file that is whole or not there, whatever happens to the power.

import { closeSync, fchmodSync, fsyncSync, linkSync, openSync, renameSync, rmSync, writeSync } from "node:fs";
import { dirname } from "node:path";

function syncFolder(file: string): void {
  const folder = openSync(dirname(file), "r");
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}

function writePart(part: string, bytes: Uint8Array, mode: number): void {
  rmSync(part, { force: true });
  const handle = openSync(part, "wx", 0o600);
  try {
    let at = 0;
    while (at < bytes.length) at += writeSync(handle, bytes, at);
    fchmodSync(handle, mode);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/** Durable when it returns; throws the system's error. The caller sees to it that nobody else replaces the file meanwhile. */
export function replaceFile(file: string, bytes: Uint8Array, mode: number): void {
  const part = `${file}.new`;
  writePart(part, bytes, mode);
  renameSync(part, file);
  syncFolder(file);
}

/** The same for a file that must not exist: throws EEXIST and leaves the old one as it is. */
export function makeFile(file: string, bytes: Uint8Array, mode: number): void {
  const part = `${file}.${process.pid}.new`;
  writePart(part, bytes, mode);
  try {
    linkSync(part, file);
  } finally {
    rmSync(part);
  }
  syncFolder(file);
}

/** Gone for good when it returns, or never there. */
export function removeFile(file: string): void {
  rmSync(file, { force: true });
  syncFolder(file);
}
