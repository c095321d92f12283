// What comes into the registry from files: tokens, cards and customers, each file whole or not at all.

import type { Secret } from "../secret.ts";
import type { OtpToken } from "./registry.ts";

export type NewToken = Pick<OtpToken, "serial" | "kind" | "algorithm" | "digits" | "periodSeconds" | "notAfter"> & {
  /** The drift in steps and the counter that the file tells of; 0 and -1 where it is silent. */
  readonly driftSteps: number;
  readonly lastStep: number;
  readonly seed: Secret;
};

export type NewCard = {
  readonly serial: string;
  /** Four ASCII digits a cell, the first cell's first, one after the other. */
  readonly codes: Secret;
};

export type NewCustomer = {
  readonly id: string;
  readonly name: string;
  readonly language: "ko" | "en";
  /** 13 ASCII digits. */
  readonly residentNumber: Secret;
  /** Digits alone, in the order in which they are chosen. */
  readonly phones: readonly string[];
  readonly accounts: readonly {
    /** Digits alone. */
    readonly number: string;
    /** Four ASCII digits. */
    readonly password: Secret;
    /** Won. */
    readonly balance: number;
  }[];
};

/** Serial numbers, ids or numbers that are there already; nothing is added when there is one. */
export type Clash = { readonly position: number; readonly what: "serial" | "id" | "resident-number" | "account" };

/** What is locked and hashed already, so that the transaction that adds it is short. Adds nothing until `add` is called. */
export type Batch = {
  /** Positions count from 0 in the order that was given. */
  clashes(): readonly Clash[];
  /** Inside `Transactions.run`, together with the journal's row. */
  add(): void;
};

export type Enrolment = {
  tokens(tokens: readonly NewToken[]): Batch;
  cards(cards: readonly NewCard[]): Batch;
  customers(customers: readonly NewCustomer[]): Batch;
};
