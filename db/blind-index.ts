// Whom a blind index means: how somebody outside may name a customer without a number.

import { eq } from "drizzle-orm";
import type { ReadDatabase } from "./open.ts";
import { customers } from "./schema.ts";

/** The customer's id; null when no resident number has this index. */
export function customerOfIndex({ orm }: ReadDatabase, index: string): string | null {
  const found = orm.select({ id: customers.id }).from(customers).where(eq(customers.residentIndex, index)).get();
  return found?.id ?? null;
}
