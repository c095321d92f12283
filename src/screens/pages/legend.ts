// The keys of the usual pages: a page of choices, a page with a field.

import { fieldOf, writtenIn } from "../../ceremony/field.ts";
import type { View } from "../page.ts";
import type { KeyLabel } from "../terminal/frame.tsx";

export function menuKey({ words }: View): KeyLabel {
  return { key: "*", label: words.keys.menu };
}

/** 0 is the other language wherever no field takes digits. */
export function languageKey({ words }: View): KeyLabel {
  return { key: "0", label: words.otherLanguage };
}

export function choiceKeys(view: View, count: number): readonly KeyLabel[] {
  const digits = count === 1 ? "1" : `1-${count}`;
  const choose = count > 0 ? [{ key: digits, label: view.words.keys.choose }] : [];
  return [...choose, menuKey(view), languageKey(view)];
}

/** A page whose only key is Enter. */
export function enterKeys(view: View, label: string): readonly KeyLabel[] {
  return [{ key: "#", label }, menuKey(view), languageKey(view)];
}

/** On a letter field `*` and `#` are letters: its keys are those of a keyboard. */
export function fieldKeys(view: View): readonly KeyLabel[] {
  const { state, words } = view;
  const field = fieldOf(state.step);
  if (field === null) return [menuKey(view), languageKey(view)];
  const onKeyboard = field.type === "text" || (field.by === "teller" && field.type === "secret");
  if (onKeyboard)
    return [
      { key: words.keys.enterKey, label: words.keys.confirm },
      { key: "Esc", label: state.facts ? words.keys.stop : words.keys.menu },
    ];
  const filled =
    "typed" in state.step && field.type === "secret"
      ? state.step.typed.length > 0 || state.step.typed.half
      : writtenIn(state.step) !== "";
  return [
    { key: field.by === "teller" ? words.keys.enterKey : "#", label: words.keys.confirm },
    { key: "*", label: filled ? words.keys.correct : words.keys.menu },
  ];
}
