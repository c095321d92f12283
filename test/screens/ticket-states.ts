// Named states of the pages about tickets.

import type { OpenTicket, TicketId } from "../../src/verification/tickets.ts";
import { slip } from "./done-states.ts";
import { at, card, found, general, kiosk, teller, typed } from "./samples.ts";
import { of, type StatesOf } from "./staff-states.ts";

const until = new Date("2026-12-07T14:59:59Z");
const paid: OpenTicket = { id: "t1" as TicketId, product: "general", fee: 4400, expiresAt: until };
const free: OpenTicket = { id: "t2" as TicketId, product: "limited", fee: 0, expiresAt: until };
const whose = { service: "cancel-ticket", chosenCustomer: found(card) } as const;

type TicketAt = "ticket-read-back" | "ticket" | "ticket-reference" | "ticket-code" | "tickets" | "ticket-withdrawal";

export const ticketSteps: { readonly [A in TicketAt]: StatesOf<A> } = {
  "ticket-read-back": of(
    at({ at: "ticket-read-back", waiting: false }, 4, teller, { service: "make-ticket", product: general, fee: 4400 }),
    at({ at: "ticket-read-back", waiting: true }, 4, teller, { service: "make-ticket" }),
  ),
  ticket: of(
    at({ at: "ticket", reference: "48201937", code: "5930284716", until, slip: null }, 4, teller, {
      service: "make-ticket",
    }),
    at(
      {
        ...{ at: "ticket", reference: "48201937", code: "5930284716", until },
        slip: { ...slip, result: "printed", copies: 1 },
      },
      4,
      teller,
      { service: "make-ticket" },
    ),
  ),
  "ticket-reference": of(at({ at: "ticket-reference", number: "4820" }, 0, kiosk, { service: "redeem" })),
  "ticket-code": of(
    at({ at: "ticket-code", number: "48201937", typed: typed(7), waiting: false }, 0, kiosk, { service: "redeem" }),
    at({ at: "ticket-code", number: "48201937", typed: typed(10), waiting: true }, 0, teller, { service: "redeem" }),
  ),
  tickets: of(
    at({ at: "tickets", open: null, waiting: true }, 1, teller, whose),
    at({ at: "tickets", open: [paid, free], waiting: false }, 1, teller, whose),
  ),
  "ticket-withdrawal": of(
    at({ at: "ticket-withdrawal", ticket: paid, waiting: false }, 1, teller, whose),
    at({ at: "ticket-withdrawal", ticket: free, waiting: true }, 1, teller, whose),
  ),
};
