// The bank that the branch's own books are: for training, for acceptance, and for a branch that has no other.

import { eq, sql } from "drizzle-orm";
import type { BookingOutcome, CoreBank, CoverOutcome, Debit, DebitOutcome } from "../src/verification/core-bank.ts";
import type { Registry } from "../src/verification/registry.ts";
import type { Database } from "./open.ts";
import { accountPurpose } from "./registry.ts";
import { accounts, bookings } from "./schema.ts";
import type { Strongbox } from "./strongbox.ts";

/** A refund has a key of its own: the debit's, marked. */
function refundKey(key: string): string {
  return `${key} returned`;
}

export function openEmbeddedBank({ orm, transactions }: Database, strongbox: Strongbox, registry: Registry): CoreBank {
  const booked = orm
    .select()
    .from(bookings)
    .where(eq(bookings.key, sql.placeholder("key")))
    .prepare();
  const bookingOf = (key: string): BookingOutcome => {
    if (booked.get({ key: refundKey(key) })) return { type: "returned" };
    const row = booked.get({ key });
    if (!row) return { type: "never-booked" };
    return row.outcome === "booked" ? { type: "charged" } : { type: "debit-refused", why: "too-little" };
  };
  const book = (key: string, account: string, amount: number, outcome: "booked" | "refused"): void => {
    orm.insert(bookings).values({ key, account, amount, outcome }).run();
    if (outcome === "refused") return;
    const balance = sql`${accounts.balance} + ${amount}`;
    orm.update(accounts).set({ balance }).where(eq(accounts.numberIndex, account)).run();
  };
  const rowOf = (account: string) => {
    const numberIndex = strongbox.index(accountPurpose, Buffer.from(account));
    return orm.select().from(accounts).where(eq(accounts.numberIndex, numberIndex)).get();
  };
  const covers = ({ account, amount }: Pick<Debit, "account" | "amount">): CoverOutcome => {
    const row = rowOf(account);
    if (!row) return { type: "not-covered", why: "no-such-account" };
    return row.balance >= amount ? { type: "covered" } : { type: "not-covered", why: "too-little" };
  };
  const debit = ({ key, account, amount }: Debit): DebitOutcome => {
    const before = bookingOf(key);
    if (before.type === "charged" || before.type === "debit-refused") return before;
    // Undone before it was done: it stays undone.
    if (before.type === "returned") return { type: "debit-refused", why: "account-closed" };
    const row = rowOf(account);
    if (!row) return { type: "debit-refused", why: "no-such-account" };
    const enough = row.balance >= amount;
    book(key, row.numberIndex, -amount, enough ? "booked" : "refused");
    return enough ? { type: "charged" } : { type: "debit-refused", why: "too-little" };
  };
  const refund = ({ key, account, amount }: Debit): void => {
    const { type } = bookingOf(key);
    if (type === "returned" || type === "debit-refused") return;
    const row = rowOf(account);
    if (!row) return;
    book(refundKey(key), row.numberIndex, type === "charged" ? amount : 0, "booked");
  };
  return {
    distant: false,
    lookUp: async () => ({ type: "looked-up" }),
    async checkPassword(number, password) {
      const account = registry.account(number);
      const right = password.use((digits) =>
        account ? account.checkPassword(digits) : registry.checkNobodysPassword(digits),
      );
      return account && right ? { type: "password-right", customer: account.customer } : { type: "password-wrong" };
    },
    covers: async (sum) => covers(sum),
    debit: async (order) => transactions.run(() => debit(order)),
    bookingOf: async (key) => bookingOf(key),
    async refund(order) {
      transactions.run(() => refund(order));
      return { type: "returned" };
    },
  };
}
