// A customer is found at a counter, by name, account or resident number; who came for him, and with which papers.

import { papersMissingKey } from "../../ceremony/person.ts";
import type { StepAt } from "../../ceremony/step.ts";
import { papersOf } from "../../verification/capacity.ts";
import type { Customer } from "../../verification/registry.ts";
import type { Page, View } from "../page.ts";
import type { Choice } from "../terminal/choices.tsx";
import { showable } from "../terminal/glyphs.ts";
import { customersTurn } from "./identity.ts";
import { choiceKeys, fieldKeys, menuKey } from "./legend.ts";
import { choicePage } from "./usual.ts";

/** In cells. */
const nameWidth = 22;

export function customerSearchPage(view: View, step: StepAt<"customer-search">): Page {
  const { words } = view;
  const { title, prompt, label, note } = words.search;
  return {
    title,
    blocks: [
      { type: "prompt", text: step.waiting ? words.checking : prompt },
      { type: "field", label, value: step.query, width: nameWidth },
      { type: "note", text: note },
    ],
    keys: fieldKeys(view),
  };
}

export function customerNumberPage(view: View, step: StepAt<"customer-number">): Page {
  const { words } = view;
  const { title, prompt, label } = words.customerNumber;
  return {
    title,
    blocks: [
      { type: "prompt", text: step.waiting ? words.checking : prompt },
      { type: "slots", rows: [{ label, filled: step.typed.length, slots: 13, at: "now" }] },
      ...customersTurn(view),
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

/** Each capacity says which papers it needs before it is chosen. */
export function capacityPage(view: View, step: StepAt<"capacity">): Page {
  const { capacity, papers } = view.words;
  const choices = step.offered.map((each) => {
    const needed = papersOf(each).map((paper) => papers.names[paper]);
    return { label: capacity.names[each], ...(needed.length > 0 ? { detail: needed.join(", ") } : {}) };
  });
  return choicePage(view, capacity.title, capacity.prompt(view.state.facts?.chosenCustomer?.age ?? 0), choices);
}

/** Enter goes on only when each paper is ticked. */
export function papersPage(view: View, step: StepAt<"papers">): Page {
  const { capacity, papers, keys } = view.words;
  const listed = papersOf(step.capacity);
  const ticks = listed.map((paper) => ({
    label: `${step.ticked.includes(paper) ? "[v]" : "[ ]"} ${papers.names[paper]}`,
  }));
  const complete = listed.every((paper) => step.ticked.includes(paper));
  return {
    title: papers.title,
    blocks: [
      { type: "prompt", text: papers.prompt },
      { type: "note", text: capacity.names[step.capacity] },
      { type: "choices", choices: [...ticks, { label: papers.missing }] },
    ],
    keys: [
      ...(complete ? [{ key: keys.enterKey, label: keys.proceed }] : []),
      { key: `1-${listed.length}`, label: keys.tick },
      menuKey(view),
      { key: papersMissingKey(step.capacity), label: keys.missing },
    ],
  };
}
