// The branch's staff: who is locked and can be unlocked; and the password of whoever is signed on.

import { lockedOf } from "../../ceremony/colleagues.ts";
import type { StepAt } from "../../ceremony/step.ts";
import { kstMinuteText } from "../../kst.ts";
import type { Colleague } from "../../verification/customer-file.ts";
import type { Block, Page, Slots, View } from "../page.ts";
import { showable } from "../terminal/glyphs.ts";
import { stringWidth } from "../terminal/string-width.ts";
import { passwordSlots } from "./desk.ts";
import { enterKeys, fieldKeys, finishKeys } from "./legend.ts";
import { padded } from "./padded.ts";
import { waitingPage } from "./usual.ts";

/** Rows for staff and choices together, beside the question: of 24, and of the large layout's 12. */
const rows = 14;
const compactRows = 6;
/** More choices than this stand in two columns of the large layout. */
const compactChoices = 5;

/** As many as the large layout holds whole; the journal has them all. */
const interruptionsShown = 1;

export function interruptedPage(view: View, { ceremonies }: StepAt<"interrupted">): Page {
  const { words } = view;
  const { title, prompt, more, settled, nothing, nobody } = words.interrupted;
  const rows = ceremonies.map(({ began, service, customerName, settled: undone }): readonly [string, string] => {
    const who = customerName === null ? nobody : showable(customerName);
    const what = service === null ? "" : words.services.names[service];
    const outcome = undone.length === 0 ? nothing : undone.map((each) => settled[each]).join(", ");
    return [kstMinuteText(began).slice(5), `${who}, ${what}: ${outcome}`];
  });
  const around = (shown: number): readonly Block[] => [
    { type: "prompt", text: prompt },
    { type: "facts", rows: rows.slice(0, shown) },
    ...(rows.length > shown ? [{ type: "note" as const, text: more(rows.length - shown) }] : []),
  ];
  return { title, blocks: around(8), compact: around(interruptionsShown), keys: enterKeys(view, words.keys.confirm) };
}

export function colleaguesPage(view: View, { colleagues }: StepAt<"colleagues">): Page {
  const { words } = view;
  const { title, prompt, none, locked: lockedWord } = words.colleagues;
  if (colleagues === null) return waitingPage(view, title);
  const locked = lockedOf(colleagues);
  const others = colleagues.filter((each) => !locked.includes(each));
  const question: Block = { type: "prompt", text: locked.length > 0 ? prompt : none };
  const choices: readonly Block[] =
    locked.length > 0
      ? [
          {
            type: "choices",
            choices: locked.map(({ number, name }) => ({ label: `${number} ${showable(name)} (${lockedWord})` })),
          },
        ]
      : [];
  const short: readonly Block[] =
    locked.length > compactChoices
      ? [{ type: "choices", choices: locked.map(({ number, name }) => ({ label: `${number} ${showable(name)}` })) }]
      : choices;
  return {
    title,
    blocks: [question, ...choices, ...othersLines(view, others, rows - heightOf(locked.length))],
    compact: [question, ...short, ...othersLines(view, others, compactRows - Math.min(locked.length, compactChoices))],
    keys: finishKeys(view, locked.length),
  };
}

/** Rows that choices and the space around them take at 24 rows. */
function heightOf(choices: number): number {
  return choices <= compactChoices ? choices * 2 : choices + 1;
}

/** As many as there is room for, and how many more there are. */
function othersLines({ words }: View, others: readonly Colleague[], room: number): readonly Block[] {
  const { roles, working, locked, out, more } = words.colleagues;
  if (room <= 0 || others.length === 0) return [];
  const shown = others.length > room ? others.slice(0, room - 1) : others;
  const width = Math.max(...shown.map(({ name }) => stringWidth(showable(name))), 0);
  const role = Math.max(...Object.values(roles).map((each) => stringWidth(each)));
  const lines = shown.map((each) => {
    const state = each.out ? out : each.locked ? locked : working;
    return [each.number, padded(showable(each.name), width), padded(roles[each.role], role), state].join(" ");
  });
  const rest = others.length - shown.length;
  return [{ type: "lines", lines: rest > 0 ? [...lines, more(rest)] : lines }];
}

const order = ["current", "new", "again"] as const;

/** How long any of the three is stays hidden once it is typed. */
export function ownPasswordPage(view: View, step: StepAt<"own-password">): Page {
  const { words } = view;
  const { ownPassword } = words;
  const now = step.waiting ? order.length : order.indexOf(step.ask);
  const slots = order.map((ask, index): Slots => {
    const label = ownPassword.labels[ask];
    if (index < now) return { label, filled: passwordSlots, slots: passwordSlots, at: "done" };
    if (index > now) return { label, filled: 0, slots: passwordSlots, at: "waiting" };
    return { label, filled: step.typed.length, slots: passwordSlots, at: "now" };
  });
  return {
    title: ownPassword.title,
    blocks: [
      { type: "prompt", text: step.waiting ? words.checking : ownPassword[step.ask] },
      { type: "slots", rows: slots },
      ...(step.ask === "current" || step.waiting ? [] : [{ type: "note" as const, text: ownPassword.rule }]),
    ],
    keys: fieldKeys(view),
  };
}
