// A plain field: the value as typed, and where the next character goes.
import { Box } from "ink";
import { Words } from "./look.tsx";
import { stringWidth } from "./string-width.ts";

type TextFieldProps = {
  readonly label: string;
  readonly value: string;
  /** In characters from the start; absent when the field is not in focus. */
  readonly cursor?: number;
  /** In cells, the cursor's own included. */
  readonly width: number;
};

export function TextField({ label, value, cursor, width }: TextFieldProps) {
  const characters = [...value];
  const at = cursor === undefined ? characters.length : Math.min(cursor, characters.length);
  // A value longer than the field is seen at the cursor, not at its start.
  let first = 0;
  while (first < at && stringWidth(characters.slice(first, at).join("")) > width - 2) first++;
  const before = characters.slice(first, at).join("");
  const under = characters[at] ?? " ";
  let after = "";
  const room = width - stringWidth(before) - stringWidth(under);
  for (const character of characters.slice(at + 1)) {
    if (stringWidth(after + character) > room) break;
    after += character;
  }
  const blank = " ".repeat(Math.max(0, room - stringWidth(after)));
  return (
    <Box flexShrink={0}>
      <Words>{`${label}  `}</Words>
      <Words tone="field">{before}</Words>
      <Words tone={cursor === undefined ? "field" : "cursor"}>{under}</Words>
      <Words tone="field">{after + blank}</Words>
    </Box>
  );
}
