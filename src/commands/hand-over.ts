// K_0 goes to two officers: each sees it alone, writes it down, and types it back before anything is made.

import type { Secret } from "../secret.ts";
import { longestName, parseName } from "../verification/person-name.ts";
import { digitsOfKey, isKeyWord, wordsOfKey } from "./first-key-words.ts";

export type HandOverMeans = {
  print(line: string): void;
  /** A line that somebody types; null at the end of the input. */
  ask(question: string): Promise<string | null>;
  /** A QR code of a text, a line each. */
  draw(text: string): readonly string[];
  /** Nothing that was shown can be scrolled back to. */
  clear(): void;
};

const officers = 2;

/** As many as one line of the paper, and of the screen, has. */
const wordsALine = 6;

function lineOf(words: readonly string[], at: number): string {
  return words.slice(at, at + wordsALine).join("  ");
}

function starts(words: readonly string[]): readonly number[] {
  return words.map((_, at) => at).filter((at) => at % wordsALine === 0);
}

/** A page each for what is written down and what is scanned: neither scrolls the other away. False at the end of the input. */
async function shown(key: Secret, words: readonly string[], means: HandOverMeans): Promise<boolean> {
  const { print, ask, draw, clear } = means;
  clear();
  print("The journal's first key (K_0), in 17 words.");
  print("Write them down on paper: they are shown to you this once.");
  print("");
  for (const at of starts(words)) print(`  ${String(at + 1).padStart(2)}  ${lineOf(words, at)}`);
  print("");
  if ((await ask("Enter when they are on paper: ")) === null) return false;
  clear();
  for (const line of draw(digitsOfKey(key))) print(line);
  const scanned = await ask("The same as a code, for a device that keeps keys. Enter goes on: ");
  clear();
  return scanned !== null;
}

const typedWords = (line: string): readonly string[] =>
  line
    .toLowerCase()
    .split(/[\s-]+/)
    .filter(Boolean);

/** Until it is typed as it was shown; Enter alone shows it once more. False at the end of the input. */
async function corrected(word: string, number: number, { ask, print, clear }: HandOverMeans): Promise<boolean> {
  print(`Word ${number} is another one. Look at your paper; Enter alone shows it once more.`);
  for (;;) {
    const typed = await ask(`Word ${number}: `);
    if (typed === null) return false;
    if (typedWords(typed).join("") === word) return true;
    if (typed.trim() !== "") print(`That is not word ${number}: five letters, as they were shown.`);
    else {
      if ((await ask(`Word ${number} is ${word}. Correct your paper, then Enter: `)) === null) return false;
      clear();
    }
  }
}

/** How many of them are what was shown from word `at` on. */
function fitting(typed: readonly string[], words: readonly string[], at: number): number {
  return typed.filter((word, index) => word === words[at + index]).length;
}

/** Adds to `typed` until it has `last` words. False at the end of the input. */
async function filled(
  typed: string[],
  last: number,
  words: readonly string[],
  { ask }: HandOverMeans,
): Promise<boolean> {
  const first = typed.length;
  while (typed.length < last) {
    const from = typed.length + 1;
    const line = await ask(from === last ? `Word ${last}: ` : `Words ${from} to ${last}: `);
    if (line === null) return false;
    const more = typedWords(line);
    // Whoever left a word out types the line anew, and not what is missing of it.
    if (fitting(more, words, first) > fitting(more, words, typed.length)) typed.length = first;
    typed.push(...more);
  }
  return true;
}

/** With as many wrong ones it is another line, or a word too many in it. */
const manyWrong = 3;

/** Line by line from paper, after each those words alone that were not as they were shown. False at the end of the input. */
async function typedBack(words: readonly string[], means: HandOverMeans): Promise<boolean> {
  means.print("Now type them from your paper, a line at a time.");
  const typed: string[] = [];
  for (const at of starts(words)) {
    const last = Math.min(at + wordsALine, words.length);
    // Whoever typed more at once is not asked again.
    const first = typed.length;
    const wrong = (): readonly number[] =>
      words.flatMap((word, at) => (at >= first && at < typed.length && typed[at] !== word ? [at] : []));
    if (!(await filled(typed, last, words, means))) return false;
    if (wrong().length >= manyWrong) {
      means.print(`Those are not words ${first + 1} to ${last}. Find them on your paper, and type them once more.`);
      typed.length = first;
      if (!(await filled(typed, last, words, means))) return false;
    }
    for (const at of wrong()) if (!(await corrected(words[at] ?? "", at + 1, means))) return false;
  }
  return true;
}

/** A key that somebody types where the name is asked for would stand in the journal. */
function holdsKey(name: string, words: readonly string[]): boolean {
  const typed = typedWords(name);
  return typed.some((word) => words.includes(word)) || typed.filter(isKeyWord).length >= manyWrong;
}

/**
 * Names of the two who have it; null when one gave up: then nothing may be made. `optional`: where nothing is at stake, nobody
 * need be there, and there are no names.
 */
export async function handOver(
  key: Secret,
  means: HandOverMeans,
  { optional }: { readonly optional: boolean },
): Promise<readonly string[] | null> {
  const { print, ask, clear } = means;
  const words = wordsOfKey(key);
  const names: string[] = [];
  if (optional) print("As in a real branch two officers take the journal's first key. Enter alone: nobody does.");
  while (names.length < officers) {
    const typed = (await ask(`Officer ${names.length + 1} of ${officers}, your name: `))?.trim();
    if (typed === undefined) return null;
    if (optional && typed === "" && names.length === 0) return names;
    if (holdsKey(typed, words)) {
      clear();
      print("Those are words of a first key, and no name: they belong on paper alone.");
      continue;
    }
    const named = parseName(typed);
    const name = named.type === "name" ? named.name : "";
    if (typed !== "" && name === "") {
      print(`That is no name that the journal can show: up to ${longestName} letters.`);
      continue;
    }
    if (name === "" || names.includes(name)) {
      print("Two officers keep the key, each by a name of their own.");
      continue;
    }
    if (!(await shown(key, words, means)) || !(await typedBack(words, means))) return null;
    clear();
    names.push(name);
  }
  return names;
}
