// The pages between ceremonies: opening, out of service, which desk, sign-on, services.

import { withOptions } from "../../ceremony/command-options.ts";
import { type Offer, offersAt, type ServiceId, type ServicePage } from "../../ceremony/services.ts";
import type { StepAt } from "../../ceremony/step.ts";
import type { Block, Fact, Page, View } from "../page.ts";
import type { Choice } from "../terminal/choices.tsx";
import { showable } from "../terminal/glyphs.ts";
import { fieldKeys, languageKey, menuKey, ranges } from "./legend.ts";
import { choicePage } from "./usual.ts";

/** Shown for a secret whose length is nobody's business. */
export const passwordSlots = 16;

export function openingPage({ words }: View): Page {
  return { title: words.opening.title, blocks: [{ type: "prompt", text: words.opening.text }], keys: [] };
}

/** Customers read what to do, and staff what it is and what mends it; the machine's own words are for the teller's desk. */
export function outOfServicePage({ state, words }: View, step: StepAt<"out-of-service">): Page {
  const { title, text, next, otherwise, happened, staff, why, resumes, outages } = words.outOfService;
  const facts: Fact[] = [];
  const meant = (sentence: string): string => withOptions(sentence, state.commandOptions);
  if (step.outage) {
    const [what, todo] = outages[step.outage];
    facts.push([happened, what], [staff, meant(todo)]);
  }
  const reason: Fact[] = state.desk === "teller" ? [[why, showable(meant(step.why))]] : [];
  const asked: readonly Block[] = [
    { type: "prompt", text },
    { type: "note", text: next },
  ];
  return {
    title,
    blocks: [
      ...asked,
      { type: "facts", rows: [...facts, ...reason] },
      { type: "note", text: resumes },
      { type: "note", text: otherwise },
    ],
    compact: [...asked, { type: "facts", rows: facts }],
    keys: [],
  };
}

export function deskChoicePage(view: View): Page {
  const { title, prompt, desks, anew, anewDetail } = view.words.deskChoice;
  const { house } = view.state;
  const choices: Choice[] = (house?.desks ?? []).map((desk) => ({ label: desks[desk] }));
  if (house?.begunOn) choices.push({ label: anew, detail: anewDetail(view.words.date(house.begunOn)) });
  return choicePage(view, title, prompt, choices);
}

export function signOnPage(view: View, step: StepAt<"sign-on">): Page {
  const { words } = view;
  const { title, number, numberLabel, password, passwordLabel } = words.signOn;
  const asksNumber = step.ask === "number";
  const secret: Block = {
    type: "slots",
    rows: [{ label: passwordLabel, filled: step.typed.length, slots: passwordSlots, at: "now" }],
  };
  return {
    title,
    blocks: [
      { type: "prompt", text: step.waiting ? words.checking : asksNumber ? number : password },
      asksNumber
        ? { type: "field", label: numberLabel, value: step.number, width: 8 }
        : { type: "facts", rows: [[numberLabel, step.number]] },
      ...(asksNumber ? [] : [secret]),
    ],
    keys: fieldKeys(view),
  };
}

/** What staff may not know from the name alone: all of them with a second line each would not fit. */
const explained: readonly (ServiceId | ServicePage)[] = ["issue", "care", "joint"];

export function servicesPage(view: View, step: StepAt<"services">): Page {
  if (step.page !== "front") return behindTheFront(view, step);
  return view.state.desk === "teller" ? tellersServices(view, step) : welcome(view, step);
}

function labelOf({ words: { services } }: View, offer: Offer): string {
  return offer.type === "service" ? services.names[offer.id] : services.pages[offer.page];
}

function detailOf({ words: { services } }: View, offer: Offer): string {
  return offer.type === "service" ? services.details[offer.id] : services.pageDetails[offer.page];
}

function digitsOf(offers: readonly Offer[]): string {
  return ranges(offers.map(({ key }) => key));
}

function behindTheFront(view: View, step: StepAt<"services">): Page {
  const { state, words } = view;
  const offers = offersAt(state.desk ?? "kiosk", step.page);
  const choices = offers.map((offer) => ({
    digit: offer.key,
    label: labelOf(view, offer),
    detail: detailOf(view, offer),
  }));
  return {
    title: words.services.pages[step.page],
    blocks: [
      { type: "prompt", text: step.waiting ? words.wait : words.services.pagePrompt },
      { type: "choices", choices, alone: true },
    ],
    keys: [
      { key: digitsOf(offers), label: words.keys.choose },
      { key: "9", label: words.menu.items.back },
      menuKey(view),
      languageKey(view),
    ],
  };
}

function welcome(view: View, step: StepAt<"services">): Page {
  const { words } = view;
  const { services } = words;
  const offers = offersAt("kiosk", "front");
  const choices: Block = {
    type: "choices",
    tight: true,
    choices: offers.map((offer) => ({ digit: offer.key, label: labelOf(view, offer) })),
  };
  return {
    title: services.welcome,
    blocks: [
      { type: "prompt", text: `${services.offer}\n${step.waiting ? words.wait : services.start}` },
      choices,
      { type: "list", title: services.bringTitle, lines: services.bringList },
    ],
    compact: [
      { type: "prompt", text: step.waiting ? words.wait : services.start },
      choices,
      { type: "note", text: services.bring },
    ],
    keys: [{ key: digitsOf(offers), label: words.keys.start }, languageKey(view), menuKey(view), ...otherDesk(view)],
  };
}

function tellersServices(view: View, step: StepAt<"services">): Page {
  const { state, words } = view;
  const { services } = words;
  const offers = offersAt("teller", "front");
  const choices = offers.map((offer) => ({
    digit: offer.key,
    label: labelOf(view, offer),
    ...(explained.includes(offer.type === "service" ? offer.id : offer.page) ? { detail: detailOf(view, offer) } : {}),
  }));
  const signedOn = state.officer ? services.signedOn(`${showable(state.officer.name)} (${state.officer.number})`) : "";
  return {
    title: services.title,
    blocks: [
      { type: "prompt", text: step.waiting ? words.wait : services.staffPrompt },
      { type: "choices", choices },
      { type: "note", text: signedOn },
    ],
    keys: [
      { key: digitsOf(offers), label: words.keys.choose },
      { key: "9", label: words.keys.signOff },
      menuKey(view),
      ...otherDesk(view),
      languageKey(view),
    ],
  };
}

function otherDesk({ state, words }: View): Page["keys"] {
  return (state.house?.desks.length ?? 0) > 1 ? [{ key: "8", label: words.keys.otherDesk }] : [];
}
