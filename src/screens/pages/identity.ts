// Who stands there: the customer's number at a kiosk; then, at either desk, the account and its password.

import type { StepAt } from "../../ceremony/step.ts";
import type { Block, Page, View } from "../page.ts";
import { fieldKeys } from "./legend.ts";

/** At a teller's desk the customer types on a keypad of his own, and the page says whose turn it is. */
export function customersTurn({ state, words }: View): readonly Block[] {
  return state.desk === "teller" ? [{ type: "note", text: words.byKeypad }] : [];
}

export function residentNumberPage(view: View, step: StepAt<"resident-number">): Page {
  const { title, prompt, label } = view.words.residentNumber;
  return {
    title,
    blocks: [
      { type: "prompt", text: prompt },
      { type: "slots", rows: [{ label, filled: step.typed.length, slots: 13, at: "now" }] },
    ],
    keys: fieldKeys(view),
  };
}

export function accountNumberPage(view: View, step: StepAt<"account-number">): Page {
  const { title, prompt, label } = view.words.account;
  return {
    title,
    blocks: [
      { type: "prompt", text: prompt },
      { type: "field", label, value: step.number, width: 16 },
      ...customersTurn(view),
    ],
    keys: fieldKeys(view),
  };
}

export function accountPasswordPage(view: View, step: StepAt<"account-password">): Page {
  const { words } = view;
  const { passwordTitle, passwordPrompt, passwordLabel } = words.account;
  return {
    title: passwordTitle,
    blocks: [
      { type: "prompt", text: step.waiting ? words.checking : passwordPrompt },
      { type: "slots", rows: [{ label: passwordLabel, filled: step.typed.length, slots: 4, at: "now" }] },
      ...customersTurn(view),
    ],
    keys: fieldKeys(view),
  };
}
