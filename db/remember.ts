// The branch's own copy of a distant bank's customers: brought up to date, with media and attempts left as they are.

import { randomBytes } from "node:crypto";
import { and, eq, gte, not, notExists, notInArray, sql } from "drizzle-orm";
import { nobody } from "../src/audit/entry.ts";
import type { Journal } from "../src/audit/journal.ts";
import type { Remember } from "../src/equipment.ts";
import type { BankCustomer } from "../src/verification/core-bank.ts";
import type { CustomerId } from "../src/verification/registry.ts";
import { arrived } from "./arrivals.ts";
import { accountRow, personRow, phoneRow } from "./enrol.ts";
import type { Database } from "./open.ts";
import { accountPurpose, residentPurpose } from "./registry.ts";
import { accounts, bookings, customers, phones } from "./schema.ts";
import type { Strongbox } from "./strongbox.ts";

/**
 * One transaction, and none when the copy says the same already: a known number takes as long as an unknown one. A
 * customer with the resident number of another is left out, and the journal says so: two people are to be told apart.
 */
export function openRemember(database: Database, strongbox: Strongbox, journal: Journal): Remember {
  const { orm, transactions } = database;
  const contradicts = ({ id, residentNumber }: BankCustomer): boolean => {
    const index = residentNumber.use((digits) => strongbox.index(residentPurpose, digits));
    const known = orm.select().from(customers).where(eq(customers.residentIndex, index)).get();
    return known !== undefined && known.id !== id;
  };
  return (customer) => {
    if (contradicts(customer)) {
      const why = `customer ${customer.id} has the resident number of another customer`;
      journal.append({ event: "gateway-failed", gateway: "bank", why }, nobody);
      return;
    }
    if (isKnown(database, strongbox, customer)) return;
    transactions.run(() => {
      putPerson(database, strongbox, customer);
      putPhones(database, strongbox, customer);
      putAccounts(database, strongbox, customer);
    });
  };
}

function isKnown({ orm }: Database, strongbox: Strongbox, { id, name, language, ...customer }: BankCustomer): boolean {
  const person = orm
    .select()
    .from(customers)
    .where(and(eq(customers.id, id), arrived(customers.arrival)))
    .get();
  const index = customer.residentNumber.use((digits) => strongbox.index(residentPurpose, digits));
  if (person?.name !== name || person.language !== language || person.residentIndex !== index) return false;
  const ofCustomer = eq(phones.customer, id);
  const numbers = orm.select().from(phones).where(ofCustomer).orderBy(phones.position).all();
  const opened = numbers.map(({ position, number }) =>
    strongbox.open({ table: "phones", column: "number", row: `${id}/${position}` }, number).toString("latin1"),
  );
  if (opened.join() !== customer.phones.join()) return false;
  const held = orm.select().from(accounts).where(eq(accounts.customer, id)).all();
  const indexes = customer.accounts.map((number) => strongbox.index(accountPurpose, Buffer.from(number)));
  return same(
    held.map(({ numberIndex }) => numberIndex),
    indexes,
  );
}

function same(some: readonly string[], others: readonly string[]): boolean {
  return [...some].sort().join() === [...new Set(others)].sort().join();
}

function putPerson(
  { orm }: Database,
  strongbox: Strongbox,
  { id, name, language, residentNumber }: BankCustomer,
): void {
  const row = residentNumber.use((digits) => personRow(strongbox, { id, name, language, residentNumber: digits }));
  const { id: target } = customers;
  // No import's any more, if it came with one that is not over.
  orm
    .insert(customers)
    .values(row)
    .onConflictDoUpdate({ target, set: { ...row, arrival: null } })
    .run();
}

function putPhones({ orm }: Database, strongbox: Strongbox, { id, phones: numbers }: BankCustomer): void {
  orm
    .delete(phones)
    .where(and(eq(phones.customer, id), gte(phones.position, numbers.length)))
    .run();
  const target = [phones.customer, phones.position];
  for (const [position, number] of numbers.entries()) {
    const row = phoneRow(strongbox, id, position, Buffer.from(number));
    orm.insert(phones).values(row).onConflictDoUpdate({ target, set: row }).run();
  }
}

function putAccounts({ orm }: Database, strongbox: Strongbox, { id, accounts: numbers }: BankCustomer): void {
  const rows = numbers.map((number) => passwordless(strongbox, id, number));
  const closed = notInArray(
    accounts.numberIndex,
    rows.map(({ numberIndex }) => numberIndex),
  );
  // What the embedded bank booked once refers to its account.
  const booked = orm.select({ one: sql`1` }).from(bookings).where(eq(bookings.account, accounts.numberIndex));
  orm
    .delete(accounts)
    .where(and(eq(accounts.customer, id), closed, notExists(booked)))
    .run();
  for (const row of rows) {
    const known = orm.select().from(accounts).where(eq(accounts.numberIndex, row.numberIndex)).get();
    const found = eq(accounts.numberIndex, row.numberIndex);
    orm
      .update(accounts)
      .set({ arrival: null })
      .where(and(found, not(arrived(accounts.arrival))))
      .run();
    if (!known) orm.insert(accounts).values(row).run();
    else if (known.customer !== id) {
      const { passwordMac } = row;
      orm.update(accounts).set({ customer: id, passwordMac }).where(found).run();
    }
  }
}

/** The bank alone knows the password: here the MAC is of no text at all, so that nothing matches. */
function passwordless(strongbox: Strongbox, customer: CustomerId, number: string): typeof accounts.$inferInsert {
  const account = { customer, number: Buffer.from(number), password: Buffer.alloc(0), balance: 0 };
  return { ...accountRow(strongbox, account), passwordMac: randomBytes(32).toString("hex") };
}
