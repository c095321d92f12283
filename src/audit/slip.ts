// What a customer's slip says of the journal, and how a list of slips is read again. Pure.

import type { SignedCheckpoint } from "./checkpoint.ts";
import type { Receipt } from "./journal.ts";

/** 80 bits: more than anybody can hit by trying, and short enough to be typed from paper. */
export const slipDigits = 20;

const prefix = "CGCP1:";
const digests = ["head", "root", "bulk", "previous"] as const;
/** Database 16 bytes, from, upto and time (milliseconds) 6 each, boot 4, four digests of 32, the signature of 64. */
const fixed = { database: 32, from: 12, upto: 12, time: 12, boot: 8 } as const;
const codeDigits = 32 + 3 * 12 + 8 + digests.length * 64 + 128;

/** The row as a slip and a page name it. */
export function onSlip({ seq, head }: Receipt): Receipt {
  return { seq, head: head.slice(0, slipDigits) };
}

/** `1042 8f3a91c02b77d4e6a019`: the row and the beginning of its head, for the paper. */
export function slipLine({ seq, head }: Receipt): string {
  return `${seq} ${head.slice(0, slipDigits)}`;
}

/** A number in as many hexadecimal digits. */
function padded(value: number, digits: number): string {
  return value.toString(16).padStart(digits, "0");
}

/**
 * The signed checkpoint as text for a QR code: 466 characters of its alphanumeric set (ISO/IEC 18004 §7.4.4), `CGCP1:` and
 * upper-case hexadecimal.
 */
export function checkpointCode(checkpoint: SignedCheckpoint): string {
  const { database, from, upto, boot, time, signature } = checkpoint;
  const numbers = [from, upto, Date.parse(time)].map((value) => padded(value, 12)).join("");
  const hex = database.replaceAll("-", "") + numbers + padded(boot, 8);
  return prefix + (hex + digests.map((name) => checkpoint[name]).join("") + signature).toUpperCase();
}

/** The whole line of a slip: row, head, and the signed checkpoint behind it. */
export function slipText(receipt: Receipt, checkpoint: SignedCheckpoint | null): string {
  return checkpoint ? `${slipLine(receipt)} ${checkpointCode(checkpoint)}` : slipLine(receipt);
}

/** Null for what is no such code. */
export function parseCheckpointCode(code: string): SignedCheckpoint | null {
  const hex = code.slice(prefix.length).toLowerCase();
  if (!code.toUpperCase().startsWith(prefix) || hex.length !== codeDigits || /[^0-9a-f]/.test(hex)) return null;
  let at = 0;
  const take = (digits: number): string => {
    at += digits;
    return hex.slice(at - digits, at);
  };
  const database = take(fixed.database).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
  const [from, upto, time, boot] = [fixed.from, fixed.upto, fixed.time, fixed.boot].map((digits) =>
    Number.parseInt(take(digits), 16),
  ) as [number, number, number, number];
  const [head, root, bulk, previous] = digests.map(() => take(64)) as [string, string, string, string];
  const known = time <= 8.64e15 ? new Date(time).toISOString() : "";
  return { database, from, upto, boot, time: known, head, root, bulk, previous, signature: take(128) };
}

export type Slip = {
  /** The line of the list. */
  readonly line: number;
  readonly seq: number;
  /** The beginning of the row's head, 20 hexadecimal digits or more. */
  readonly head: string;
  readonly checkpoint: SignedCheckpoint | null;
};

export type SlipRead = Slip | { readonly line: number; readonly malformed: string };

// Printed in groups, and so typed: blanks and hyphens inside the head do not count.
const written = /^(\d{1,15})\s+((?:[0-9a-f][\s-]*){20,64}?)(?:\s*(cgcp1:[0-9a-f]+))?$/i;

/** One slip a line; blank lines and those that begin with `#` do not count. */
export function readSlips(text: string): readonly SlipRead[] {
  return text.split("\n").flatMap((raw, index): readonly SlipRead[] => {
    const slip = raw.trim();
    if (slip === "" || slip.startsWith("#")) return [];
    const line = index + 1;
    const [, seq, head, code] = written.exec(slip) ?? [];
    const checkpoint = code ? parseCheckpointCode(code) : null;
    if (!seq || !head || (code && !checkpoint)) return [{ line, malformed: slip.slice(0, 60) }];
    return [{ line, seq: Number(seq), head: head.replaceAll(/[\s-]/g, "").toLowerCase(), checkpoint }];
  });
}
