// The identity document in the teller's hands: which kind, whose, since when; whether it is good, and what if it is not.

import { canBeProxy } from "../../ceremony/document.ts";
import { documentsListed } from "../../ceremony/offer.ts";
import type { StepAt } from "../../ceremony/step.ts";
import type { IdentityDocument } from "../../verification/document.ts";
import type { Block, Page, View } from "../page.ts";
import { showable } from "../terminal/glyphs.ts";
import { choiceKeys, fieldKeys } from "./legend.ts";
import { choicePage } from "./usual.ts";

/** In cells. */
const authorityWidth = 24;

/** Behind the kinds of a customer's own document: somebody else came. */
export function documentKindPage(view: View): Page {
  const { document, documents } = view.words;
  const himself = canBeProxy(view.state);
  const { facts } = view.state;
  const kinds = (facts ? documentsListed(facts) : []).map((kind) => ({ label: documents[kind] }));
  const choices = himself ? [...kinds, { label: document.proxy }] : kinds;
  const prompt = himself || facts?.capacity === "minor" ? document.kindPrompt : document.kindPromptOther;
  return choicePage(view, document.kindTitle, prompt, choices);
}

export function documentAuthorityPage(view: View, step: StepAt<"document-authority">): Page {
  const { authorityTitle, authorityPrompt, authorityLabel } = view.words.document;
  return {
    title: authorityTitle,
    blocks: [
      { type: "prompt", text: authorityPrompt },
      { type: "field", label: authorityLabel, value: step.text, width: authorityWidth },
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
  const { words } = view;
  const { numberTitle, numberPrompt, numberLabel, numberNote } = words.document;
  return {
    title: numberTitle,
    blocks: [
      { type: "prompt", text: step.waiting ? words.checking : numberPrompt },
      { type: "field", label: numberLabel, value: step.text, width: 6 },
      { type: "note", text: numberNote },
    ],
    keys: fieldKeys(view),
  };
}

/** What was typed of a document, to be read once more. */
function documentFacts({ words }: View, { kind, authority, issuedOn, number }: IdentityDocument): Block {
  const { document, issued } = words.attestation;
  return {
    type: "facts",
    rows: [
      [document, `${words.documents[kind]} ${showable(number)}`],
      [issued, `${issuedOn} ${showable(authority)}`],
    ],
  };
}

export function attestationPage(view: View, step: StepAt<"attestation">): Page {
  const { title, prompt, accept, notGenuine, notThePerson } = view.words.attestation;
  const choices = [accept, notGenuine, notThePerson].map((label) => ({ label }));
  return {
    title,
    blocks: [{ type: "prompt", text: prompt }, documentFacts(view, step.document), { type: "choices", choices }],
    keys: choiceKeys(view, choices.length),
  };
}

export function documentRefusedPage(view: View, step: StepAt<"document-refused">): Page {
  const { title, why, another, ask, end } = view.words.refusedDocument;
  const choices = [another, ask, end].map((label) => ({ label }));
  return {
    title,
    blocks: [{ type: "prompt", text: why[step.why] }, documentFacts(view, step.document), { type: "choices", choices }],
    keys: choiceKeys(view, choices.length),
  };
}
