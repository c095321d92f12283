// Failures in a row and locks, over all channels, terminals and restarts.

import { and, eq, sql } from "drizzle-orm";
import type { Attempts, Target } from "../src/verification/attempts.ts";
import type { Database } from "./open.ts";
import { attempts } from "./schema.ts";
import type { Strongbox } from "./strongbox.ts";

/** An account number is a target: the row does not show which. */
function row(strongbox: Strongbox, { kind, id }: Target): { readonly kind: Target["kind"]; readonly target: string } {
  return { kind, target: strongbox.index(`attempts.${kind}`, Buffer.from(id)) };
}

/** Until somebody unlocks it at a counter, whatever was counted. */
export function lockTarget({ orm }: Database, strongbox: Strongbox, target: Target): void {
  const locked = { ...row(strongbox, target), failures: 0, locked: true };
  const known = [attempts.kind, attempts.target];
  orm
    .insert(attempts)
    .values(locked)
    .onConflictDoUpdate({ target: known, set: { locked: true } })
    .run();
}

export function openAttempts({ orm, transactions }: Database, strongbox: Strongbox): Attempts {
  const of = and(eq(attempts.kind, sql.placeholder("kind")), eq(attempts.target, sql.placeholder("target")));
  const select = orm.select().from(attempts).where(of).prepare();
  const put = (key: ReturnType<typeof row>, failures: number, locked: boolean): void => {
    const set = { failures, locked };
    orm
      .insert(attempts)
      .values({ ...key, ...set })
      .onConflictDoUpdate({ target: [attempts.kind, attempts.target], set })
      .run();
  };

  return {
    failures: (target) => select.get(row(strongbox, target))?.failures ?? 0,
    isLocked: (target) => select.get(row(strongbox, target))?.locked ?? false,
    fail: (target, limit) =>
      transactions.run(() => {
        const key = row(strongbox, target);
        const known = select.get(key);
        const failures = (known?.failures ?? 0) + 1;
        const locked = known?.locked === true || failures >= limit;
        put(key, failures, locked);
        return { left: locked ? 0 : limit - failures };
      }),
    succeed: (target) =>
      transactions.run(() => {
        const key = row(strongbox, target);
        const known = select.get(key);
        // A lock is opened at a counter by an officer, not by a lucky guess.
        if (known && !known.locked) put(key, 0, false);
      }),
    unlock: (target) => transactions.run(() => put(row(strongbox, target), 0, false)),
  };
}
