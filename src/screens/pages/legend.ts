// The keys of the usual pages: a page of choices, a page with a field.

import { fieldOf, takesLetters, writtenIn } from "../../ceremony/field.ts";
import type { Step } from "../../ceremony/step.ts";
import type { View } from "../page.ts";
import type { KeyLabel } from "../terminal/frame.tsx";

export function menuKey({ words }: View): KeyLabel {
  return { key: "*", label: words.keys.menu };
}

/** 0 is the other language wherever no field takes digits. */
export function languageKey({ words }: View): KeyLabel {
  return { key: "0", label: words.otherLanguage };
}

/** `1-3`, and with gaps `1 3-5`: the digits as they are, in their order. */
export function ranges(digits: readonly string[]): string {
  const runs: [first: string, last: string][] = [];
  for (const digit of digits) {
    const run = runs.at(-1);
    if (run && Number(digit) === Number(run[1]) + 1) run[1] = digit;
    else runs.push([digit, digit]);
  }
  return runs.map(([first, last]) => (first === last ? first : `${first}-${last}`)).join(" ");
}

export function choiceKeys(view: View, count: number): readonly KeyLabel[] {
  const digits = count === 1 ? "1" : `1-${count}`;
  const choose = count > 0 ? [{ key: digits, label: view.words.keys.choose }] : [];
  return [...choose, menuKey(view), languageKey(view)];
}

/** While work is under way nothing can be chosen. */
export function restingKeys(view: View): readonly KeyLabel[] {
  return [menuKey(view), languageKey(view)];
}

/** Choices, and Enter when there is nothing more to do. */
export function finishKeys(view: View, count: number): readonly KeyLabel[] {
  const { enterKey, choose, finish } = view.words.keys;
  const digits = count === 1 ? "1" : `1-${count}`;
  return [
    ...(count > 0 ? [{ key: digits, label: choose }] : []),
    { key: enterKey, label: finish },
    ...restingKeys(view),
  ];
}

/** A page whose only key is Enter. */
export function enterKeys(view: View, label: string): readonly KeyLabel[] {
  return [{ key: "#", label }, menuKey(view), languageKey(view)];
}

/** On a letter field `*` and `#` are letters: its keys are those of a keyboard. */
export function fieldKeys(view: View): readonly KeyLabel[] {
  const { state, words } = view;
  const { enterKey, confirm, correct, menu } = words.keys;
  const field = fieldOf(state.step);
  if (field === null) return [menuKey(view), languageKey(view)];
  if (field.type === "text" || (field.by === "teller" && field.type === "secret"))
    return [
      { key: enterKey, label: confirm },
      { key: "Esc", label: menu },
    ];
  const clears = isFilled(state.step) ? correct : menu;
  // The customer may type a password on the keypad or on the teller's keyboard: both find their keys.
  if (takesLetters(state))
    return [
      { key: `# ${enterKey}`, label: confirm },
      { key: "*", label: clears },
      { key: "Backspace", label: correct },
    ];
  return [
    { key: field.by === "teller" ? enterKey : "#", label: confirm },
    { key: "*", label: clears },
  ];
}

/** Whether the open field holds anything, shown or not. */
function isFilled(step: Step): boolean {
  return "typed" in step && fieldOf(step)?.type === "secret"
    ? step.typed.length > 0 || step.typed.half
    : writtenIn(step) !== "";
}
