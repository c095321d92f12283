// A ticket: made for who was proven at the counter, shown once; later its two numbers stand for that proof. Pure.

import { finish } from "./desk.ts";
import type { Event } from "./event.ts";
import {
  end,
  established,
  factsOf,
  forward,
  learn,
  leaves,
  nextStage,
  notify,
  onward,
  record,
  stay,
  update,
} from "./move.ts";
import { onSlip, printing, slipOf } from "./slip.ts";
import type { Move, State } from "./state.ts";
import { nothingTyped, type StepAt } from "./step.ts";
import { writing } from "./writing.ts";

export const unconfirmed: StepAt<"ticket-read-back"> = { at: "ticket-read-back", waiting: false };

/** Whoever reads the two numbers has the certificate: the screen is turned before the customer confirms them. */
export function enterTicket(state: State): Move {
  return update(state, { at: "turn-screen", before: "ticket" });
}

/** Who, what, fee: 1 or Enter makes it. */
export function onTicketReadBack(state: State, step: StepAt<"ticket-read-back">, event: Event): Move {
  switch (event.type) {
    case "ticket-made": {
      const { reference, code, until, seq, head } = event;
      const slip = slipOf(state, { seq, head, certificate: null, reference: { number: reference, code, until } });
      return onward(state, { at: "ticket", reference, code, until, slip }, printing(slip));
    }
    case "fee-refused":
      return end(state, { type: "fee-refused", why: event.why });
    case "fee-undone":
      return notify({ ...state, step: { ...step, waiting: false } }, event);
    case "pressed": {
      if (step.waiting || (event.key !== "enter" && event.key !== "1")) return stay(state);
      const [product, customer] = [established(state, "product"), established(state, "customer").id];
      return onward(state, { ...step, waiting: true }, [
        record({ event: "read-back-confirmed" }),
        { type: "make-ticket", product, customer, account: factsOf(state).account },
      ]);
    }
    default:
      return stay(state);
  }
}

export function onTicket(state: State, step: StepAt<"ticket">, event: Event): Move {
  const slipped = onSlip(state, step, event);
  if (slipped) return slipped;
  // Whoever left with the two numbers has what he came for.
  return leaves(event) ? finish(state) : stay(state);
}

const first: StepAt<"ticket-reference"> = { at: "ticket-reference", number: "" };

export function enterRedemption(state: State): Move {
  return update(state, first);
}

export function onTicketReference(state: State, step: StepAt<"ticket-reference">, event: Event): Move {
  const typed = (number: string): StepAt<"ticket-reference"> => ({ ...step, number });
  return writing(state, event, typed, (number) =>
    forward(state, { at: "ticket-code", number, typed: nothingTyped, waiting: false }),
  );
}

export function onTicketCode(state: State, step: StepAt<"ticket-code">, event: Event): Move {
  switch (event.type) {
    case "pressed":
      if (event.key !== "enter" || step.waiting) return stay(state);
      return update(state, { ...step, waiting: true }, [{ type: "check-ticket", reference: step.number }]);
    case "ticket-accepted": {
      const { ticket, customer, product, account, replaces } = event;
      const known = learn(state, { ticket, customer, product, account, replaces, fee: 0 });
      return nextStage(known, { verified: true }, [{ type: "make-key-pair" }]);
    }
    // Which of the two was wrong is not said: the first is asked again.
    case "ticket-refused":
      return notify({ ...state, past: [], step: first }, event);
    case "ticket-locked":
      return end(state, event);
    case "ticket-over":
      return end(state, { type: `ticket-${event.why}` });
    default:
      return stay(state);
  }
}
