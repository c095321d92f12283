// A security token among the places to keep a certificate, and the page that asks for its PIN.

import type { StepAt } from "../../ceremony/step.ts";
import type { SecurityToken } from "../../media/token.ts";
import type { Block, Page, View } from "../page.ts";
import type { Choice } from "../terminal/choices.tsx";
import { showable } from "../terminal/glyphs.ts";
import { passwordSlots } from "./desk.ts";
import { fieldKeys } from "./legend.ts";

export function tokenName({ words }: View, { label }: SecurityToken): string {
  return `${words.tokenPlace.name} ${showable(label)}`;
}

/** Among the places to keep a certificate. */
export function tokenChoice(view: View, token: SecurityToken): Choice {
  const { detail, locked } = view.words.tokenPlace;
  return { label: tokenName(view, token), detail: token.pin === "locked" ? locked : detail };
}

/** Once on a page: what the reserved line says of a wrong PIN need not stand here as well. */
function warningOf({ words: { tokenPin }, state }: View, { pin, left }: StepAt<"token-pin">): string {
  if (state.notice?.type === "pin-wrong") return "";
  return pin === "few-left" && left !== null ? tokenPin.left(left) : tokenPin.warned[pin];
}

export function tokenPinPage(view: View, step: StepAt<"token-pin">): Page {
  const { words, state } = view;
  const { title, prompt, promptShort, label } = words.tokenPin;
  const { row, column, gridNote, gridOrKeyboard } = words.password;
  const warning = warningOf(view, step);
  const asks = (how: string): Block => ({ type: "prompt", text: step.waiting ? words.checking : how });
  const rest: readonly Block[] = [
    { type: "slots", rows: [{ label, filled: step.typed.length, slots: passwordSlots, at: "now" }] },
    { type: "grid", wanted: step.typed.half ? "column" : "row", words: { row, column } },
  ];
  const how = state.desk === "teller" ? gridOrKeyboard : gridNote;
  return {
    title,
    blocks: [asks(`${prompt}\n${warning || how}`), ...rest],
    compact: [asks(warning || promptShort), ...rest],
    keys: fieldKeys(view),
  };
}
