// A long text as pages: wrapped by display width, so that Hangul and Latin letters fill the same lines.
import { stringWidth } from "./string-width.ts";

/** Splits after blanks; a word wider than the line is cut between characters. */
function wrap(paragraph: string, width: number): string[] {
  const lines: string[] = [];
  let line = "";
  const take = (piece: string): void => {
    if (stringWidth((line + piece).trimEnd()) > width && line !== "") {
      lines.push(line.trimEnd());
      line = "";
    }
    line += line === "" ? piece.trimStart() : piece;
  };
  for (const word of paragraph.match(/\s*\S+/g) ?? []) {
    if (stringWidth(word.trimStart()) <= width) take(word);
    else for (const character of word) take(character);
  }
  lines.push(line.trimEnd());
  return lines;
}

/**
 * Pages of at most `rows` lines of at most `width` cells (both at least 2). Line breaks of the text stay; blank lines at
 * the head of a page are dropped. An empty text has one empty page.
 */
export function paginate(text: string, width: number, rows: number): readonly (readonly string[])[] {
  const pages: string[][] = [];
  let page: string[] = [];
  for (const line of text.split("\n").flatMap((paragraph) => wrap(paragraph, width))) {
    if (line === "" && page.length === 0) continue;
    page.push(line);
    if (page.length === rows) {
      pages.push(page);
      page = [];
    }
  }
  if (page.length > 0 || pages.length === 0) pages.push(page);
  return pages;
}
