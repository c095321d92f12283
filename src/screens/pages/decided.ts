// What became of one's own requests: who decided, how, and why.

import type { StepAt } from "../../ceremony/step.ts";
import { kstMinuteText } from "../../kst.ts";
import type { Decided } from "../../verification/requests.ts";
import type { Block, Page, View } from "../page.ts";
import { showable } from "../terminal/glyphs.ts";
import { fitted } from "../words/said.ts";
import { enterKeys } from "./legend.ts";
import { waitingPage } from "./usual.ts";

/** As many as the large layout holds, a line each; more room has their reasons. */
const shortShown = 5;

function outcomeOf({ words }: View, { decision }: Decided): string {
  const { approved, rejected, over } = words.decided;
  if (decision === null) return over;
  return decision.approved ? approved : rejected;
}

function subjectOf({ words }: View, { wanted, customerName }: Decided): string {
  const of = wanted.type === "unlock-staff" ? wanted.number : customerName === null ? "" : showable(customerName);
  return `${words.requestKinds[wanted.type]} ${of}`.trim();
}

function whole(view: View, decided: Decided): string {
  const { decision, askedAt } = decided;
  const by = decision === null ? "" : `, ${showable(decision.by.name)} ${kstMinuteText(decision.at).slice(5)}`;
  const why = decision === null ? "" : `: ${showable(decision.reason)}`;
  return `${subjectOf(view, decided)} (${kstMinuteText(askedAt).slice(5)})${by}${why}`;
}

export function decidedPage(view: View, { found }: StepAt<"decided">): Page {
  const { words } = view;
  const { title, prompt, none } = words.decided;
  if (found === null) return waitingPage(view, title);
  const around = (rows: readonly (readonly [string, string])[]): readonly Block[] => [
    { type: "prompt", text: found.length > 0 ? prompt : none },
    ...(rows.length > 0 ? [{ type: "facts" as const, rows }] : []),
  ];
  // Requests of one customer may agree in all that is shown: their place tells them apart.
  const labelled = (text: (decided: Decided) => string) =>
    found.map((each, place) => [`${place + 1} ${outcomeOf(view, each)}`, text(each)] as const);
  const short = labelled((each) => fitted(subjectOf(view, each), 24)).slice(0, shortShown);
  return {
    title,
    blocks: around(labelled((each) => whole(view, each))),
    compact: around(short),
    keys: enterKeys(view, words.keys.list),
  };
}
