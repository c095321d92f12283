// What staff see of one customer: media, locks, phones, certificates and open requests; every number masked.

import type { Target } from "./attempts.ts";
import type { Customer } from "./registry.ts";
import type { Request } from "./requests.ts";

export type Lock = {
  readonly target: Target;
  /** Masked. */
  readonly shown: string;
  readonly failures: number;
  readonly limit: number;
  readonly locked: boolean;
};

export type HeldCertificate = {
  readonly issuer: string;
  readonly serial: string;
  readonly product: "limited" | "general" | "financial";
  readonly notAfter: Date;
  readonly expired: boolean;
  /** Suspended (효력정지): it counts for nothing until it is restored. */
  readonly suspended: boolean;
};

export type CustomerFile = {
  readonly customer: Customer;
  /** The medium's, each account's, the phones': counted or locked or neither. */
  readonly locks: readonly Lock[];
  readonly certificates: readonly HeldCertificate[];
  readonly requests: readonly Request[];
  /** Whether the phone numbers are kept here; a distant bank keeps its own. */
  readonly phonesHere: boolean;
};

/** A customer as a search finds him, with his age today in years, and whether he is registered as a foreigner. */
export type FoundCustomer = Customer & { readonly age: number; readonly foreigner: boolean };

export type Colleague = {
  readonly number: string;
  readonly name: string;
  readonly role: "teller" | "supervisor";
  /** By wrong passwords: a supervisor unlocks it. */
  readonly locked: boolean;
  /** Taken out of service: only whoever provisions staff takes him back. */
  readonly out: boolean;
};
