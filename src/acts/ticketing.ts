// A ticket is made at the counter, and honoured at any terminal of the branch: the fee first, the pair shown once.

import { randomUUID } from "node:crypto";
import type { About } from "../audit/entry.ts";
import { onSlip } from "../audit/slip.ts";
import { products } from "../authority/product.ts";
import { startOfKstDay } from "../authority/validity.ts";
import type { Building } from "../building.ts";
import type { EffectOf } from "../ceremony/effect.ts";
import type { OutcomeEvent } from "../ceremony/event.ts";
import type { Secret } from "../secret.ts";
import type { Verifying } from "../verification/judge.ts";
import { checkTicket, drawPair, maskReference, type Ticket, type TicketId } from "../verification/tickets.ts";
import { charge } from "./fee.ts";

const day = 24 * 3_600_000;

/** A reference number that is taken is drawn anew; with eight digits that hardly happens once. */
const mostDraws = 20;

/**
 * One open ticket for a customer and a product: a new one cancels the one before, whose fee goes back. The fee that is
 * taken stays taken while the ticket is open; what a power cut left without a ticket is given back.
 */
export async function makeTicket(
  building: Building,
  { product, customer, account }: EffectOf<"make-ticket">,
  about: About,
): Promise<OutcomeEvent> {
  const { transactions, journal, tickets, clock, house, checkpoint, ticketRules } = building;
  if (product.id === "financial") throw new Error("a financial certificate is made at once, in the vault");
  const { id: kind } = product;
  const debit = product.fee > 0 ? randomUUID() : null;
  if (debit !== null) {
    const outcome = await charge(building, { key: debit, customer, account, amount: product.fee }, about);
    if (outcome.type !== "fee-charged") return outcome;
  }
  checkpoint("ticket.intended");
  const until = new Date(startOfKstDay(clock.now()).getTime() + (ticketRules.days + 1) * day - 1000);
  const ticket: Ticket = {
    id: randomUUID() as TicketId,
    ...{ customer, product: kind, account, debit, expiresAt: until, state: "open" },
    terminal: house.terminal,
    ceremony: about.ceremony ?? "",
  };
  const made = transactions.run(() => {
    for (const { id } of tickets.openOf(customer, kind))
      if (tickets.leave(id, "cancelled")) journal.append({ event: "ticket-cancelled", ticket: id }, about);
    for (let draws = 0; draws < mostDraws; draws++) {
      const drawn = drawPair(ticketRules);
      if (!tickets.add(ticket, drawn)) continue;
      const what = { ticket: ticket.id, reference: maskReference(drawn.reference), until: until.toISOString() };
      const receipt = journal.append(
        { event: "ticket-made", ...what, customer, product: kind, fee: product.fee },
        about,
      );
      return { ...drawn, ...onSlip(receipt) };
    }
    throw new Error("no reference number is free");
  });
  checkpoint("ticket.recorded");
  return { type: "ticket-made", ...made, until };
}

export function redeemTicket(
  building: Building,
  verifying: Verifying,
  claim: { readonly reference: string; readonly code: Secret },
): OutcomeEvent {
  const { tickets, registry, certificates, clock } = building;
  const now = clock.now();
  const outcome = checkTicket(verifying, tickets, claim, now);
  if (outcome.type !== "ticket-accepted") return outcome;
  const { id, account, customer: whose, product: kind } = outcome.ticket;
  const customer = registry.customer(whose);
  const product = products.find((each) => each.id === kind);
  if (!customer || !product) throw new Error("a ticket of nobody, or for nothing");
  const replaces = certificates
    .ofCustomer(whose)
    .filter((row) => kind === "limited" && row.product === "limited" && row.notAfter > now)
    .map(({ serial, notAfter }) => ({ serial, notAfter }));
  return { type: "ticket-accepted", ticket: id, account, customer, product, replaces };
}
