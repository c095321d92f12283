// A secret that somebody keeps in a file: its first line.

import { Secret } from "../secret.ts";

const byteOrderMark = Buffer.from([0xef, 0xbb, 0xbf]);

/** Without its end, in either manner of line ends; empty where the line is. Wipes `bytes`; the caller wipes the secret. */
export function firstLine(bytes: Buffer): Secret {
  const start = bytes.subarray(0, 3).equals(byteOrderMark) ? 3 : 0;
  const newline = bytes.indexOf(0x0a);
  const end = newline < 0 ? bytes.length : newline;
  const line = Secret.from(Buffer.from(bytes.subarray(start, bytes[end - 1] === 0x0d ? end - 1 : end)));
  bytes.fill(0);
  return line;
}
