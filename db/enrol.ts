// Takes people, cards and tokens into the registry: what is personal is locked on the way in.

import type { CustomerId, OtpToken } from "../src/verification/registry.ts";
import type { Database } from "./open.ts";
import { accountPasswordMac, accountPurpose, residentPurpose } from "./registry.ts";
import { accounts, customers, otpTokens, phones, securityCards } from "./schema.ts";
import { halvesOf } from "./security-cards.ts";
import type { Strongbox } from "./strongbox.ts";

export type Person = {
  readonly id: CustomerId;
  readonly name: string;
  readonly language: "ko" | "en";
  /** 13 ASCII digits. */
  readonly residentNumber: Uint8Array;
};

export function personRow(
  strongbox: Strongbox,
  { id, name, language, residentNumber }: Person,
): typeof customers.$inferInsert {
  const sealed = strongbox.seal({ table: "customers", column: "resident_number", row: id }, residentNumber);
  return {
    id,
    name,
    language,
    residentNumber: sealed,
    residentIndex: strongbox.index(residentPurpose, residentNumber),
  };
}

/** `number` in ASCII digits; `position` from 0, in the order in which phones are chosen. */
export function phoneRow(
  strongbox: Strongbox,
  customer: CustomerId,
  position: number,
  number: Uint8Array,
): typeof phones.$inferInsert {
  const sealed = strongbox.seal({ table: "phones", column: "number", row: `${customer}/${position}` }, number);
  return { customer, position, number: sealed };
}

export type NewAccount = {
  readonly customer: CustomerId;
  /** ASCII digits. */
  readonly number: Uint8Array;
  /** Four ASCII digits. */
  readonly password: Uint8Array;
  /** Won. */
  readonly balance: number;
};

export function accountRow(strongbox: Strongbox, account: NewAccount): typeof accounts.$inferInsert {
  const numberIndex = strongbox.index(accountPurpose, account.number);
  const number = strongbox.seal({ table: "accounts", column: "number", row: numberIndex }, account.number);
  const passwordMac = accountPasswordMac(strongbox, numberIndex, account.password);
  const { customer, balance } = account;
  return { numberIndex, number, customer, passwordMac, balance };
}

/** `customer` null: into the stock. `codes` holds the four ASCII digits of each cell, the first cell's first. */
export function cardRow(
  strongbox: Strongbox,
  { serial, customer }: { readonly serial: string; readonly customer: CustomerId | null },
  codes: readonly Uint8Array[],
): typeof securityCards.$inferInsert {
  const state = customer ? "bound" : "stock";
  return { serial, customer, state, cells: codes.length, halves: halvesOf(strongbox, serial, codes) };
}

export type TokenToEnrol = Pick<
  OtpToken,
  "serial" | "kind" | "algorithm" | "digits" | "periodSeconds" | "driftSteps" | "lastStep" | "notAfter"
> & {
  /** Null: into the stock. */
  readonly customer: CustomerId | null;
  readonly seed: Uint8Array;
};

export function tokenRow(strongbox: Strongbox, token: TokenToEnrol): typeof otpTokens.$inferInsert {
  const seed = strongbox.seal({ table: "otp_tokens", column: "seed", row: token.serial }, token.seed);
  const notAfter = token.notAfter?.toISOString() ?? null;
  return { ...token, seed, notAfter, state: token.customer ? "bound" : "stock" };
}

export type Rows = {
  readonly customers: (typeof customers.$inferInsert)[];
  readonly phones: (typeof phones.$inferInsert)[];
  readonly accounts: (typeof accounts.$inferInsert)[];
  readonly cards: (typeof securityCards.$inferInsert)[];
  readonly tokens: (typeof otpTokens.$inferInsert)[];
};

export function noRows(): Rows {
  return { customers: [], phones: [], accounts: [], cards: [], tokens: [] };
}

/** One statement for so many rows: each row by itself takes four times as long, and the lock is held meanwhile. */
const rowsAtOnce = 200;

function inParts<T>(rows: readonly T[], insert: (part: T[]) => void): void {
  for (let at = 0; at < rows.length; at += rowsAtOnce) insert(rows.slice(at, at + rowsAtOnce));
}

/** Inside a transaction. */
export function insertRows({ orm }: Database, rows: Rows): void {
  inParts(rows.customers, (part) => orm.insert(customers).values(part).run());
  inParts(rows.phones, (part) => orm.insert(phones).values(part).run());
  inParts(rows.accounts, (part) => orm.insert(accounts).values(part).run());
  inParts(rows.cards, (part) => orm.insert(securityCards).values(part).run());
  inParts(rows.tokens, (part) => orm.insert(otpTokens).values(part).run());
}
