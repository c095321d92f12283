// The phone on file: which one, how, the two digits to key in, or the code by message. A simulated phone is shown beside.

import { phoneMethodsListed } from "../../ceremony/offer.ts";
import type { StepAt } from "../../ceremony/step.ts";
import type { PhoneDisplay } from "../../verification/phone.ts";
import type { Block, Page, View } from "../page.ts";
import { customersTurn } from "./identity.ts";
import { choiceKeys, fieldKeys, languageKey, menuKey } from "./legend.ts";

export function phoneNumberPage(view: View): Page {
  const { numberTitle, numberPrompt } = view.words.phone;
  const choices = phones(view).map((label) => ({ label }));
  return {
    title: numberTitle,
    blocks: [{ type: "prompt", text: numberPrompt }, { type: "choices", choices }, ...simulatedPhone(view)],
    keys: choiceKeys(view, choices.length),
  };
}

export function phoneMethodPage(view: View, step: StepAt<"phone-method">): Page {
  const { phone } = view.words;
  const shown = phones(view)[step.phone] ?? "";
  const methods = {
    call: { label: phone.call, detail: phone.callDetail },
    message: { label: phone.message, detail: phone.messageDetail },
  };
  const choices = phoneMethodsListed(shown).map((method) => methods[method]);
  return {
    title: phone.methodTitle,
    blocks: [
      { type: "prompt", text: phone.methodPrompt(shown) },
      { type: "choices", choices },
      ...simulatedPhone(view),
    ],
    keys: choiceKeys(view, choices.length),
  };
}

export function phoneCallPage(view: View, step: StepAt<"phone-call">): Page {
  const { phone } = view.words;
  return {
    title: phone.callTitle,
    blocks:
      step.code === null
        ? [{ type: "prompt", text: phone.calling }, ...simulatedPhone(view)]
        : [{ type: "prompt", text: phone.keyIn }, { type: "digits", value: step.code }, ...simulatedPhone(view)],
    keys: [menuKey(view), languageKey(view)],
  };
}

/** Waiting with nothing typed: the message is on its way. */
export function phoneCodePage(view: View, step: StepAt<"phone-code">): Page {
  const { phone, checking } = view.words;
  const waiting = step.typed.length === 0 ? phone.sending : checking;
  return {
    title: phone.codeTitle,
    blocks: [
      { type: "prompt", text: step.waiting ? waiting : phone.codePrompt },
      { type: "slots", rows: [{ label: phone.codeLabel, filled: step.typed.length, slots: 6, at: "now" }] },
      { type: "note", text: phone.codeNote },
      ...customersTurn(view),
      ...simulatedPhone(view),
    ],
    keys: fieldKeys(view),
  };
}

function phones({ state }: View): readonly string[] {
  return state.facts?.customer?.phones ?? [];
}

function simulatedPhone({ state, words }: View): readonly Block[] {
  const line = phoneLine(state.phone, words.phonePanel);
  return line === null ? [] : [{ type: "panel", title: words.phone.panel, line }];
}

function phoneLine(display: PhoneDisplay, words: View["words"]["phonePanel"]): string | null {
  switch (display.type) {
    case "idle":
      return null;
    case "ringing":
      return words.ringing;
    case "answered":
      return words[display.keyed];
    case "missed":
      return words.missed;
    case "message":
      return words.message(display.code);
  }
}
