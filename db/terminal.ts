// Which terminal a provisioned database was made for.

import { eq } from "drizzle-orm";
import type { Database } from "./open.ts";
import { meta } from "./schema.ts";

const name = "terminal";

/** Null before provisioning. */
export function terminalId({ orm }: Database): string | null {
  return orm.select().from(meta).where(eq(meta.name, name)).get()?.value ?? null;
}

export function nameTerminal({ orm }: Database, id: string): void {
  orm
    .insert(meta)
    .values({ name, value: id })
    .onConflictDoUpdate({ target: meta.name, set: { value: id } })
    .run();
}
