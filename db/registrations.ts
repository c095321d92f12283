// Registered certificates of other institutions: a row is ended, never removed, and the table allows one at a time.

import { and, desc, eq, isNull } from "drizzle-orm";
import type { RegistrationRow, Registrations } from "../src/reliance/registrations.ts";
import type { CustomerId } from "../src/verification/registry.ts";
import type { Database } from "./open.ts";
import { registrations } from "./registration-schema.ts";

function toRow({ endedAt: _, ...row }: typeof registrations.$inferSelect): RegistrationRow {
  return {
    ...row,
    customer: row.customer as CustomerId,
    notAfter: new Date(row.notAfter),
    registeredAt: new Date(row.registeredAt),
  };
}

export function openRegistrations({ orm }: Database): Registrations {
  const counts = isNull(registrations.endedAt);
  return {
    add(row) {
      const times = { notAfter: row.notAfter.toISOString(), registeredAt: row.registeredAt.toISOString() };
      orm
        .insert(registrations)
        .values({ ...row, ...times })
        .run();
    },
    current(fingerprint) {
      const one = and(eq(registrations.fingerprint, fingerprint), counts);
      const row = orm.select().from(registrations).where(one).get();
      return row ? toRow(row) : null;
    },
    ofCustomer(customer) {
      return orm
        .select()
        .from(registrations)
        .where(and(eq(registrations.customer, customer), counts))
        .orderBy(desc(registrations.registeredAt))
        .all()
        .map(toRow);
    },
    end(id, at) {
      const one = and(eq(registrations.id, id), counts);
      return orm.update(registrations).set({ endedAt: at.toISOString() }).where(one).run().changes === 1;
    },
  };
}
