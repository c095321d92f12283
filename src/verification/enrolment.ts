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

export type ArrivalId = string & { readonly __brand: "ArrivalId" };

/** What is locked and hashed already, so that the transaction that adds it is short. Adds nothing until `add` is called. */
export type Batch = {
  /** Positions count from 0 in the order that was given. What is not there to see is no clash. */
  clashes(): readonly Clash[];
  /** Inside `Transactions.run`; nobody sees it until the arrival has ended. */
  add(arrival: ArrivalId): void;
};

/** Imports under way, of which a cut leaves one behind. One import at a time works on a branch's books. */
export type Arrivals = {
  /** In a transaction of its own. */
  begin(): ArrivalId;
  /** Inside `Transactions.run`, together with the journal's row: from now on everybody sees all that came with it. */
  end(id: ArrivalId): void;
  open(): readonly ArrivalId[];
  /** Removes all that came with it, in a transaction before each yield. */
  undoing(id: ArrivalId): Generator<void, void>;
};

export type Enrolment = {
  readonly arrivals: Arrivals;
  tokens(tokens: readonly NewToken[]): Batch;
  cards(cards: readonly NewCard[]): Batch;
  customers(customers: readonly NewCustomer[]): Batch;
};
