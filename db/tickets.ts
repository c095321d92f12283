// Reference numbers and authorization codes that were handed out: neither can be read back from their rows.

import { and, eq, lt, sql } from "drizzle-orm";
import type { CustomerId } from "../src/verification/registry.ts";
import type { Ticket, TicketId, Tickets } from "../src/verification/tickets.ts";
import type { Database } from "./open.ts";
import type { Strongbox } from "./strongbox.ts";
import { tickets } from "./ticket-schema.ts";

const referencePurpose = "tickets.reference";
const codePurpose = "tickets.code";
/** No code has this MAC: what a code without a ticket is compared with. */
const nobodys = "0".repeat(64);

function cell(id: string) {
  return { table: "tickets", column: "account", row: id };
}

/** Bound to its number: the same code under another one has another MAC. */
function coded(reference: string, code: Uint8Array): Buffer {
  return Buffer.concat([Buffer.from(`${reference}\n`), code]);
}

export function openTickets({ orm }: Database, strongbox: Strongbox): Tickets {
  const byReference = orm
    .select()
    .from(tickets)
    .where(eq(tickets.referenceIndex, sql.placeholder("reference")))
    .prepare();
  const indexOf = (reference: string): string => strongbox.index(referencePurpose, Buffer.from(reference));
  const toTicket = ({ referenceIndex: _, codeMac: __, ...row }: typeof tickets.$inferSelect): Ticket => ({
    ...row,
    id: row.id as TicketId,
    customer: row.customer as CustomerId,
    account: strongbox.open(cell(row.id), row.account).toString("latin1"),
    expiresAt: new Date(row.expiresAt),
  });
  return {
    add(ticket, { reference, code }) {
      const referenceIndex = indexOf(reference);
      if (byReference.get({ reference: referenceIndex })) return false;
      const plain = coded(reference, Buffer.from(code));
      const codeMac = strongbox.index(codePurpose, plain);
      plain.fill(0);
      const account = strongbox.seal(cell(ticket.id), Buffer.from(ticket.account));
      orm
        .insert(tickets)
        .values({ ...ticket, account, referenceIndex, codeMac, expiresAt: ticket.expiresAt.toISOString() })
        .run();
      return true;
    },
    find(reference, code) {
      const row = byReference.get({ reference: indexOf(reference) });
      const plain = coded(reference, code);
      const right = strongbox.matches(codePurpose, plain, row?.codeMac ?? nobodys);
      plain.fill(0);
      return { ticket: row ? toTicket(row) : null, right };
    },
    row(id) {
      const row = orm.select().from(tickets).where(eq(tickets.id, id)).get();
      return row ? toTicket(row) : null;
    },
    leave(id, state) {
      const open = and(eq(tickets.id, id), eq(tickets.state, "open"));
      return orm.update(tickets).set({ state }).where(open).run().changes === 1;
    },
    openOf(customer) {
      const open = and(eq(tickets.customer, customer), eq(tickets.state, "open"));
      return orm.select().from(tickets).where(open).all().map(toTicket);
    },
    overdue(now) {
      const over = and(eq(tickets.state, "open"), lt(tickets.expiresAt, now.toISOString()));
      return orm.select().from(tickets).where(over).all().map(toTicket);
    },
  };
}
