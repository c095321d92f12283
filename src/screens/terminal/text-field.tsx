// A plain field: the value as typed, and where the next character goes, for the terminal's cursor too.
import { Box, type DOMElement, measureElement, useCursor } from "ink";
import { type RefObject, useLayoutEffect, useRef, useState } from "react";
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

type Place = { readonly x: number; readonly y: number };

/** Where a box stands on the screen; null until it was laid out. */
function usePlace(): readonly [RefObject<DOMElement | null>, Place | null] {
  const box = useRef<DOMElement | null>(null);
  const [place, setPlace] = useState<Place | null>(null);
  useLayoutEffect(() => {
    if (!box.current) return;
    const { x, y } = measureElement(box.current);
    setPlace((before) => (before?.x === x && before.y === y ? before : { x, y }));
  });
  return [box, place];
}

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
  // An input method shows the syllable in the making at the cursor.
  const [box, place] = usePlace();
  const { setCursorPosition } = useCursor();
  const ahead = stringWidth(`${label}  ${before}`);
  setCursorPosition(place && cursor !== undefined ? { x: place.x + ahead, y: place.y } : undefined);
  return (
    <Box ref={box} flexShrink={0}>
      <Words>{`${label}  `}</Words>
      <Words tone="field">{before}</Words>
      <Words tone={cursor === undefined ? "field" : "cursor"}>{under}</Words>
      <Words tone="field">{after + blank}</Words>
    </Box>
  );
}
