// Takes a customer into the registry: what is personal is locked on the way in.

import type { CustomerId, OtpToken } from "../src/verification/registry.ts";
import type { Database } from "./open.ts";
import { accountPasswordMac, accountPurpose, residentPurpose } from "./registry.ts";
import { accounts, cardHalves, customers, otpTokens, phones, securityCards } from "./schema.ts";
import { halfMac } from "./security-cards.ts";
import type { Vault } from "./vault.ts";

export type Person = {
  readonly id: CustomerId;
  readonly name: string;
  readonly language: "ko" | "en";
  /** 13 ASCII digits. */
  readonly residentNumber: Uint8Array;
};

export function enrolPerson({ orm }: Database, vault: Vault, person: Person): void {
  const { id, name, language } = person;
  const residentNumber = vault.seal({ table: "customers", column: "resident_number", row: id }, person.residentNumber);
  const residentIndex = vault.index(residentPurpose, person.residentNumber);
  orm.insert(customers).values({ id, name, language, residentNumber, residentIndex }).run();
}

/** `number` in ASCII digits; `position` from 0, in the order in which phones are chosen. */
export function enrolPhone(
  { orm }: Database,
  vault: Vault,
  customer: CustomerId,
  position: number,
  number: Uint8Array,
): void {
  const sealed = vault.seal({ table: "phones", column: "number", row: `${customer}/${position}` }, number);
  orm.insert(phones).values({ customer, position, number: sealed }).run();
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

export function enrolAccount({ orm }: Database, vault: Vault, account: NewAccount): void {
  const numberIndex = vault.index(accountPurpose, account.number);
  const number = vault.seal({ table: "accounts", column: "number", row: numberIndex }, account.number);
  const passwordMac = accountPasswordMac(vault, numberIndex, account.password);
  const { customer, balance } = account;
  orm.insert(accounts).values({ numberIndex, number, customer, passwordMac, balance }).run();
}

/** `codes` holds the four ASCII digits of each cell, the first cell's first. */
export function enrolCard(
  { orm }: Database,
  vault: Vault,
  card: { readonly customer: CustomerId; readonly serial: string },
  codes: readonly Uint8Array[],
): void {
  const { customer, serial } = card;
  orm.insert(securityCards).values({ serial, customer, cells: codes.length }).run();
  const halves = codes.flatMap((code, index) => {
    const cell = index + 1;
    const first = halfMac(vault, serial, cell, "first", code.subarray(0, 2));
    const second = halfMac(vault, serial, cell, "second", code.subarray(2, 4));
    return [
      { serial, cell, half: "first", mac: first } as const,
      { serial, cell, half: "second", mac: second } as const,
    ];
  });
  orm.insert(cardHalves).values(halves).run();
}

export type NewToken = Pick<OtpToken, "serial" | "kind" | "algorithm" | "digits" | "periodSeconds"> & {
  readonly customer: CustomerId;
  readonly seed: Uint8Array;
};

export function enrolToken({ orm }: Database, vault: Vault, token: NewToken): void {
  const seed = vault.seal({ table: "otp_tokens", column: "seed", row: token.serial }, token.seed);
  orm
    .insert(otpTokens)
    .values({ ...token, seed, driftSteps: 0, lastStep: -1 })
    .run();
}
