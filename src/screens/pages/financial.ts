// A financial certificate: what it is beside a joint one, its PIN, its making, and that it is there.

import { depositPhases } from "../../ceremony/financial.ts";
import { validUntil } from "../../ceremony/offer.ts";
import type { StepAt, Typed } from "../../ceremony/step.ts";
import { kstDate } from "../../kst.ts";
import type { Block, Page, View } from "../page.ts";
import { showable } from "../terminal/glyphs.ts";
import { stringWidth } from "../terminal/string-width.ts";
import { customersTurn } from "./identity.ts";
import { groups } from "./issuance.ts";
import { choiceKeys, fieldKeys, languageKey, menuKey } from "./legend.ts";
import { padded } from "./padded.ts";
import { serialText } from "./serial.ts";
import { withSlip } from "./slip.ts";
import { replaced, shortDate } from "./storage.ts";
import { waitingPage } from "./usual.ts";

const pinSlots = 6;
export function kindsPage(view: View): Page {
  const { title, prompt, rows, short, financial, joint } = view.words.kinds;
  const choices: Block = { type: "choices", choices: [{ label: financial }, { label: joint }] };
  return {
    title,
    blocks: [{ type: "prompt", text: prompt }, { type: "lines", lines: columns(rows, 2) }, choices],
    compact: [{ type: "lines", lines: columns(short, 1) }, choices],
    keys: choiceKeys(view, 2),
  };
}

type Row = View["words"]["kinds"]["rows"][number];

function columns(rows: readonly Row[], gap: number): readonly string[] {
  const widthOf = (column: 0 | 1): number => Math.max(...rows.map((row) => stringWidth(row[column]))) + gap;
  return rows.map(([what, one, other]) => `${padded(what, widthOf(0))}${padded(one, widthOf(1))}${other}`);
}

export function financialPage(view: View): Page {
  return waitingPage(view, view.words.financialCheck.title);
}

type PinStep = { readonly typed: Typed; readonly waiting: boolean };

function pinBlocks(view: View, { typed, waiting }: PinStep, prompt: string, note: string | null): readonly Block[] {
  const { words } = view;
  return [
    { type: "prompt", text: waiting ? words.checking : prompt },
    { type: "slots", rows: [{ label: words.pin.label, filled: typed.length, slots: pinSlots, at: "now" }] },
    ...(note === null ? [] : [{ type: "note", text: note } as const]),
    ...customersTurn(view),
  ];
}

export function pinPage(view: View, step: StepAt<"pin">): Page {
  const { title, prompt, note } = view.words.pin;
  return { title, blocks: pinBlocks(view, step, prompt, note), keys: fieldKeys(view) };
}

export function pinAgainPage(view: View, step: StepAt<"pin-again">): Page {
  const { againTitle, againPrompt } = view.words.pin;
  return { title: againTitle, blocks: pinBlocks(view, step, againPrompt, null), keys: fieldKeys(view) };
}

/** At the end of a making it is the last thing that is asked; otherwise the first. */
export function pinProofPage(view: View, step: StepAt<"pin-proof">): Page {
  const { proofTitle, proofPrompt, lastTitle, lastPrompt, lastNote } = view.words.pin;
  const last = view.state.facts?.signed ?? false;
  return {
    title: last ? lastTitle : proofTitle,
    blocks: pinBlocks(view, step, last ? lastPrompt : proofPrompt, last ? lastNote : null),
    keys: fieldKeys(view),
  };
}

export function pinChangePage(view: View): Page {
  const { words } = view;
  return waitingPage(view, words.pin.changeTitle);
}

export function depositReadBackPage(view: View): Page {
  const { state, words } = view;
  const { readBack, depositReadBack: page } = words;
  const { customer, product, service, held } = state.facts ?? {};
  const renews = service === "financial-renew";
  return {
    title: page.title,
    blocks: [
      {
        type: "facts",
        rows: [
          [readBack.who, `${showable(customer?.name ?? "")} ${customer?.residentNumber ?? ""}`],
          [readBack.what, product ? words.product.names[product.id] : ""],
          [page.where, page.vault],
          [
            page.term,
            state.facts ? `${page.until(shortDate(validUntil(state.facts)))}, ${words.won(state.facts.fee)}` : "",
          ],
          [page.pin, renews ? page.pinKept : page.pinNew],
          [readBack.replaces, held ? replaced(view) : readBack.replacesNone],
        ],
      },
      { type: "prompt", text: page.issue },
    ],
    keys: [{ key: "1 #", label: words.keys.issue }, menuKey(view), languageKey(view)],
  };
}

export function depositingPage({ words }: View, step: StepAt<"depositing">): Page {
  const { title, stay, phases } = words.depositing;
  const now = depositPhases.indexOf(step.phase);
  const width = Math.max(...depositPhases.map((phase) => stringWidth(phases[phase])));
  const steps = depositPhases.map((phase, index) => {
    const at = index < now ? ("done" as const) : index === now ? ("now" as const) : ("waiting" as const);
    return { label: padded(phases[phase], width), at, word: words.issuing.words[at] };
  });
  return {
    title,
    blocks: [
      { type: "prompt", text: stay },
      { type: "steps", steps },
    ],
    keys: [],
  };
}

export function depositedPage(view: View, step: StepAt<"deposited">): Page {
  const { done, deposited, keys, date } = view.words;
  const { service, serial, notAfter, seq, head } = step;
  return withSlip(view, step.slip, {
    title: service === "financial-renew" ? deposited.titles.renew : deposited.titles.issue,
    blocks: [
      { type: "prompt", text: deposited.use },
      {
        type: "facts",
        rows: [
          [done.until, date(kstDate(notAfter))],
          [done.serial, serialText(serial)],
          [done.receipt, String(seq)],
          [done.head, groups(head)],
        ],
      },
      { type: "note", text: deposited.forget },
    ],
    compact: [
      { type: "prompt", text: deposited.use },
      {
        type: "lines",
        lines: [
          `${done.until} ${shortDate(notAfter)}  ${done.serialShort} ${serial}`,
          `${done.receiptShort} ${seq}  ${groups(head)}`,
        ],
      },
      { type: "note", text: deposited.forget },
    ],
    keys: [{ key: "#", label: keys.home }],
  });
}
