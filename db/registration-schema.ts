// The table of other institutions' certificates that customers registered here.

import { sql } from "drizzle-orm";
import { check, index, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import { customers } from "./schema.ts";

/** Certificates of other institutions that a customer registered here; ended ones stay. */
export const registrations = sqliteTable(
  "registrations",
  {
    /** The ceremony. */
    id: text().primaryKey(),
    customer: text()
      .notNull()
      .references(() => customers.id),
    issuer: text().notNull(),
    serial: text().notNull(),
    subject: text().notNull(),
    policy: text().notNull(),
    fingerprint: text().notNull(),
    /** RFC 3339. */
    notAfter: text().notNull(),
    registeredAt: text().notNull(),
    endedAt: text(),
  },
  (table) => [
    index("registrations_customer").on(table.customer),
    uniqueIndex("registrations_current").on(table.fingerprint).where(sql.raw("ended_at IS NULL")),
    check("registrations_fingerprint", sql.raw("length(fingerprint) = 64")),
  ],
);
