// A copy of the branch's database while desks write into it, and what a copy holds.

import { openDatabase, type ReadDatabase } from "./open.ts";
import type { Strongbox } from "./strongbox.ts";
import { StrongboxDamaged } from "./strongbox.ts";

/** Copies page by page with pauses, as SQLite's backup API does: a desk beside it waits for none. Throws the disk's error. */
export async function copyDatabase({ client }: ReadDatabase, file: string): Promise<void> {
  await client.backup(file);
}

/** Every page, index and constraint; empty when all is well. Seconds per million rows. */
export function integrityFindings({ client }: ReadDatabase): readonly string[] {
  const found = (client.pragma("integrity_check(20)") as { readonly integrity_check: string }[]).map(
    (row) => row.integrity_check,
  );
  return found.length === 1 && found[0] === "ok" ? [] : found;
}

export type Contents = {
  readonly customers: number;
  readonly certificates: number;
  /** Whether the key file opens what is locked in it; null where nothing is. */
  readonly opens: boolean | null;
};

export function contentsOf({ client }: ReadDatabase, strongbox: Strongbox): Contents {
  const count = (table: string): number => Number(client.prepare(`SELECT count(*) FROM ${table}`).pluck().get());
  const first = client
    .prepare<[], { id: string; resident_number: unknown }>("SELECT id, resident_number FROM customers LIMIT 1")
    .get();
  return {
    customers: count("customers"),
    certificates: count("certificates"),
    opens: first ? opens(strongbox, first) : null,
  };
}

function opens(
  strongbox: Strongbox,
  { id, resident_number: sealed }: { readonly id: string; readonly resident_number: unknown },
): boolean {
  // Where a page is damaged, anything may stand in its place.
  if (!Buffer.isBuffer(sealed)) return false;
  try {
    strongbox.open({ table: "customers", column: "resident_number", row: id }, sealed).fill(0);
    return true;
  } catch (error) {
    if (error instanceof StrongboxDamaged) return false;
    throw error;
  }
}

/** The drill: the copy is opened as a desk would open it, migrations and all. Null when that works. */
export function openingFault(file: string): string | null {
  const opened = openDatabase(file);
  if (opened.type === "refused") return opened.refusal.type;
  opened.database.close();
  return null;
}
