// The PIN of the CAs' token, from a file that is its owner's alone.

import { Secret } from "../../src/secret.ts";
import { readPrivate } from "../appliance/private-file.ts";

const longest = 256;

/** Its first line; a text says why it cannot be read. The caller wipes it. */
export function readPin(file: string): Secret | string {
  const read = readPrivate(file, 0o600, longest);
  if (read.type === "missing") return `${file} is not there`;
  if (read.type === "refused") return read.why;
  const { bytes } = read;
  const end = bytes.findIndex((byte) => byte === 0x0a || byte === 0x0d);
  const pin = Secret.from(Buffer.from(bytes.subarray(0, end < 0 ? bytes.length : end)));
  bytes.fill(0);
  return pin.length > 0 ? pin : `${file} is empty`;
}
