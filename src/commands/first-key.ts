// The journal's first key (K_0) as an officer gives it: typed, or in a file.

import { readFileSync } from "node:fs";
import { Secret } from "../secret.ts";
import { keyOfWords } from "./first-key-words.ts";
import type { RecordWords } from "./record-words.ts";

export type FirstKeyAsked = {
  /** K_0 in hexadecimal. In a shell's history it is no secret any more: better in a file. */
  readonly k0?: string | undefined;
  /** A file with K_0: 64 hexadecimal digits (blanks do not count) or 32 bytes. */
  readonly k0File?: string | undefined;
};

export type FirstKey =
  | { readonly type: "given" | "kept"; readonly key: Secret }
  | { readonly type: "none" }
  | { readonly type: "refused"; readonly why: string };

const keyBytes = 32;

/** Null for a byte that is no hexadecimal digit. */
function hexDigit(byte: number): number | null {
  const digit = Number.parseInt(String.fromCharCode(byte), 16);
  return Number.isNaN(digit) ? null : digit;
}

/** Takes the bytes over. Null unless they are 64 hexadecimal digits. */
function parseDigits(bytes: Buffer): Secret | null {
  const digits = bytes.filter((byte) => byte > 0x20).map((byte) => hexDigit(byte) ?? 0xff);
  bytes.fill(0);
  if (digits.length !== 2 * keyBytes || digits.includes(0xff)) return null;
  const key = Uint8Array.from({ length: keyBytes }, (_, at) => 16 * (digits[2 * at] ?? 0) + (digits[2 * at + 1] ?? 0));
  digits.fill(0);
  return Secret.from(key);
}

function readKey(file: string): Buffer | string {
  try {
    return readFileSync(file);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** `kept`: training keeps K_0 in its home. */
export function firstKeyOf(
  options: FirstKeyAsked,
  kept: () => Secret | null,
  said: Pick<RecordWords, "unreadKey" | "noFirstKey">,
): FirstKey {
  const { k0, k0File } = options;
  if (k0 === undefined && k0File === undefined) {
    const key = kept();
    return key ? { type: "kept", key } : { type: "none" };
  }
  const bytes = k0 === undefined ? readKey(k0File ?? "") : Buffer.from(k0);
  if (typeof bytes === "string") return { type: "refused", why: said.unreadKey(bytes) };
  // A typed key of 32 characters is half a key in digits, never 32 bytes.
  const words = keyOfWords(bytes.length < 200 ? bytes.toString("latin1") : "");
  if (words.type === "key") return { type: "given", key: words.key };
  const key = k0 === undefined && bytes.length === keyBytes ? Secret.from(bytes) : parseDigits(bytes);
  if (key) return { type: "given", key };
  return { type: "refused", why: said.noFirstKey };
}
