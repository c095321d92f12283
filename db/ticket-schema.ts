// The tickets with which a customer finishes later.

import { sql } from "drizzle-orm";
import { blob, check, index, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import { customers, debits } from "./schema.ts";

/** What a customer finishes later: two numbers, of which only keyed MACs are kept. */
export const tickets = sqliteTable(
  "tickets",
  {
    id: text().primaryKey(),
    /** Blind index of the reference number. */
    referenceIndex: text().notNull(),
    /** Keyed MAC of reference number and authorization code. */
    codeMac: text().notNull(),
    customer: text()
      .notNull()
      .references(() => customers.id),
    product: text({ enum: ["limited", "general"] }).notNull(),
    /** Locked. */
    account: blob({ mode: "buffer" }).notNull(),
    debit: text().references(() => debits.key),
    terminal: text().notNull(),
    ceremony: text().notNull(),
    /** RFC 3339. */
    expiresAt: text().notNull(),
    state: text({ enum: ["open", "spent", "expired", "cancelled"] }).notNull(),
  },
  (table) => [
    uniqueIndex("tickets_reference").on(table.referenceIndex),
    index("tickets_open").on(table.state, table.expiresAt),
    index("tickets_debit").on(table.debit),
    check("tickets_state", sql.raw("state IN ('open', 'spent', 'expired', 'cancelled')")),
  ],
);
