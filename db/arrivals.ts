// Imports under way: their rows are added piece by piece, and nobody sees one of them until all are there.

import { randomUUID } from "node:crypto";
import { type AnyColumn, eq, inArray, type SQL, sql } from "drizzle-orm";
import type { ArrivalId, Arrivals } from "../src/verification/enrolment.ts";
import type { Database } from "./open.ts";
import { accounts, arrivals, customers, otpTokens, phones, securityCards } from "./schema.ts";

/** A row of no import, or of one that is over. */
export function arrived(arrival: AnyColumn): SQL {
  return sql`(${arrival} IS NULL OR ${arrival} NOT IN (SELECT ${arrivals.id} FROM ${arrivals}))`;
}

/** Rows that are removed in one transaction: a desk beside it waits no longer. */
const rowsAtOnce = 200;

/** The keys of what came with an arrival, in pieces, and how a piece of them is removed. */
function* removals({ orm }: Database, id: ArrivalId): Generator<() => void, void> {
  const pieces = <Key>(keys: readonly Key[]): Key[][] =>
    Array.from({ length: Math.ceil(keys.length / rowsAtOnce) }, (_, at) =>
      keys.slice(at * rowsAtOnce, (at + 1) * rowsAtOnce),
    );
  // What refers to others first.
  for (const [table, key] of [
    [accounts, accounts.numberIndex],
    [securityCards, securityCards.serial],
    [otpTokens, otpTokens.serial],
  ] as const) {
    const rows = orm.select({ key }).from(table).where(eq(table.arrival, id)).all();
    for (const piece of pieces(rows.map((row) => row.key)))
      yield () => void orm.delete(table).where(inArray(key, piece)).run();
  }
  const people = orm.select({ id: customers.id }).from(customers).where(eq(customers.arrival, id)).all();
  for (const piece of pieces(people.map((row) => row.id)))
    yield () => {
      orm.delete(phones).where(inArray(phones.customer, piece)).run();
      orm.delete(customers).where(inArray(customers.id, piece)).run();
    };
}

export function openArrivals(database: Database): Arrivals {
  const { orm, transactions } = database;
  const over = (id: ArrivalId): void => void orm.delete(arrivals).where(eq(arrivals.id, id)).run();
  return {
    begin() {
      const id = randomUUID() as ArrivalId;
      transactions.run(() => orm.insert(arrivals).values({ id }).run());
      return id;
    },
    end: over,
    open: () =>
      orm
        .select()
        .from(arrivals)
        .all()
        .map(({ id }) => id as ArrivalId),
    *undoing(id) {
      for (const remove of removals(database, id)) {
        transactions.run(remove);
        yield;
      }
      transactions.run(() => over(id));
    },
  };
}
