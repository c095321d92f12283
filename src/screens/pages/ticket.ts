// A ticket: read back, shown once in large digits; and its two numbers, asked from whoever brings it.

import { ticketUntil } from "../../ceremony/offer.ts";
import type { StepAt } from "../../ceremony/step.ts";
import type { Page, View } from "../page.ts";
import { showable } from "../terminal/glyphs.ts";
import { choiceKeys, enterKeys, fieldKeys, languageKey, menuKey } from "./legend.ts";
import { withSlip } from "./slip.ts";
import { feeOf, shortDate } from "./storage.ts";
import { choicePage, waitingPage } from "./usual.ts";

export function ticketReadBackPage(view: View, step: StepAt<"ticket-read-back">): Page {
  const { state, words } = view;
  const { readBack } = words;
  const page = words.ticketReadBack;
  const { customer, product } = state.facts ?? {};
  return {
    title: page.title,
    blocks: [
      { type: "note", text: page.note, roomy: true },
      {
        type: "facts",
        rows: [
          [readBack.who, showable(customer?.name ?? "")],
          [readBack.number, customer?.residentNumber ?? ""],
          [readBack.what, product ? words.product.names[product.id] : ""],
          [words.ticket.untilLabel, shortDate(ticketUntil(state))],
          [readBack.fee, feeOf(view)],
        ],
      },
      { type: "prompt", text: step.waiting ? words.wait : page.prompt },
    ],
    keys: [...(step.waiting ? [] : [{ key: "1 #", label: words.keys.proceed }]), menuKey(view), languageKey(view)],
  };
}

/** `1234 5678`: read aloud and written down in groups of four. */
function groups(digits: string): string {
  return (digits.match(/.{1,4}/g) ?? []).join(" ");
}

export function ticketPage(view: View, { reference, code, until, slip }: StepAt<"ticket">): Page {
  const { title, prompt, referenceLabel, codeLabel, untilLabel } = view.words.ticket;
  const lines = [
    `${referenceLabel}  ${groups(reference)}`,
    `${codeLabel}  ${groups(code)}`,
    `${untilLabel}  ${shortDate(until)}`,
  ];
  return withSlip(view, slip, {
    title,
    blocks: [
      { type: "prompt", text: prompt },
      { type: "digits", value: groups(reference) },
      { type: "digits", value: groups(code) },
      { type: "lines", lines },
    ],
    compact: [
      { type: "prompt", text: prompt },
      { type: "lines", lines },
    ],
    keys: enterKeys(view, view.words.keys.finish),
  });
}

export function ticketReferencePage(view: View, { number }: StepAt<"ticket-reference">): Page {
  const { title, reference } = view.words.redemption;
  const { referenceLabel } = view.words.ticket;
  return {
    title,
    blocks: [
      { type: "prompt", text: reference },
      { type: "field", label: referenceLabel, value: number, width: 12 },
    ],
    keys: fieldKeys(view),
  };
}

export function ticketCodePage(view: View, { typed, waiting }: StepAt<"ticket-code">): Page {
  const { title, code } = view.words.redemption;
  const { codeLabel } = view.words.ticket;
  // A ticket of an earlier setting may be longer, or shorter.
  const slots = Math.max(view.state.house?.ticket.codeDigits ?? 0, typed.length);
  return {
    title,
    blocks: [
      { type: "prompt", text: waiting ? view.words.checking : code },
      { type: "slots", rows: [{ label: codeLabel, filled: typed.length, slots, at: "now" }] },
    ],
    keys: fieldKeys(view),
  };
}

export function ticketsPage(view: View, { open }: StepAt<"tickets">): Page {
  const { words } = view;
  const { title, prompt, paid } = words.tickets;
  if (open === null) return waitingPage(view, title);
  const choices = open.map(({ product, expiresAt, fee }) => ({
    label: `${words.product.names[product]}, ${shortDate(expiresAt)}`,
    detail: paid(words.won(fee)),
  }));
  return choicePage(view, title, prompt, choices);
}

export function ticketWithdrawalPage(view: View, { ticket, waiting }: StepAt<"ticket-withdrawal">): Page {
  const { words, state } = view;
  const { title, prompt, note, back, yes, no } = words.ticketWithdrawal;
  return {
    title,
    blocks: [
      { type: "prompt", text: waiting ? words.wait : prompt },
      {
        type: "facts",
        rows: [
          [words.readBack.who, showable(state.facts?.chosenCustomer?.name ?? "")],
          [words.readBack.what, words.product.names[ticket.product]],
          [words.ticket.untilLabel, shortDate(ticket.expiresAt)],
          [back, ticket.fee > 0 ? words.won(ticket.fee) : words.readBack.replacesNone],
        ],
      },
      { type: "note", text: note, roomy: true },
      { type: "choices", choices: [{ label: yes }, { label: no }] },
    ],
    keys: waiting ? [menuKey(view), languageKey(view)] : choiceKeys(view, 2),
  };
}
