// What a branch may answer about a ticket, well and badly.

import { products } from "../../src/authority/product.ts";
import type { Effect, EffectOf } from "../../src/ceremony/effect.ts";
import type { Event } from "../../src/ceremony/event.ts";
import type { OpenTicket, TicketId } from "../../src/verification/tickets.ts";
import { customer } from "./people.ts";

type TicketEffect = EffectOf<"make-ticket" | "check-ticket" | "list-tickets" | "withdraw-ticket">;

export function isOfTicket(effect: Effect): effect is TicketEffect {
  return ["make-ticket", "check-ticket", "list-tickets", "withdraw-ticket"].includes(effect.type);
}

const row = { seq: 1, head: "00" };
const paid: OpenTicket = { id: "t" as TicketId, product: "general", fee: 4400, expiresAt: new Date(1) };

export function ticketOutcomeOf(effect: TicketEffect, pick: number): Event | null {
  const one = (...events: readonly Event[]): Event | null => events[pick % events.length] ?? null;
  switch (effect.type) {
    case "make-ticket":
      return one(
        { type: "ticket-made", reference: "12345678", code: "1234567890", until: new Date(1), seq: 9, head: "ab" },
        { type: "fee-refused", why: "too-little" },
        { type: "fee-undone" },
      );
    case "check-ticket": {
      const known = { customer: customer(null, []), account: "01234502100017", replaces: [] };
      return one(
        ...products.map(
          (product) => ({ type: "ticket-accepted", ticket: "t" as TicketId, product, ...known }) as const,
        ),
        { type: "ticket-refused", left: 4 },
        { type: "ticket-locked" },
        { type: "ticket-over", why: "expired" },
      );
    }
    case "list-tickets":
      return one({ type: "tickets-found", tickets: [paid] }, { type: "tickets-found", tickets: [] });
    case "withdraw-ticket":
      return one(
        { type: "ticket-withdrawn", ...row },
        { type: "ticket-refunded", ...row },
        { type: "ticket-refund-waits", ...row },
        { type: "ticket-over", why: "spent" },
      );
  }
}
