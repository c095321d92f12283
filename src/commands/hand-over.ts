// K_0 goes to two officers: each sees it alone, writes it down, and types it back before anything is made.

import type { Secret } from "../secret.ts";
import { digitsOfKey, keyOfWords, wordsOfKey } from "./first-key-words.ts";

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

function lines(words: readonly string[]): readonly string[] {
  return [0, 6, 12].map((at) => `  ${words.slice(at, at + 6).join("  ")}`);
}

/** Until it was typed as it was shown; false at the end of the input. */
async function typedBack(key: Secret, { ask, print }: HandOverMeans): Promise<boolean> {
  for (;;) {
    const typed = await ask("Type the 17 words from your paper: ");
    if (typed === null) return false;
    const read = keyOfWords(typed);
    if (read.type === "key") {
      using again = read.key;
      if (again.equals(key)) return true;
    }
    print(
      read.type === "no-word"
        ? `Word ${read.word} is none: five letters each. Correct your paper if it says so, and type them all again.`
        : read.type === "not-as-many"
          ? `There are 17 words, and ${read.found} were typed.`
          : "That is not the key that was shown: a word is another one. Look at your paper, and type them all again.",
    );
  }
}

/** Names of the two who have it; null when one gave up: then nothing may be made. */
export async function handOver(key: Secret, means: HandOverMeans): Promise<readonly string[] | null> {
  const { print, ask, clear, draw } = means;
  const names: string[] = [];
  while (names.length < officers) {
    const name = (await ask(`Officer ${names.length + 1} of ${officers}, your name: `))?.trim();
    if (name === undefined) return null;
    if (name === "" || names.includes(name)) {
      print("Two officers keep the key, each by a name of their own.");
      continue;
    }
    print(
      "The journal's first key (K_0), in 17 words and as a code. Write the words down; they are shown to you this once:",
    );
    for (const line of ["", ...lines(wordsOfKey(key)), "", ...draw(digitsOfKey(key))]) print(line);
    if ((await ask("Enter when they are on paper: ")) === null) return null;
    clear();
    if (!(await typedBack(key, means))) return null;
    clear();
    names.push(name);
  }
  return names;
}
