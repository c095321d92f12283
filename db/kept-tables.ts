// Certificates and fees as they stand in the tables, to be held against the journal.

import { hash } from "node:crypto";
import { eq, sql } from "drizzle-orm";
import type { KeptTables } from "../src/commands/agreement.ts";
import type { ReadDatabase } from "./open.ts";
import { bookings, certificates, debits } from "./schema.ts";
import { tickets } from "./ticket-schema.ts";

/** The marked key is the refund's: see the embedded bank. */
const taken = sql<number>`coalesce((SELECT -sum(${bookings.amount}) FROM ${bookings}
  WHERE ${bookings.outcome} = 'booked' AND ${bookings.key} IN (${debits.key}, ${debits.key} || ' returned')), 0)`;

export function readKeptTables({ orm }: ReadDatabase): KeptTables {
  const { issuer, serial, product, customer, ceremony, state, notAfter, certificate } = certificates;
  const signed = orm.select({ issuer, serial, product, customer, ceremony, state, notAfter, certificate });
  return {
    certificates: signed
      .from(certificates)
      .all()
      .map(({ certificate: der, ...row }) => ({ ...row, fingerprint: der && hash("sha256", der) })),
    debits: orm
      .select({
        key: debits.key,
        ceremony: debits.ceremony,
        amount: debits.amount,
        state: debits.state,
        ticket: tickets.state,
        taken,
      })
      .from(debits)
      .leftJoin(tickets, eq(tickets.debit, debits.key))
      .all(),
  };
}
