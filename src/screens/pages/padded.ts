// Columns that line up, Hangul and Latin alike.

import { stringWidth } from "../terminal/string-width.ts";

/** With blanks up to `width` cells. */
export function padded(text: string, width: number): string {
  return text + " ".repeat(Math.max(0, width - stringWidth(text)));
}

/** Within `width` cells: two dots stand for what is left out of its middle. */
export function abridged(text: string, width: number): string {
  if (stringWidth(text) <= width) return text;
  const characters = [...text];
  const half = Math.ceil(characters.length / 2);
  const [head, tail] = [characters.slice(0, half), characters.slice(half)];
  const whole = (): string => `${head.join("")}..${tail.join("")}`;
  while (stringWidth(whole()) > width) {
    if (stringWidth(head.join("")) > stringWidth(tail.join(""))) head.pop();
    else tail.shift();
  }
  return whole();
}
