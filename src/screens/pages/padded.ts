// Columns that line up, Hangul and Latin alike.

import { stringWidth } from "../terminal/string-width.ts";

/** With blanks up to `width` cells. */
export function padded(text: string, width: number): string {
  return text + " ".repeat(Math.max(0, width - stringWidth(text)));
}
