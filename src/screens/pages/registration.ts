// Another institution's certificate: examined, read back and registered; the ones that are registered, and taking one off.

import { examinationParts } from "../../ceremony/registration.ts";
import type { StepAt } from "../../ceremony/step.ts";
import type { Fact, Page, View } from "../page.ts";
import { showable } from "../terminal/glyphs.ts";
import { stringWidth } from "../terminal/string-width.ts";
import { choiceKeys, restingKeys } from "./legend.ts";
import { padded } from "./padded.ts";
import { policyName } from "./policy.ts";
import { shortDate } from "./storage.ts";

export function examinationPage(view: View, { part }: StepAt<"examination">): Page {
  const { words } = view;
  const { title, stay, parts } = words.registration.examination;
  const width = Math.max(...examinationParts.map((each) => stringWidth(parts[each])));
  const now = examinationParts.indexOf(part);
  const steps = examinationParts.map((each, index) => {
    const at = index < now ? ("done" as const) : index === now ? ("now" as const) : ("waiting" as const);
    return { label: padded(parts[each], width), at, word: words.issuing.words[at] };
  });
  return {
    title,
    blocks: [
      { type: "prompt", text: stay },
      { type: "steps", steps },
    ],
    keys: restingKeys(view),
  };
}

export function registrationPage(view: View, { unanswered, waiting }: StepAt<"registration">): Page {
  const { words, state } = view;
  const { title, prompt, yes, no, ...notes } = words.registration.readBack;
  const note = unanswered ? notes.unanswered : notes.note;
  const brought = state.facts?.brought;
  const { holder, kind, ca, until } = words.certificateView;
  const rows: readonly Fact[] = brought
    ? [
        [holder, showable(brought.holder)],
        [kind, policyName(view, brought)],
        [ca, showable(brought.ca)],
        [until, shortDate(brought.notAfter)],
      ]
    : [];
  return readBack(view, { title, prompt, note, yes, no, rows, waiting });
}

export function registrationsPage(view: View, { registered }: StepAt<"registrations">): Page {
  const { words } = view;
  const { title, prompt, since, expired } = words.registration.registrations;
  if (registered === null) return { title, blocks: [{ type: "prompt", text: words.wait }], keys: restingKeys(view) };
  const choices = registered.map((each) => ({
    label: `${policyName(view, each)} ${shortDate(each.notAfter)}`,
    detail: `${showable(each.ca)}, ${since(shortDate(each.registeredAt))}${each.expired ? ` ${expired}` : ""}`,
  }));
  return {
    title,
    blocks: [
      { type: "prompt", text: prompt },
      { type: "choices", choices },
    ],
    keys: choiceKeys(view, choices.length),
  };
}

export function deregistrationPage(view: View, { registered, waiting }: StepAt<"deregistration">): Page {
  const { words } = view;
  const { title, prompt, note, since, yes, no } = words.registration.deregistration;
  const { kind, ca, until } = words.certificateView;
  const rows: readonly Fact[] = [
    [kind, policyName(view, registered)],
    [ca, showable(registered.ca)],
    [until, shortDate(registered.notAfter)],
    [since, shortDate(registered.registeredAt)],
  ];
  return readBack(view, { title, prompt, note, yes, no, rows, waiting });
}

type ReadBack = Readonly<Record<"title" | "prompt" | "note" | "yes" | "no", string>> & {
  readonly rows: readonly Fact[];
  readonly waiting: boolean;
};

/** Who and what, and the two answers. */
function readBack(view: View, { title, prompt, note, yes, no, rows, waiting }: ReadBack): Page {
  return {
    title,
    blocks: [
      { type: "prompt", text: waiting ? view.words.wait : prompt },
      { type: "facts", rows },
      { type: "note", text: note, roomy: true },
      { type: "choices", choices: [{ label: yes }, { label: no }] },
    ],
    keys: waiting ? restingKeys(view) : choiceKeys(view, 2),
  };
}
