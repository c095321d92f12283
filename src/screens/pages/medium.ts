// The security medium that the customer has: a card's two cells, or the code of a token.

import type { StepAt } from "../../ceremony/step.ts";
import { maskSerial } from "../../verification/medium.ts";
import type { Page, Slots, View } from "../page.ts";
import { customersTurn } from "./identity.ts";
import { fieldKeys } from "./legend.ts";

const order = ["serial", "first", "second"] as const;

/** Cells are named with two digits, as they are printed on the card: `[08]`. */
function cellName(cell: number): string {
  return String(cell).padStart(2, "0");
}

export function securityCardPage(view: View, step: StepAt<"security-card">): Page {
  const { securityCard, checking } = view.words;
  if (step.cells === null)
    return {
      title: securityCard.title,
      blocks: [{ type: "prompt", text: securityCard.drawing }],
      keys: fieldKeys(view),
    };
  const [first, second] = [cellName(step.cells[0]), cellName(step.cells[1])];
  const prompts = {
    serial: securityCard.serial,
    first: securityCard.first(first),
    second: securityCard.second(second),
  };
  return {
    title: securityCard.title,
    blocks: [
      { type: "prompt", text: step.waiting ? checking : prompts[step.ask] },
      {
        type: "slots",
        rows: [
          slots(step, "serial", securityCard.serialLabel(serialOf(view)), 4),
          slots(step, "first", securityCard.firstLabel(first), 2),
          slots(step, "second", securityCard.secondLabel(second), 2),
        ],
      },
      ...customersTurn(view),
    ],
    keys: fieldKeys(view),
  };
}

function slots(step: StepAt<"security-card">, ask: (typeof order)[number], label: string, count: number): Slots {
  const distance = order.indexOf(ask) - order.indexOf(step.ask);
  if (distance < 0 || step.waiting) return { label, filled: count, slots: count, at: "done" };
  if (distance > 0) return { label, filled: 0, slots: count, at: "waiting" };
  return { label, filled: step.typed.length, slots: count, at: "now" };
}

export function otpPage(view: View, step: StepAt<"otp">): Page {
  const { otp, checking } = view.words;
  const mobile = view.state.facts?.customer?.medium?.type === "mobile-otp";
  return {
    title: otp.title,
    blocks: [
      { type: "prompt", text: step.waiting ? checking : (mobile ? otp.mobile : otp.token)(step.digits) },
      { type: "slots", rows: [{ label: otp.label, filled: step.typed.length, slots: step.digits, at: "now" }] },
      { type: "note", text: otp.serial(serialOf(view)) },
      ...customersTurn(view),
    ],
    keys: fieldKeys(view),
  };
}

function serialOf({ state }: View): string {
  const medium = state.facts?.customer?.medium;
  return medium ? maskSerial(medium) : "";
}
