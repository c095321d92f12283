// Another institution's certificate: examined, read back and registered; the ones that are registered, and taking one off.

import { examinationParts } from "../../ceremony/registration.ts";
import type { StepAt } from "../../ceremony/step.ts";
import type { Block, Fact, Page, View } from "../page.ts";
import { showable } from "../terminal/glyphs.ts";
import { stringWidth } from "../terminal/string-width.ts";
import { choiceKeys, restingKeys } from "./legend.ts";
import { abridged, padded } from "./padded.ts";
import { policyName } from "./policy.ts";
import { shortDate } from "./storage.ts";
import { choicePage, waitingPage } from "./usual.ts";

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
  const noteShort = unanswered ? notes.unansweredShort : null;
  const brought = state.facts?.brought;
  const what = brought ? certificateRows(view, brought.holder, brought) : nothingKnown;
  return readBack(view, { title, prompt, note, noteShort, yes, no, ...what, waiting });
}

export function registrationsPage(view: View, { registered }: StepAt<"registrations">): Page {
  const { words } = view;
  const { title, prompt, since, expired } = words.registration.registrations;
  if (registered === null) return waitingPage(view, title);
  const choices = registered.map((each) => ({
    label: `${policyName(view, each)} ${shortDate(each.notAfter)}`,
    detail: `${showable(each.ca)}, ${since(shortDate(each.registeredAt))}${each.expired ? ` ${expired}` : ""}`,
  }));
  return choicePage(view, title, prompt, choices);
}

export function deregistrationPage(view: View, { registered, waiting }: StepAt<"deregistration">): Page {
  const { words, state } = view;
  const { title, prompt, note, since, yes, no } = words.registration.deregistration;
  const { rows, short } = certificateRows(view, state.facts?.customer?.name ?? "", registered);
  const day: Fact = [since, shortDate(registered.registeredAt)];
  const what = { rows: [...rows, day], short: [...short, day] };
  return readBack(view, { title, prompt, note, noteShort: null, yes, no, ...what, waiting });
}

/** `short`: as many rows as the large layout has beside a note. */
type Rows = { readonly rows: readonly Fact[]; readonly short: readonly Fact[] };

/** Cells of a CA's name beside a date in the large layout: those of the accredited ones, and no more. */
const shortCa = 9;

const nothingKnown: Rows = { rows: [], short: [] };

type Certificate = { readonly policy: string; readonly ca: string; readonly notAfter: Date };

function certificateRows(view: View, holder: string, certificate: Certificate): Rows {
  const { certificateView, registration } = view.words;
  const [ca, until] = [showable(certificate.ca), shortDate(certificate.notAfter)];
  const who: readonly Fact[] = [
    [certificateView.holder, showable(holder)],
    [certificateView.kind, policyName(view, certificate)],
  ];
  return {
    rows: [...who, [certificateView.ca, ca], [certificateView.until, until]],
    short: [...who, [certificateView.ca, registration.ends(abridged(ca, shortCa), until)]],
  };
}

type ReadBack = Rows &
  Readonly<Record<"title" | "prompt" | "note" | "yes" | "no", string>> & {
    /** What the large layout says of it as well. */
    readonly noteShort: string | null;
    readonly waiting: boolean;
  };

/** Who and what, and the two answers. */
function readBack(view: View, { title, prompt, note, noteShort, yes, no, rows, short, waiting }: ReadBack): Page {
  const asked: Block = { type: "prompt", text: waiting ? view.words.wait : prompt };
  const choices: Block = { type: "choices", choices: [{ label: yes }, { label: no }] };
  const told: readonly Block[] = noteShort === null ? [] : [{ type: "note", text: noteShort }];
  return {
    title,
    blocks: [asked, { type: "facts", rows }, { type: "note", text: note }, choices],
    compact: [asked, { type: "facts", rows: short }, ...told, choices],
    keys: waiting ? restingKeys(view) : choiceKeys(view, 2),
  };
}
