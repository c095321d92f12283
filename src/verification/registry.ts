// Who the bank's customers and staff are, and what they prove themselves with: the registry as an interface.

import type { Secret } from "../secret.ts";
import type { SecurityMedium } from "./medium.ts";

/** One key chooses each of them, with a key left for one more. */
export const mostPhones = 5;

export type CustomerId = string & { readonly __brand: "CustomerId" };

/** What screens and the journal may know of a customer: numbers are masked. */
export type Customer = {
  readonly id: CustomerId;
  readonly name: string;
  readonly language: "ko" | "en";
  /** `900101-1******` */
  readonly residentNumber: string;
  /** `010-****-4567`, in the order in which they are chosen. */
  readonly phones: readonly string[];
  readonly medium: SecurityMedium | null;
};

/** An account whose password can be checked, not read. */
export type Account = {
  readonly customer: CustomerId;
  /** Four ASCII digits; compares keyed MACs in constant time. */
  checkPassword(digits: Uint8Array): boolean;
};

/** Waiting for a customer, a customer's, or of no more use. */
export type MediumState = "stock" | "bound" | "lost" | "replaced";

/** A security card; each half of a cell is a keyed MAC, so the codes cannot be read back. */
export type SecurityCard = {
  readonly serial: string;
  readonly state: MediumState;
  readonly cells: number;
  /** Cell numbers from 1: asked again until answered, so that nobody fishes for cells that he knows. */
  readonly challenge: readonly [number, number] | null;
  keepChallenge(cells: readonly [number, number] | null): void;
  /** Two ASCII digits: the first half of a cell's code or the second. */
  checkHalf(cell: number, half: "first" | "second", digits: Uint8Array): boolean;
};

/** An OTP token after RFC 6238 with what was learned of its clock, or after RFC 4226 with its counter. */
export type OtpToken = {
  readonly serial: string;
  readonly state: MediumState;
  readonly kind: "otp-token" | "mobile-otp";
  readonly algorithm: "sha1" | "sha256" | "sha512";
  readonly digits: 6 | 8;
  /** Null for a token that counts presses and not time. */
  readonly periodSeconds: number | null;
  readonly driftSteps: number;
  /** The last time step or counter that was spent: no code of it or of an earlier one is taken again. */
  readonly lastStep: number;
  /** Of no use afterwards: the end of its battery, or of what its maker allows. */
  readonly notAfter: Date | null;
  withSeed<T>(use: (seed: Uint8Array) => T): T;
  spend(step: number, driftSteps: number): void;
};

/** Synchronous: it is read inside the transaction that counts an attempt. */
export type Registry = {
  customer(id: CustomerId): Customer | null;
  /** 13 ASCII digits, looked up through a blind index; nothing of the customer is opened yet. */
  byResidentNumber(digits: Uint8Array): CustomerId | null;
  /** By name, in the order of names; at most `limit`. */
  search(name: string, limit: number): readonly Customer[];
  account(number: string): Account | null;
  /** The numbers of a customer's accounts, in full: screens and journal see them masked. */
  accountsOf(id: CustomerId): readonly string[];
  /** Compares in the same time as a real account: for a number that nobody has. */
  checkNobodysPassword(digits: Uint8Array): false;
  /** The number from the registration record, for the virtual id; the caller wipes it. */
  residentNumber(id: CustomerId): Secret;
  /** The number to call, digits only; `index` into `Customer.phones`. */
  phoneNumber(id: CustomerId, index: number): string;
  /** In the place of the number at `index`, or behind the last one; digits only. */
  changePhone(id: CustomerId, index: number, number: string): void;
  securityCard(serial: string): SecurityCard | null;
  otpToken(serial: string): OtpToken | null;
  /** A card or token that waits for a customer; null when there is none of this serial number, it is somebody's, or its life is over. */
  stockMedium(serial: string, now: Date): SecurityMedium | null;
  /** From now on the customer's; the one that he had is `replaced`. Throws for a serial that is not in stock. */
  bindMedium(id: CustomerId, serial: string, now: Date): void;
  /** The customer has no medium any more until another one is bound. */
  loseMedium(serial: string): void;
};

export type StaffNumber = string & { readonly __brand: "StaffNumber" };

export type StaffMember = {
  readonly number: StaffNumber;
  readonly name: string;
  readonly role: "teller" | "supervisor";
};

export type StaffRecord = {
  readonly member: StaffMember;
  readonly passwordHash: string;
  /** `locked`: taken out of service by whoever provisions staff. */
  readonly state: "active" | "locked";
};

export type StaffRegistry = {
  member(number: string): StaffRecord | null;
  /** In the order of numbers. */
  all(): readonly StaffRecord[];
  setPassword(number: StaffNumber, passwordHash: string): void;
};

/** What only the commands that provision staff may do. */
export type StaffRecords = StaffRegistry & {
  /** `passwordHash` is a PHC string of argon2id. */
  add(member: StaffMember, passwordHash: string): void;
  /** Takes a member out of service, or back into it. */
  setState(number: StaffNumber, state: StaffRecord["state"]): void;
};
