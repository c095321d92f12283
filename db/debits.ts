// Fees taken and given back; the account is locked, and a row goes from state to state in one direction.

import { and, asc, eq, exists, inArray, notExists, or, sql } from "drizzle-orm";
import type { DebitRow, Debits } from "../src/verification/debits.ts";
import type { CustomerId } from "../src/verification/registry.ts";
import type { Database } from "./open.ts";
import { certificates, debits } from "./schema.ts";
import type { Strongbox } from "./strongbox.ts";
import { tickets } from "./ticket-schema.ts";

function cell(key: string) {
  return { table: "debits", column: "account", row: key };
}

function toRow(strongbox: Strongbox, row: typeof debits.$inferSelect): DebitRow {
  const account = strongbox.open(cell(row.key), row.account).toString("latin1");
  return { ...row, account, customer: row.customer as CustomerId };
}

export function openDebits({ orm }: Database, strongbox: Strongbox): Debits {
  const earning = and(
    eq(certificates.ceremony, debits.ceremony),
    // Or revoked in its time: see `Debits.open`.
    inArray(certificates.state, ["valid", "revoked"]),
  );
  const unearned = notExists(orm.select({ one: sql`1` }).from(certificates).where(earning));
  // Paid for a certificate that may still be had, or was: see `tickets`.
  const kept = and(eq(tickets.debit, debits.key), inArray(tickets.state, ["open", "spent"]));
  const unkept = notExists(orm.select({ one: sql`1` }).from(tickets).where(kept));
  // Of a ticket that nobody can use any more: whichever terminal is open gives it back.
  const forfeited = exists(
    orm
      .select({ one: sql`1` })
      .from(tickets)
      .where(and(eq(tickets.debit, debits.key), inArray(tickets.state, ["expired", "cancelled"]))),
  );
  const unfinished = inArray(debits.state, ["intended", "returning"]);
  return {
    add(row) {
      const account = strongbox.seal(cell(row.key), Buffer.from(row.account));
      orm
        .insert(debits)
        .values({ ...row, account })
        .run();
    },
    advance(key, from, to) {
      const standing = and(eq(debits.key, key), eq(debits.state, from));
      const { changes } = orm.update(debits).set({ state: to }).where(standing).run();
      if (changes !== 1) throw new RangeError(`no debit ${key} is ${from} and can become ${to}`);
    },
    row(key) {
      const row = orm.select().from(debits).where(eq(debits.key, key)).get();
      return row ? toRow(strongbox, row) : null;
    },
    open(terminal) {
      const own = and(
        eq(debits.terminal, terminal),
        or(unfinished, and(eq(debits.state, "charged"), unearned, unkept)),
      );
      const anybodys = and(inArray(debits.state, ["charged", "returning"]), forfeited);
      return orm
        .select()
        .from(debits)
        .where(or(own, anybodys))
        .orderBy(asc(sql`debits.rowid`))
        .all()
        .map((row) => toRow(strongbox, row));
    },
  };
}
