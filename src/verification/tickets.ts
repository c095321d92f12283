// What a customer takes home instead of a certificate: a reference number and an authorization code, good once.

import { randomInt } from "node:crypto";
import type { Secret } from "../secret.ts";
import { judge, type Verifying } from "./judge.ts";
import type { CustomerId } from "./registry.ts";

export type TicketId = string & { readonly __brand: "TicketId" };

/** open → spent, expired or cancelled. */
export type TicketState = "open" | "spent" | "expired" | "cancelled";

/** A joint certificate of either kind; a financial one is kept in the vault and needs no stick to come later. */
export type TicketProduct = "limited" | "general";

export type Ticket = {
  readonly id: TicketId;
  readonly customer: CustomerId;
  readonly product: TicketProduct;
  /** Digits alone: the account that was proven when it was made. */
  readonly account: string;
  /** Of the fee that was taken for it; null where it was free. */
  readonly debit: string | null;
  readonly terminal: string;
  readonly ceremony: string;
  readonly expiresAt: Date;
  readonly state: TicketState;
};

/** One that can still be used, as staff see it. */
export type OpenTicket = Pick<Ticket, "id" | "product" | "expiresAt"> & {
  /** Won that were taken for it. */
  readonly fee: number;
};

/** Reference number 참조번호 and authorization code 인가코드, digits alone: shown once, and kept as keyed MACs. */
export type TicketPair = { readonly reference: string; readonly code: string };

/** How long both are (6 to 12 digits, which stand on a page in large ones), and for how many days they are good. */
export type TicketRules = { readonly referenceDigits: number; readonly codeDigits: number; readonly days: number };

export const defaultTicketRules: TicketRules = { referenceDigits: 8, codeDigits: 10, days: 14 };

/** Synchronous: read and changed inside the transaction that also holds the journal row. */
export type Tickets = {
  /** False where the reference number is taken already. */
  add(ticket: Ticket, pair: TicketPair): boolean;
  /** `right`: the code is its own. Without a ticket of that number the same work is done. */
  find(reference: string, code: Uint8Array): { readonly ticket: Ticket | null; readonly right: boolean };
  row(id: TicketId): Ticket | null;
  /** False unless it is open. */
  leave(id: TicketId, state: Exclude<TicketState, "open">): boolean;
  openOf(customer: CustomerId): readonly Ticket[];
  /** Open ones whose time is over. */
  overdue(now: Date): readonly Ticket[];
};

/** Both numbers by chance; a code is never guessed from another. */
export function drawPair({ referenceDigits, codeDigits }: TicketRules): TicketPair {
  const digits = (count: number): string => Array.from({ length: count }, () => randomInt(10)).join("");
  return { reference: digits(referenceDigits), code: digits(codeDigits) };
}

/** `12****78`. */
export function maskReference(reference: string): string {
  return `${reference.slice(0, 2)}${"*".repeat(Math.max(reference.length - 4, 0))}${reference.slice(-2)}`;
}

export type TicketOutcome =
  | { readonly type: "ticket-accepted"; readonly ticket: Ticket }
  /** Which of the two was wrong is not said, nor whether there is such a number. */
  | { readonly type: "ticket-refused"; readonly left: number }
  | { readonly type: "ticket-locked" }
  /** The pair is right, and good no more. */
  | { readonly type: "ticket-over"; readonly why: Exclude<TicketState, "open"> };

export type TicketClaim = { readonly reference: string; readonly code: Secret };

/** Attempts are counted under the number that was typed, whether it is anybody's or not. Nothing is spent here. */
export function checkTicket(
  verifying: Verifying,
  tickets: Tickets,
  { reference, code }: TicketClaim,
  now: Date,
): TicketOutcome {
  const { transactions, journal, about } = verifying;
  return transactions.run((): TicketOutcome => {
    const { ticket, right } = code.use((digits) => tickets.find(reference, digits));
    const masked = maskReference(reference);
    const verdict = judge(verifying, {
      target: { kind: "ticket", id: reference },
      right: right && ticket !== null,
      verified: { event: "ticket-verified", reference: masked, ticket: ticket?.id ?? "" },
      refused: (left) => ({ event: "ticket-refused", reference: masked, left }),
      locked: { event: "ticket-locked", reference: masked },
    });
    if (verdict.type === "locked") return { type: "ticket-locked" };
    if (verdict.type === "wrong" || ticket === null)
      return { type: "ticket-refused", left: verdict.type === "wrong" ? verdict.left : 0 };
    if (ticket.state === "open" && ticket.expiresAt < now) expire(tickets, ticket, verifying);
    const state = tickets.row(ticket.id)?.state ?? "cancelled";
    if (state === "open") return { type: "ticket-accepted", ticket };
    journal.append({ event: "ticket-over", ticket: ticket.id, why: state }, about);
    return { type: "ticket-over", why: state };
  });
}

type Expiring = Pick<Verifying, "transactions" | "journal">;

function expire(tickets: Tickets, { id, ceremony }: Ticket, { journal }: Pick<Expiring, "journal">): void {
  if (tickets.leave(id, "expired")) journal.append({ event: "ticket-expired", ticket: id }, { ceremony, staff: null });
}

/** To be done before fees are settled: what was paid for a ticket that nobody used is given back. */
export function expireTickets(tickets: Tickets, { transactions, journal }: Expiring, now: Date): void {
  for (const ticket of tickets.overdue(now)) transactions.run(() => expire(tickets, ticket, { journal }));
}
