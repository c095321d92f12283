// Reads a home's books from beside whatever process keeps them, and holds them against each other.

import { openAuditRows } from "../../db/audit-rows.ts";
import { readKeptTables } from "../../db/kept-tables.ts";
import { openForReading } from "../../db/open.ts";
import { bodyFields } from "../audit/row-body.ts";
import { Agreement } from "../commands/agreement.ts";
import type { Home } from "../home.ts";

/** What does not agree, or why nothing can be read; null when all does. In one snapshot: a desk may be at work. */
export function disagreementIn(home: Home): string | null {
  const opened = openForReading(home.database);
  if ("why" in opened) return opened.why;
  const read = opened.client.transaction((): string | null => {
    const agreement = new Agreement();
    for (const row of openAuditRows(opened).all()) {
      const why = agreement.read(bodyFields(row));
      if (why) return why;
    }
    return agreement.hold(readKeptTables(opened));
  });
  try {
    return read();
  } finally {
    opened.client.close();
  }
}
