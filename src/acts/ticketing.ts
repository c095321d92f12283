// A ticket is made at the counter, and honoured at any terminal of the branch: the fee first, the pair shown once.

import { randomUUID } from "node:crypto";
import type { About } from "../audit/entry.ts";
import { onSlip } from "../audit/slip.ts";
import { products } from "../authority/product.ts";
import { replacedBy, standingOf } from "../authority/superseded.ts";
import type { Building } from "../building.ts";
import type { EffectOf } from "../ceremony/effect.ts";
import type { OutcomeEvent } from "../ceremony/event.ts";
import { endOfKstDay } from "../kst.ts";
import type { Secret } from "../secret.ts";
import type { Verifying } from "../verification/judge.ts";
import type { CustomerId } from "../verification/registry.ts";
import { checkTicket, drawPair, maskReference, type Ticket, type TicketId } from "../verification/tickets.ts";
import { charge, giveBack } from "./fee.ts";

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
  const until = endOfKstDay(clock.now(), ticketRules.days);
  const ticket: Ticket = {
    id: randomUUID() as TicketId,
    ...{ customer, product: kind, account, debit, expiresAt: until, state: "open" },
    terminal: house.terminal,
    ceremony: about.ceremony ?? "",
  };
  const made = transactions.run(() => {
    for (const { id, product: of } of tickets.openOf(customer))
      if (of === kind && tickets.leave(id, "cancelled"))
        journal.append({ event: "ticket-cancelled", ticket: id, why: "newer" }, about);
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
  const replaces = replacedBy(product, standingOf(certificates, whose), now);
  return { type: "ticket-accepted", ticket: id, account, customer, product, replaces };
}

/** Those of a customer that can still be used. */
export function listTickets({ tickets, debits, clock }: Building, customer: CustomerId): OutcomeEvent {
  const now = clock.now();
  const open = tickets
    .openOf(customer)
    .filter(({ expiresAt }) => expiresAt >= now)
    .map(({ id, product, expiresAt, debit }) => {
      const fee = debit === null ? 0 : (debits.row(debit)?.amount ?? 0);
      return { id, product, expiresAt, fee };
    });
  return { type: "tickets-found", tickets: open };
}

/** It is good no more when its row says so; its fee goes back at once, or as soon as the bank answers. */
export async function withdrawTicket(building: Building, id: TicketId, about: About): Promise<OutcomeEvent> {
  const { transactions, journal, tickets, checkpoint } = building;
  const left = transactions.run(() => {
    const ticket = tickets.row(id);
    if (ticket === null) throw new RangeError(`no ticket ${id}`);
    if (ticket.state !== "open") return { type: "ticket-over", why: ticket.state } as const;
    tickets.leave(id, "cancelled");
    const receipt = journal.append({ event: "ticket-cancelled", ticket: id, why: "asked" }, about);
    return { type: "left", debit: ticket.debit, row: onSlip(receipt) } as const;
  });
  if (left.type === "ticket-over") return left;
  checkpoint("withdrawal.recorded");
  const { debit, row } = left;
  if (debit === null) return { type: "ticket-withdrawn", ...row };
  const given = await giveBack(building, debit, about);
  return { type: given.type === "fee-returning" ? "ticket-refund-waits" : "ticket-refunded", ...row };
}
