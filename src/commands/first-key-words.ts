// The journal's first key as words for paper: five letters for 16 bits, and one more word that finds a slip of the pen.

import { createHash } from "node:crypto";
import { Secret } from "../secret.ts";

// Proquints (arXiv 0901.4016): consonant, vowel, consonant, vowel, consonant; every word can be said and typed.
const consonants = "bdfghjklmnprstvz";
const vowels = "aiou";
const keyBytes = 32;

function word(bits: number): string {
  const letter = (letters: string, shift: number): string => letters[(bits >> shift) & (letters.length - 1)] ?? "";
  return (
    letter(consonants, 12) + letter(vowels, 10) + letter(consonants, 6) + letter(vowels, 4) + letter(consonants, 0)
  );
}

/** Null for what is no such word. */
function bitsOf(text: string): number | null {
  const [a = "", b = "", c = "", d = "", e = "", ...more] = text.toLowerCase();
  const values = [
    consonants.indexOf(a),
    vowels.indexOf(b),
    consonants.indexOf(c),
    vowels.indexOf(d),
    consonants.indexOf(e),
  ];
  if (more.length > 0 || text.length !== 5 || values.includes(-1)) return null;
  const [first = 0, second = 0, third = 0, fourth = 0, fifth = 0] = values;
  return (first << 12) | (second << 10) | (third << 6) | (fourth << 4) | fifth;
}

export function isKeyWord(text: string): boolean {
  return bitsOf(text) !== null;
}

function checkBits(bytes: Uint8Array): number {
  return createHash("sha256").update("changgu-k0-words-v1\n").update(bytes).digest().readUInt16BE(0);
}

/** 17 words of a key of 32 bytes. They are shown to people: nothing that holds them can be wiped. */
export function wordsOfKey(key: Secret): readonly string[] {
  return key.use((bytes) => {
    const words = Array.from({ length: keyBytes / 2 }, (_, at) =>
      word(((bytes[2 * at] ?? 0) << 8) | (bytes[2 * at + 1] ?? 0)),
    );
    return [...words, word(checkBits(bytes))];
  });
}

/** 64 hexadecimal digits in capitals, which a QR code holds in little room. */
export function digitsOfKey(key: Secret): string {
  return key.use((bytes) => Buffer.from(bytes).toString("hex").toUpperCase());
}

export type WordsRead =
  | { readonly type: "key"; readonly key: Secret }
  /** `word` counts from 1. */
  | { readonly type: "no-word"; readonly word: number }
  | { readonly type: "not-as-many"; readonly found: number }
  | { readonly type: "check-differs" };

/** What somebody typed from paper: blanks, hyphens and capitals do not count. */
export function keyOfWords(text: string): WordsRead {
  const words = text.trim().split(/[\s-]+/);
  const bits = words.map(bitsOf);
  const wrong = bits.indexOf(null);
  if (wrong >= 0) return { type: "no-word", word: wrong + 1 };
  if (words.length !== keyBytes / 2 + 1) return { type: "not-as-many", found: words.length };
  const bytes = new Uint8Array(keyBytes);
  for (let at = 0; at < keyBytes / 2; at++) bytes.set([(bits[at] ?? 0) >> 8, (bits[at] ?? 0) & 0xff], 2 * at);
  if (checkBits(bytes) !== bits.at(-1)) {
    bytes.fill(0);
    return { type: "check-differs" };
  }
  return { type: "key", key: Secret.from(bytes) };
}
