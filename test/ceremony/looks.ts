// What a transcript looks at between two acts: the rows of the journal and the sentences on the screen, and at which desk.

import type { Desk } from "../../src/audit/entry.ts";
import type { Line } from "../../src/commands/transcript.ts";
import { wordsIn } from "../../src/screens/words/catalogue.ts";
import type { Refusal } from "./refusals.ts";

/** `sentences` are folded. */
export type Look = { readonly desk: Desk; readonly rows: readonly Line[]; readonly sentences: readonly string[] };

/** Nothing happens by these. */
const observing: readonly Line["verb"][] = ["see", "gone", "audit", "file", "receipt", "books", "never"];

/** The page is the same, in the other language. */
function turns({ verb, words }: Line): boolean {
  return verb === "type" && words.join(" ") === " f2";
}

export function looksOf(lines: readonly Line[]): readonly Look[] {
  const looks: Look[] = [];
  let desk: Desk = "kiosk";
  let seen: Line[] = [];
  for (const line of [...lines, null]) {
    if (line && (observing.includes(line.verb) || turns(line))) {
      seen.push(line);
      continue;
    }
    const said = seen.filter(({ verb }) => verb === "see").map(({ words }) => part(words.join(" ")));
    if (seen.length > 0) looks.push({ desk, rows: seen.filter(({ verb }) => verb === "audit"), sentences: said });
    seen = [];
    if (line?.verb === "mode" || line?.verb === "desk") desk = line.words[0] === "teller" ? "teller" : "kiosk";
  }
  return looks;
}

/** A refusal in one language: its row, and what a screen may say of it. */
export type Sought = Pick<Refusal, "row"> & { readonly said: readonly string[] };

export function soughtIn({ row, sentences }: Refusal, locale: "ko" | "en"): Sought {
  return { row, said: sentences(wordsIn(locale)).map(folded) };
}

/** Its row and its sentence were seen together, that is, nothing was done between the two. */
export function shows({ rows, sentences }: Look, { row, said }: Sought): boolean {
  if (row !== null && !rows.some((line) => isRow(line, row))) return false;
  return sentences.some((sentence) => said.some((whole) => whole.includes(sentence)));
}

function isRow({ words, options }: Line, row: NonNullable<Refusal["row"]>): boolean {
  if (words[0] !== row.event) return false;
  return Object.entries(row.fields).every(([field, value]) => options[field] === String(value));
}

/** A sentence as the screen may wrap it, whatever number stands in it. */
function folded(text: string): string {
  return text.replaceAll(/\s+/g, "").replaceAll(/\d+/g, "0");
}

const shortestPart = 6;

/** What is too short to tell one sentence from another is found in none. */
function part(text: string): string {
  const short = folded(text);
  return short.length < shortestPart ? text.padEnd(shortestPart) : short;
}
