// The key that a branch shares with a server: a private file with at least 32 characters, all of which count.

import { createSecretKey, type KeyObject } from "node:crypto";
import { readPrivate } from "../appliance/private-file.ts";

export type SharedKeyOutcome =
  | { readonly type: "read"; readonly key: KeyObject }
  | { readonly type: "refused"; readonly why: string };

const shortest = 32;
const longest = 4096;

function isBlank(byte: number | undefined): boolean {
  return byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;
}

/** Blanks and line ends behind the key are no part of it. The file is its owner's alone (mode 0600 or less). */
export function readSharedKey(file: string): SharedKeyOutcome {
  const read = readPrivate(file, 0o600, longest + 1);
  if (read.type === "missing") return { type: "refused", why: `${file} is not there` };
  if (read.type === "refused") return read;
  let end = read.bytes.length;
  while (isBlank(read.bytes[end - 1])) end--;
  const length = end;
  const key = length >= shortest && length <= longest ? createSecretKey(read.bytes.subarray(0, length)) : null;
  read.bytes.fill(0);
  return key
    ? { type: "read", key }
    : { type: "refused", why: `${file} holds ${length} characters; a key has ${shortest} to ${longest}` };
}
