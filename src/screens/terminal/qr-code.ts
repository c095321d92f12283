// A QR code in half blocks, dark on light whatever the terminal's own colours are.

import { encode } from "uqr";

/** The quiet zone; ISO/IEC 18004 §9.1 asks for four, and every phone reads two. */
const border = 2;

/** Two rows of modules a line; each line sets its colours and takes them back. */
export function qrCode(text: string): readonly string[] {
  const { data } = encode(text, { ecc: "L", border });
  const dark = (row: number, column: number): boolean => data[row]?.[column] ?? false;
  return Array.from({ length: Math.ceil(data.length / 2) }, (_, line) => {
    const halves = (data[0] ?? []).map((_, column) => {
      const [above, below] = [dark(2 * line, column), dark(2 * line + 1, column)];
      if (above) return below ? "█" : "▀";
      return below ? "▄" : " ";
    });
    return `\u001b[38;5;16;48;5;231m${halves.join("")}\u001b[0m`;
  });
}
