// Amounts, slots and codes to compare, in digits that are read from two metres.
import { Box } from "ink";
import { useLook, Words } from "./look.tsx";

/** Three rows, like a calculator's; the same in ASCII. */
const small: Readonly<Record<string, readonly string[]>> = {
  "0": [" _ ", "| |", "|_|"],
  "1": ["   ", "  |", "  |"],
  "2": [" _ ", " _|", "|_ "],
  "3": [" _ ", " _|", " _|"],
  "4": ["   ", "|_|", "  |"],
  "5": [" _ ", "|_ ", " _|"],
  "6": [" _ ", "|_ ", "|_|"],
  "7": [" _ ", "  |", "  |"],
  "8": [" _ ", "|_|", "|_|"],
  "9": [" _ ", "|_|", " _|"],
  ",": [" ", " ", ","],
  ".": [" ", " ", "."],
  "-": ["   ", " _ ", "   "],
  " ": ["  ", "  ", "  "],
};

/** Five rows of three cells; `#` is a filled one. */
const large: Readonly<Record<string, readonly string[]>> = {
  "0": ["###", "# #", "# #", "# #", "###"],
  "1": [" # ", "## ", " # ", " # ", "###"],
  "2": ["###", "  #", "###", "#  ", "###"],
  "3": ["###", "  #", "###", "  #", "###"],
  "4": ["# #", "# #", "###", "  #", "  #"],
  "5": ["###", "#  ", "###", "  #", "###"],
  "6": ["###", "#  ", "###", "# #", "###"],
  "7": ["###", "  #", "  #", "  #", "  #"],
  "8": ["###", "# #", "###", "# #", "###"],
  "9": ["###", "# #", "###", "  #", "###"],
  ",": ["  ", "  ", "  ", " #", "# "],
  ".": [" ", " ", " ", " ", "#"],
  "-": ["   ", "   ", "###", "   ", "   "],
  " ": ["  ", "  ", "  ", "  ", "  "],
};

type BigDigitsProps = {
  /** Digits, comma, point, minus and blank; other characters are left out. */
  readonly value: string;
  readonly height: 3 | 5;
};

export function BigDigits({ value, height }: BigDigitsProps) {
  const { glyphs } = useLook();
  const shapes = height === 3 ? small : large;
  const rows = Array.from({ length: height }, (_, row) =>
    Array.from(value, (digit) => shapes[digit]?.[row] ?? "").join(" "),
  );
  return (
    <Box flexDirection="column" flexShrink={0}>
      {rows.map((row, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a row of a digit has no other name than its place
        <Words key={index} tone="strong">
          {height === 5 ? row.replaceAll("#", glyphs.block) : row}
        </Words>
      ))}
    </Box>
  );
}
