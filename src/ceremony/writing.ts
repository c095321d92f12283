// Typing into a field that shows what is typed: digits or text, bounded by the field. Pure.

import { isDigit } from "../input/key.ts";
import type { Event } from "./event.ts";
import { fieldOf, writtenIn } from "./field.ts";
import { stay, update } from "./move.ts";
import type { Move, State } from "./state.ts";
import type { Step } from "./step.ts";

/** `typed`: the page with that text in its field. `entered`: where Enter leads, once the field holds enough. */
export function writing(
  state: State,
  event: Event,
  typed: (text: string) => Step,
  entered: (text: string) => Move,
): Move {
  const written = write(state, event);
  switch (written.type) {
    case "text":
      return update(state, typed(written.text));
    case "entered":
      return entered(written.text);
    case "ignored":
      return stay(state);
  }
}

type Written =
  | { readonly type: "text"; readonly text: string }
  | { readonly type: "entered"; readonly text: string }
  | { readonly type: "ignored" };

/** At the maximum further characters go dead; enter below the minimum is ignored (XFS4IoT Keyboard, dataEntry). */
function write(state: State, event: Event): Written {
  const field = fieldOf(state.step);
  if (field === null || field.type === "secret") return { type: "ignored" };
  const text = writtenIn(state.step);
  if (event.type === "wrote") {
    if (field.type !== "text") return { type: "ignored" };
    return text.length < field.maximum ? { type: "text", text: text + event.character } : { type: "ignored" };
  }
  if (event.type !== "pressed") return { type: "ignored" };
  if (event.key === "enter") return text.length >= field.minimum ? { type: "entered", text } : { type: "ignored" };
  if (event.key === "backspace") return { type: "text", text: [...text].slice(0, -1).join("") };
  if (event.key === "clear") return { type: "text", text: "" };
  if (isDigit(event.key) && text.length < field.maximum) return { type: "text", text: text + event.key };
  return { type: "ignored" };
}
