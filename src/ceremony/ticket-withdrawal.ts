// A ticket that its customer does not want any more: which one, and whether really. Pure.

import type { Event } from "./event.ts";
import { end, factsOf, forward, onward, record, stay, update } from "./move.ts";
import { endWithSlip, recorded } from "./slip.ts";
import type { Move, State } from "./state.ts";
import type { StepAt } from "./step.ts";

export function enterTickets(state: State): Move {
  const { chosenCustomer } = factsOf(state);
  if (!chosenCustomer) throw new Error("tickets were listed before anybody was found");
  return update(state, { at: "tickets", open: null, waiting: true }, [
    { type: "list-tickets", customer: chosenCustomer.id },
  ]);
}

export function onTickets(state: State, step: StepAt<"tickets">, event: Event): Move {
  if (event.type === "tickets-found") {
    const { tickets: open } = event;
    return open.length === 0 ? end(state, { type: "no-ticket" }) : update(state, { ...step, open, waiting: false });
  }
  if (event.type !== "pressed") return stay(state);
  const ticket = step.open?.[Number(event.key) - 1];
  return ticket ? forward(state, { at: "ticket-withdrawal", ticket, waiting: false }) : stay(state);
}

/** 1: it is good no more, and its fee goes back at once. 2: it stays. */
export function onTicketWithdrawal(state: State, step: StepAt<"ticket-withdrawal">, event: Event): Move {
  switch (event.type) {
    case "ticket-withdrawn":
    case "ticket-refunded":
    case "ticket-refund-waits":
      return endWithSlip(state, { type: event.type }, { ...recorded(event), certificate: null });
    // Meanwhile, at another terminal or because its days were over.
    case "ticket-over":
      return end(state, { type: `ticket-${event.why}` });
    case "pressed": {
      if (step.waiting) return stay(state);
      if (event.key === "2") return end(state, { type: "cancelled" });
      if (event.key !== "1") return stay(state);
      const withdraw = { type: "withdraw-ticket", ticket: step.ticket.id } as const;
      return onward(state, { ...step, waiting: true }, [record({ event: "read-back-confirmed" }), withdraw]);
    }
    default:
      return stay(state);
  }
}
