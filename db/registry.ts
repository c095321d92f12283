// The bank's customers: numbers locked, found by blind index, accounts whose password can be checked and not read.

import { and, asc, eq, like, sql } from "drizzle-orm";
import { Secret } from "../src/secret.ts";
import { maskPhone } from "../src/verification/masked.ts";
import type { SecurityMedium } from "../src/verification/medium.ts";

import type { Account, Customer, CustomerId, Registry } from "../src/verification/registry.ts";
import { maskResidentNumber, type ResidentNumber } from "../src/verification/resident-number.ts";
import { arrived } from "./arrivals.ts";
import { openMedia } from "./media.ts";
import type { Database } from "./open.ts";
import { openOtpTokens } from "./otp-tokens.ts";
import { accounts, customers, phones } from "./schema.ts";
import { openSecurityCards } from "./security-cards.ts";
import type { Strongbox } from "./strongbox.ts";

export const residentPurpose = "customers.resident_number";
export const accountPurpose = "accounts.number";
const passwordPurpose = "accounts.password";

/** Bound to the account: the same password has another MAC in another account. */
function passwordText(numberIndex: string, digits: Uint8Array): Buffer {
  return Buffer.concat([Buffer.from(`${numberIndex}\n`), digits]);
}

export function accountPasswordMac(strongbox: Strongbox, numberIndex: string, digits: Uint8Array): string {
  const text = passwordText(numberIndex, digits);
  const mac = strongbox.index(passwordPurpose, text);
  text.fill(0);
  return mac;
}

function checkPassword(strongbox: Strongbox, numberIndex: string, digits: Uint8Array, mac: string): boolean {
  const text = passwordText(numberIndex, digits);
  const right = strongbox.matches(passwordPurpose, text, mac);
  text.fill(0);
  return right;
}

function statements({ orm }: Database) {
  const id = sql.placeholder("id");
  const known = arrived(customers.arrival);
  return {
    byId: orm
      .select()
      .from(customers)
      .where(and(eq(customers.id, id), known))
      .prepare(),
    byResident: orm
      .select()
      .from(customers)
      .where(and(eq(customers.residentIndex, id), known))
      .prepare(),
    byName: orm
      .select()
      .from(customers)
      .where(and(like(customers.name, id), known))
      .orderBy(asc(customers.name), asc(customers.id))
      .limit(sql.placeholder("limit"))
      .prepare(),
    phones: orm.select().from(phones).where(eq(phones.customer, id)).orderBy(asc(phones.position)).prepare(),
    account: orm
      .select()
      .from(accounts)
      .where(and(eq(accounts.numberIndex, id), arrived(accounts.arrival)))
      .prepare(),
    accounts: orm.select().from(accounts).where(eq(accounts.customer, id)).orderBy(asc(accounts.numberIndex)).prepare(),
  };
}

type Statements = ReturnType<typeof statements>;

type MediumOf = (customer: string) => SecurityMedium | null;

function residentNumber(strongbox: Strongbox, row: typeof customers.$inferSelect): Buffer {
  return strongbox.open({ table: "customers", column: "resident_number", row: row.id }, row.residentNumber);
}

function phoneNumber(strongbox: Strongbox, { customer, position, number }: typeof phones.$inferSelect): string {
  const bytes = strongbox.open({ table: "phones", column: "number", row: `${customer}/${position}` }, number);
  return bytes.toString("latin1");
}

function accountNumber(strongbox: Strongbox, { numberIndex, number }: typeof accounts.$inferSelect): string {
  const bytes = strongbox.open({ table: "accounts", column: "number", row: numberIndex }, number);
  return bytes.toString("latin1");
}

function sealedPhone(strongbox: Strongbox, customer: string, position: number, number: string): Buffer {
  return strongbox.seal({ table: "phones", column: "number", row: `${customer}/${position}` }, Buffer.from(number));
}

function toCustomer(
  ask: Statements,
  strongbox: Strongbox,
  mediumOf: MediumOf,
  row: typeof customers.$inferSelect,
): Customer {
  const resident = residentNumber(strongbox, row);
  // The hidden digits never become text.
  resident.fill(0x30, 7);
  return {
    id: row.id as CustomerId,
    name: row.name,
    language: row.language,
    residentNumber: maskResidentNumber(resident.toString("latin1") as ResidentNumber),
    phones: ask.phones.all({ id: row.id }).map((phone) => maskPhone(phoneNumber(strongbox, phone))),
    medium: mediumOf(row.id),
  };
}

function toAccount(strongbox: Strongbox, row: typeof accounts.$inferSelect): Account {
  // Opened, not taken from the caller: a row whose index was swapped with another's does not open.
  strongbox.open({ table: "accounts", column: "number", row: row.numberIndex }, row.number).fill(0);
  return {
    customer: row.customer as CustomerId,
    checkPassword: (digits) => checkPassword(strongbox, row.numberIndex, digits, row.passwordMac),
  };
}

/** `%` and `_` of a typed name are blanks: no name holds them. */
function pattern(name: string): string {
  return `%${name.replaceAll(/[%_]/g, " ").trim()}%`;
}

export function openRegistry(database: Database, strongbox: Strongbox): Registry {
  const ask = statements(database);
  const { mediumOf, ...media } = openMedia(database);
  const customerOf = (row: typeof customers.$inferSelect | undefined): Customer | null =>
    row ? toCustomer(ask, strongbox, mediumOf, row) : null;
  const nobody = strongbox.index(accountPurpose, Buffer.from("nobody"));
  const nobodysCell = { table: "accounts", column: "number", row: nobody };
  const nobodysNumber = strongbox.seal(nobodysCell, Buffer.alloc(14, 0x30));
  return {
    customer: (id) => customerOf(ask.byId.get({ id })),
    byResidentNumber: (digits) =>
      (ask.byResident.get({ id: strongbox.index(residentPurpose, digits) })?.id ?? null) as CustomerId | null,
    search: (name, limit) =>
      ask.byName.all({ id: pattern(name), limit }).map((row) => toCustomer(ask, strongbox, mediumOf, row)),
    account(number) {
      const row = ask.account.get({ id: strongbox.index(accountPurpose, Buffer.from(number)) });
      return row ? toAccount(strongbox, row) : null;
    },
    accountsOf: (id) => ask.accounts.all({ id }).map((row) => accountNumber(strongbox, row)),
    checkNobodysPassword(digits) {
      strongbox.open(nobodysCell, nobodysNumber).fill(0);
      checkPassword(strongbox, nobody, digits, nobody);
      return false;
    },
    residentNumber(id) {
      const row = ask.byId.get({ id });
      if (!row) throw new RangeError(`no customer ${id}`);
      return Secret.from(residentNumber(strongbox, row));
    },
    phoneNumber(id, index) {
      const row = ask.phones.all({ id })[index];
      if (!row) throw new RangeError(`customer ${id} has no phone ${index}`);
      return phoneNumber(strongbox, row);
    },
    changePhone(id, index, number) {
      const known = ask.phones.all({ id });
      // Behind the last one: one more.
      const position = known[index]?.position ?? (known.at(-1)?.position ?? -1) + 1;
      const sealed = sealedPhone(strongbox, id, position, number);
      database.orm
        .insert(phones)
        .values({ customer: id, position, number: sealed })
        .onConflictDoUpdate({ target: [phones.customer, phones.position], set: { number: sealed } })
        .run();
    },
    ...media,
    ...openSecurityCards(database, strongbox),
    ...openOtpTokens(database, strongbox),
  };
}
