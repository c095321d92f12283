// The bank behind the counter: who its customers are, whether an account password is right, and fees. It may be far away.

import type { Secret } from "../secret.ts";
import type { CustomerId } from "./registry.ts";

/** By what a person is looked for. `digits`: 13 ASCII digits of a resident number. */
export type Query =
  | { readonly by: "name"; readonly name: string }
  | { readonly by: "account"; readonly account: string }
  | { readonly by: "resident-number"; readonly digits: Secret };

/** A customer as a distant bank tells of him; media, attempts and certificates hang on the branch's own copy. */
export type BankCustomer = {
  readonly id: CustomerId;
  readonly name: string;
  readonly language: "ko" | "en";
  /** 13 ASCII digits. */
  readonly residentNumber: Secret;
  /** Digits alone. */
  readonly phones: readonly string[];
  readonly accounts: readonly string[];
};

/** The bank gave no answer that can be trusted: nothing was learned, and nothing is counted. */
type Unreachable = { readonly type: "bank-unreachable" };

export type LookUpOutcome = { readonly type: "looked-up" } | Unreachable;

export type PasswordOutcome =
  | { readonly type: "password-right"; readonly customer: CustomerId }
  /** Or there is no such account: the two are not told apart, and take the same time. */
  | { readonly type: "password-wrong" }
  | Unreachable;

/** A sum to be taken. The same key is booked once, however often it is sent. */
export type Debit = {
  readonly key: string;
  /** Digits alone. */
  readonly account: string;
  /** Won. */
  readonly amount: number;
};

export type FeeRefusal = "too-little" | "no-such-account" | "account-closed";

/** What would become of a debit; nothing is booked or set aside by asking. */
export type CoverOutcome =
  | { readonly type: "covered" }
  | { readonly type: "not-covered"; readonly why: FeeRefusal }
  | Unreachable;

export type DebitOutcome =
  | { readonly type: "charged" }
  | { readonly type: "debit-refused"; readonly why: FeeRefusal }
  /** Nobody knows whether it was booked: `bookingOf` is asked until it is known, or `refund` undoes whatever it was. */
  | { readonly type: "in-doubt" };

export type BookingOutcome =
  | { readonly type: "charged" }
  | { readonly type: "returned" }
  | { readonly type: "debit-refused"; readonly why: FeeRefusal }
  | { readonly type: "never-booked" }
  | { readonly type: "in-doubt" };

/** `returned` also for a debit that was never booked, and which never will be from now on. */
export type RefundOutcome = { readonly type: "returned" } | { readonly type: "in-doubt" };

export type CoreBank = {
  /** A distant bank keeps its customers' phone numbers itself: what were changed here it would overwrite. */
  readonly distant: boolean;
  /** Brings the branch's own copy up to date with what the bank knows; the registry is read afterwards. */
  lookUp(query: Query): Promise<LookUpOutcome>;
  /** Four ASCII digits. Counts nothing: the branch does. */
  checkPassword(account: string, password: Secret): Promise<PasswordOutcome>;
  /** Asked early, so that nobody is sent away late: the debit itself is judged anew. */
  covers(sum: Pick<Debit, "account" | "amount">): Promise<CoverOutcome>;
  debit(debit: Debit): Promise<DebitOutcome>;
  bookingOf(key: string): Promise<BookingOutcome>;
  /** Undoes the debit of this key, once. */
  refund(debit: Debit): Promise<RefundOutcome>;
};
