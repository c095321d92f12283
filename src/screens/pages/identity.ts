// Who stands there: the customer's numbers at a kiosk, the document and the list at a teller's desk; then the account.

import { documentsListed } from "../../ceremony/offer.ts";
import type { StepAt } from "../../ceremony/step.ts";
import type { Customer } from "../../verification/registry.ts";
import type { Block, Page, View } from "../page.ts";
import type { Choice } from "../terminal/choices.tsx";
import { showable } from "../terminal/glyphs.ts";
import { choiceKeys, fieldKeys } from "./legend.ts";

/** In cells. */
const nameWidth = 24;

/** At a teller's desk the customer types on a keypad of his own, and the page says whose turn it is. */
export function customersTurn({ state, words }: View): readonly Block[] {
  return state.desk === "teller" ? [{ type: "note", text: words.byKeypad }] : [];
}

export function customerSearchPage(view: View, step: StepAt<"customer-search">): Page {
  const { words } = view;
  const { title, prompt, label } = words.search;
  return {
    title,
    blocks: [
      { type: "prompt", text: step.waiting ? words.checking : prompt },
      { type: "field", label, value: step.query, width: nameWidth },
    ],
    keys: fieldKeys(view),
  };
}

export function customerListPage(view: View, step: StepAt<"customer-list">): Page {
  const { title, prompt } = view.words.customers;
  const choices = step.found.map(({ name, residentNumber }) => ({ label: `${showable(name)}  ${residentNumber}` }));
  return {
    title,
    blocks: [
      { type: "prompt", text: prompt },
      { type: "choices", choices },
    ],
    compact: [
      { type: "prompt", text: prompt },
      { type: "choices", choices: step.found.map(shortened) },
    ],
    keys: choiceKeys(view, choices.length),
  };
}

/** The number first: of a long name the end may be cut. */
function shortened({ name, residentNumber }: Customer): Choice {
  return { label: `${residentNumber.slice(0, 8)} ${showable(name)}` };
}

export function documentKindPage(view: View): Page {
  const { document, documents } = view.words;
  const choices = documentsListed().map((kind) => ({ label: documents[kind] }));
  return {
    title: document.kindTitle,
    blocks: [
      { type: "prompt", text: document.kindPrompt },
      { type: "choices", choices },
    ],
    keys: choiceKeys(view, choices.length),
  };
}

export function documentAuthorityPage(view: View, step: StepAt<"document-authority">): Page {
  const { authorityTitle, authorityPrompt, authorityLabel } = view.words.document;
  return {
    title: authorityTitle,
    blocks: [
      { type: "prompt", text: authorityPrompt },
      { type: "field", label: authorityLabel, value: step.text, width: nameWidth },
    ],
    keys: fieldKeys(view),
  };
}

export function documentDatePage(view: View, step: StepAt<"document-date">): Page {
  const { dateTitle, datePrompt, dateLabel, dateExample } = view.words.document;
  return {
    title: dateTitle,
    blocks: [
      { type: "prompt", text: datePrompt },
      { type: "field", label: dateLabel, value: step.text, width: 10 },
      { type: "note", text: dateExample },
    ],
    keys: fieldKeys(view),
  };
}

export function documentNumberPage(view: View, step: StepAt<"document-number">): Page {
  const { numberTitle, numberPrompt, numberLabel, numberNote } = view.words.document;
  return {
    title: numberTitle,
    blocks: [
      { type: "prompt", text: numberPrompt },
      { type: "field", label: numberLabel, value: step.text, width: 6 },
      { type: "note", text: numberNote },
    ],
    keys: fieldKeys(view),
  };
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
