// What is done for a customer at a counter: his token set right, his card lost or replaced, his phone, his certificate.

import { hasRoom } from "../../ceremony/care.ts";
import type { StepAt } from "../../ceremony/step.ts";
import type { Block, Page, Slots, View } from "../page.ts";
import { showable } from "../terminal/glyphs.ts";
import { mediumName } from "./file.ts";
import { customersTurn } from "./identity.ts";
import { choiceKeys, fieldKeys, restingKeys } from "./legend.ts";
import { shortDate } from "./storage.ts";
import { choicePage } from "./usual.ts";

/** Both codes of a token, the second behind the first. */
export function resynchronisePage(view: View, step: StepAt<"resynchronise">): Page {
  const { words } = view;
  const { title, first, second, firstLabel, secondLabel } = words.resynchronise;
  const { digits, ask, typed, waiting } = step;
  const prompt = ask === "first" ? first(digits) : second;
  const entered: Slots = { label: firstLabel, filled: digits, slots: digits, at: "done" };
  const rows: readonly Slots[] =
    ask === "first"
      ? [
          { label: firstLabel, filled: typed.length, slots: digits, at: "now" },
          { label: secondLabel, filled: 0, slots: digits, at: "waiting" },
        ]
      : [entered, { label: secondLabel, filled: typed.length, slots: digits, at: waiting ? "done" : "now" }];
  return {
    title,
    blocks: [
      { type: "prompt", text: waiting ? words.checking : prompt },
      { type: "slots", rows },
      ...customersTurn(view),
    ],
    keys: fieldKeys(view),
  };
}

export function mediumLostPage(view: View, { medium, waiting }: StepAt<"medium-lost">): Page {
  const { words } = view;
  const { title, prompt, note, yes, no } = words.lost;
  return {
    title,
    blocks: [
      { type: "prompt", text: waiting ? words.checking : prompt },
      { type: "facts", rows: [[words.file.medium, mediumName(view, medium)]] },
      { type: "note", text: note },
      { type: "choices", choices: [{ label: yes }, { label: no }] },
    ],
    keys: waiting ? restingKeys(view) : choiceKeys(view, 2),
  };
}

export function mediumSerialPage(view: View, step: StepAt<"medium-serial">): Page {
  const { words } = view;
  const { title, serialPrompt, serialLabel, serialNote } = words.bind;
  return {
    title,
    blocks: [
      { type: "prompt", text: step.waiting ? words.checking : serialPrompt },
      { type: "field", label: serialLabel, value: step.text, width: 22 },
      { type: "note", text: serialNote },
    ],
    keys: fieldKeys(view),
  };
}

/** A card is confirmed by a choice, a token by the code that it shows. */
export function mediumBindingPage(view: View, step: StepAt<"medium-binding">): Page {
  const { words, state } = view;
  const { title, cardPrompt, tokenPrompt, replaces, yes, no } = words.bind;
  const { medium, typed, waiting } = step;
  const facts: Block = { type: "facts", rows: [[words.file.medium, mediumName(view, medium)]] };
  const had: readonly Block[] = state.facts?.chosenCustomer?.medium ? [{ type: "note", text: replaces }] : [];
  if (medium.type === "security-card")
    return {
      title,
      blocks: [
        { type: "prompt", text: waiting ? words.checking : cardPrompt },
        facts,
        ...had,
        { type: "choices", choices: [{ label: yes }, { label: no }] },
      ],
      keys: waiting ? restingKeys(view) : choiceKeys(view, 2),
    };
  const { digits } = medium;
  return {
    title,
    blocks: [
      { type: "prompt", text: waiting ? words.checking : tokenPrompt(digits) },
      facts,
      { type: "slots", rows: [{ label: words.otp.label, filled: typed.length, slots: digits, at: "now" }] },
      ...had,
      ...customersTurn(view),
    ],
    keys: fieldKeys(view),
  };
}

export function phonePlacePage(view: View, { phones }: StepAt<"phone-place">): Page {
  const { title, placePrompt, add } = view.words.newPhone;
  const places = hasRoom(phones) ? [...phones.map(showable), add] : phones.map(showable);
  const choices = places.map((label) => ({ label }));
  return choicePage(view, title, placePrompt, choices);
}

export function newPhonePage(view: View, step: StepAt<"new-phone">): Page {
  const { title, prompt, label, example } = view.words.newPhone;
  return {
    title,
    blocks: [
      { type: "prompt", text: prompt },
      { type: "field", label, value: step.number, width: 13 },
      { type: "note", text: example },
      ...customersTurn(view),
    ],
    keys: fieldKeys(view),
  };
}

export function certificateChoicePage(view: View, { certificates }: StepAt<"certificate-choice">): Page {
  const { title, prompt } = view.words.certificateChoice;
  const choices = certificates.slice(0, 9).map((each) => ({
    label: `${view.words.product.names[each.product]}, ${shortDate(each.notAfter)}`,
    detail: `${showable(each.issuer)} ${each.serial}`,
  }));
  return choicePage(view, title, prompt, choices);
}
