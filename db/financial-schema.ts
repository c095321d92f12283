// The tables of financial certificates: keys that were deposited, and the embedded vault itself.

import { sql } from "drizzle-orm";
import { blob, check, foreignKey, index, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { certificates, customers } from "./schema.ts";

/** The keys that this branch had made in a vault, its own or a distant one. */
export const deposits = sqliteTable(
  "deposits",
  {
    name: text().primaryKey(),
    customer: text()
      .notNull()
      .references(() => customers.id),
    terminal: text().notNull(),
    ceremony: text().notNull(),
    state: text({ enum: ["intended", "made", "destroying", "destroyed"] }).notNull(),
    issuer: text({ enum: ["yessign", "SignKorea", "KICA", "CrossCert", "TradeSign", "NCASign"] }),
    serial: text(),
  },
  (table) => [
    foreignKey({ columns: [table.issuer, table.serial], foreignColumns: [certificates.issuer, certificates.serial] }),
    index("deposits_certificate").on(table.issuer, table.serial),
    index("deposits_open").on(table.state, table.terminal),
    check("deposits_state", sql.raw("state IN ('intended', 'made', 'destroying', 'destroyed')")),
    check("deposits_certificate_whole", sql.raw("(issuer IS NULL) = (serial IS NULL)")),
  ],
);

/** The embedded vault. A key that was destroyed leaves its name, which is never given again. */
export const vaultKeys = sqliteTable("vault_keys", {
  name: text().primaryKey(),
  /** PrivateKeyInfo with R under the PIN, and that under the terminal's key: who has one of the two opens nothing. */
  lockedKey: blob({ mode: "buffer" }),
  certificate: blob({ mode: "buffer" }),
});
