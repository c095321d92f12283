// The table of notices: of which certificates somebody was told that they end.

import { sql } from "drizzle-orm";
import { check, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";

/** Whether the holder of a certificate was told that it ends. */
export const expiryNotices = sqliteTable(
  "expiry_notices",
  {
    issuer: text().notNull(),
    serial: text().notNull(),
    /** Idempotency key. */
    key: text().notNull(),
    state: text({ enum: ["intended", "unreachable", "sent"] }).notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.issuer, table.serial] }),
    check("expiry_notices_state", sql.raw("state IN ('intended', 'unreachable', 'sent')")),
  ],
);
