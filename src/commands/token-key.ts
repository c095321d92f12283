// The key of a token file, from a file of its own: never an argument, never a variable of the environment.

import { Secret } from "../secret.ts";
import type { PskcKey } from "../verification/pskc-protection.ts";
import { firstLine } from "./first-line.ts";

export type TokenKeyOutcome =
  | { readonly type: "read"; readonly key: PskcKey }
  | { readonly type: "refused"; readonly why: string };

/** AES-128, AES-192 and three-key DES, AES-256. */
const keyLengths = [16, 24, 32];

function isBlank(byte: number): boolean {
  return byte === 0x20 || (byte >= 0x09 && byte <= 0x0d);
}

function hexDigit(byte: number): number {
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30;
  const letter = byte | 0x20;
  return letter >= 0x61 && letter <= 0x66 ? letter - 0x61 + 10 : -1;
}

/** Null unless all are digits. */
function fromHex(digits: Uint8Array): Buffer | null {
  const values = digits.map((byte) => hexDigit(byte) & 0xff);
  const key = Buffer.alloc(digits.length >> 1);
  for (const at of key.keys()) key[at] = 16 * (values[2 * at] ?? 0) + (values[2 * at + 1] ?? 0);
  const whole = digits.length % 2 === 0 && !values.includes(0xff);
  values.fill(0);
  if (whole) return key;
  key.fill(0);
  return null;
}

const alphabet = Buffer.from("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/");

/** Null unless it is base64 of whole groups. */
function fromBase64(digits: Uint8Array): Buffer | null {
  const padding = digits.at(-1) === 0x3d ? (digits.at(-2) === 0x3d ? 2 : 1) : 0;
  const values = Uint8Array.from(digits.subarray(0, digits.length - padding), (byte) => alphabet.indexOf(byte) & 0xff);
  const key = Buffer.alloc((values.length * 3) >> 2);
  for (const at of key.keys()) {
    const bit = at * 8;
    const pair = ((values[Math.floor(bit / 6)] ?? 0) << 6) | (values[Math.floor(bit / 6) + 1] ?? 0);
    key[at] = (pair >> (4 - (bit % 6))) & 0xff;
  }
  const whole = digits.length % 4 === 0 && !values.includes(0xff);
  values.fill(0);
  if (whole) return key;
  key.fill(0);
  return null;
}

/** A text that is no number is a number with a slip in it, not bytes. */
function fromBytes(bytes: Buffer): Buffer | null {
  return bytes.every((byte) => isBlank(byte) || (byte > 0x20 && byte < 0x7f)) ? null : Buffer.from(bytes);
}

/** A pre-shared key: hexadecimal or base64, blanks not counted, or the bytes themselves. Wipes `bytes`. */
export function preSharedKey(bytes: Buffer): TokenKeyOutcome {
  const digits = bytes.filter((byte) => !isBlank(byte));
  const candidates = [fromHex(digits), fromBase64(digits), fromBytes(bytes)];
  const found = candidates.find((each) => each && keyLengths.includes(each.length));
  const key = found ? Secret.from(found) : null;
  for (const each of [bytes, digits, ...candidates]) each?.fill(0);
  if (key) return { type: "read", key: { type: "pre-shared", key } };
  return {
    type: "refused",
    why: "the key file holds no key: 16, 24 or 32 bytes, as they are, in hexadecimal or in base64",
  };
}

/** The first line, without its end. Wipes `bytes`. */
export function passphrase(bytes: Buffer): TokenKeyOutcome {
  const line = firstLine(bytes);
  if (line.length === 0) return { type: "refused", why: "the first line of the passphrase file is empty" };
  return { type: "read", key: { type: "passphrase", passphrase: line } };
}
