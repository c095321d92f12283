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
import type { Vault } from "./vault.ts";

export const residentPurpose = "customers.resident_number";
export const accountPurpose = "accounts.number";
const passwordPurpose = "accounts.password";

/** Bound to the account: the same password has another MAC in another account. */
function passwordText(numberIndex: string, digits: Uint8Array): Buffer {
  return Buffer.concat([Buffer.from(`${numberIndex}\n`), digits]);
}

export function accountPasswordMac(vault: Vault, numberIndex: string, digits: Uint8Array): string {
  const text = passwordText(numberIndex, digits);
  const mac = vault.index(passwordPurpose, text);
  text.fill(0);
  return mac;
}

function checkPassword(vault: Vault, numberIndex: string, digits: Uint8Array, mac: string): boolean {
  const text = passwordText(numberIndex, digits);
  const right = vault.matches(passwordPurpose, text, mac);
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

function residentNumber(vault: Vault, row: typeof customers.$inferSelect): Buffer {
  return vault.open({ table: "customers", column: "resident_number", row: row.id }, row.residentNumber);
}

function phoneNumber(vault: Vault, { customer, position, number }: typeof phones.$inferSelect): string {
  const bytes = vault.open({ table: "phones", column: "number", row: `${customer}/${position}` }, number);
  return bytes.toString("latin1");
}

function accountNumber(vault: Vault, { numberIndex, number }: typeof accounts.$inferSelect): string {
  const bytes = vault.open({ table: "accounts", column: "number", row: numberIndex }, number);
  return bytes.toString("latin1");
}

function sealedPhone(vault: Vault, customer: string, position: number, number: string): Buffer {
  return vault.seal({ table: "phones", column: "number", row: `${customer}/${position}` }, Buffer.from(number));
}

function toCustomer(ask: Statements, vault: Vault, mediumOf: MediumOf, row: typeof customers.$inferSelect): Customer {
  const resident = residentNumber(vault, row);
  // The hidden digits never become text.
  resident.fill(0x30, 7);
  return {
    id: row.id as CustomerId,
    name: row.name,
    language: row.language,
    residentNumber: maskResidentNumber(resident.toString("latin1") as ResidentNumber),
    phones: ask.phones.all({ id: row.id }).map((phone) => maskPhone(phoneNumber(vault, phone))),
    medium: mediumOf(row.id),
  };
}

function toAccount(vault: Vault, row: typeof accounts.$inferSelect): Account {
  // Opened, not taken from the caller: a row whose index was swapped with another's does not open.
  vault.open({ table: "accounts", column: "number", row: row.numberIndex }, row.number).fill(0);
  return {
    customer: row.customer as CustomerId,
    checkPassword: (digits) => checkPassword(vault, row.numberIndex, digits, row.passwordMac),
  };
}

/** `%` and `_` of a typed name are blanks: no name holds them. */
function pattern(name: string): string {
  return `%${name.replaceAll(/[%_]/g, " ").trim()}%`;
}

export function openRegistry(database: Database, vault: Vault): Registry {
  const ask = statements(database);
  const { mediumOf, ...media } = openMedia(database);
  const customerOf = (row: typeof customers.$inferSelect | undefined): Customer | null =>
    row ? toCustomer(ask, vault, mediumOf, row) : null;
  const nobody = vault.index(accountPurpose, Buffer.from("nobody"));
  const nobodysCell = { table: "accounts", column: "number", row: nobody };
  const nobodysNumber = vault.seal(nobodysCell, Buffer.alloc(14, 0x30));
  return {
    customer: (id) => customerOf(ask.byId.get({ id })),
    byResidentNumber: (digits) =>
      (ask.byResident.get({ id: vault.index(residentPurpose, digits) })?.id ?? null) as CustomerId | null,
    search: (name, limit) =>
      ask.byName.all({ id: pattern(name), limit }).map((row) => toCustomer(ask, vault, mediumOf, row)),
    account(number) {
      const row = ask.account.get({ id: vault.index(accountPurpose, Buffer.from(number)) });
      return row ? toAccount(vault, row) : null;
    },
    accountsOf: (id) => ask.accounts.all({ id }).map((row) => accountNumber(vault, row)),
    checkNobodysPassword(digits) {
      vault.open(nobodysCell, nobodysNumber).fill(0);
      checkPassword(vault, nobody, digits, nobody);
      return false;
    },
    residentNumber(id) {
      const row = ask.byId.get({ id });
      if (!row) throw new RangeError(`no customer ${id}`);
      return Secret.from(residentNumber(vault, row));
    },
    phoneNumber(id, index) {
      const row = ask.phones.all({ id })[index];
      if (!row) throw new RangeError(`customer ${id} has no phone ${index}`);
      return phoneNumber(vault, row);
    },
    changePhone(id, index, number) {
      const known = ask.phones.all({ id });
      // Behind the last one: one more.
      const position = known[index]?.position ?? (known.at(-1)?.position ?? -1) + 1;
      const sealed = sealedPhone(vault, id, position, number);
      database.orm
        .insert(phones)
        .values({ customer: id, position, number: sealed })
        .onConflictDoUpdate({ target: [phones.customer, phones.position], set: { number: sealed } })
        .run();
    },
    ...media,
    ...openSecurityCards(database, vault),
    ...openOtpTokens(database, vault),
  };
}
