// Which byte is which key: the defaults of the pads on the market, and what a branch's settings lay over them.

import type { KeyMeaning, KeyMeanings } from "../../src/input/framing.ts";
import { isDigit } from "../../src/input/key.ts";
import type { Gathered } from "./protocol.ts";

/** Null: the byte means nothing. */
export type KeyTable = ReadonlyMap<number, KeyMeaning | null>;

/** Of several bytes for one key, a simulated pad sends the first. */
const everywhere: readonly (readonly [byte: number, meaning: KeyMeaning])[] = [
  ...Array.from("0123456789")
    .filter(isDigit)
    .map((digit) => [digit.charCodeAt(0), digit] as const),
  [0x0d, "enter"],
  [0x0a, "enter"],
  [0x45, "enter"],
  [0x23, "enter"],
  [0x08, "backspace"],
  [0x42, "backspace"],
  [0x7f, "backspace"],
  [0x2a, "clear"],
  [0x43, "clear"],
  [0x18, "clear"],
  [0x1b, "cancel"],
  [0x58, "cancel"],
];

/** Only where a frame holds it together: a bare byte of noise must not say that a pad was opened. */
const inFrames: typeof everywhere = [[0x54, "tamper"]];

export function bareTable(own: KeyMeanings = {}): KeyTable {
  return new Map([...everywhere, ...bytesOf(own)]);
}

export function framedTable(own: KeyMeanings = {}): KeyTable {
  return new Map([...everywhere, ...inFrames, ...bytesOf(own)]);
}

function bytesOf(own: KeyMeanings): readonly (readonly [byte: number, meaning: KeyMeaning | null])[] {
  return Object.entries(own).map(([character, meaning]) => [character.charCodeAt(0), meaning] as const);
}

/** The byte that a pad sends for it; null for what it has not. */
export function byteFor(table: KeyTable, wanted: KeyMeaning): number | null {
  return [...table].find(([, meaning]) => meaning === wanted)?.[0] ?? null;
}

export function takeByte(table: KeyTable, byte: number, into: Gathered): void {
  const meaning = table.get(byte) ?? null;
  if (meaning === null) into.meaningless++;
  else if (meaning === "tamper") into.tampered = true;
  else into.keys.push(meaning);
}
