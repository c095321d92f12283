// Which certificates somebody was told about: one row each, so that nobody is told twice.

import { and, eq } from "drizzle-orm";
import type { Notices } from "../src/authority/expiry-notices.ts";
import { expiryNotices } from "./notice-schema.ts";
import type { Database } from "./open.ts";

export function openNotices({ orm }: Database): Notices {
  return {
    row({ issuer, serial }) {
      const one = and(eq(expiryNotices.issuer, issuer), eq(expiryNotices.serial, serial));
      const row = orm.select().from(expiryNotices).where(one).get();
      return row ? { key: row.key, state: row.state } : null;
    },
    keep({ issuer, serial }, row) {
      orm
        .insert(expiryNotices)
        .values({ issuer, serial, ...row })
        .onConflictDoUpdate({ target: [expiryNotices.issuer, expiryNotices.serial], set: row })
        .run();
    },
  };
}
