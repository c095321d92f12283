// The keys that this branch had made in the vault, and what is known of each: found again by name after a power cut.

import type { CustomerId } from "../verification/registry.ts";
import type { SerialNumber } from "./authority.ts";
import type { KeyName } from "./key-vault.ts";
import type { CaFolder } from "./product.ts";

/** intended → made → destroying → destroyed; an intended one may exist, and is destroyed by its name. */
export type DepositState = "intended" | "made" | "destroying" | "destroyed";

export type Deposit = {
  readonly name: KeyName;
  readonly customer: CustomerId;
  readonly terminal: string;
  readonly ceremony: string;
  readonly state: DepositState;
  /** Null until one is prepared for this key. */
  readonly certificate: { readonly serial: SerialNumber; readonly issuer: CaFolder } | null;
};

/** Synchronous, like the journal: fact and row go into one transaction. */
export type Deposits = {
  add(deposit: Omit<Deposit, "state" | "certificate">): void;
  /** Throws for a row that is in another state than `from`. */
  advance(name: KeyName, from: DepositState, to: DepositState): void;
  /** The certificate that is prepared for this key. */
  bind(name: KeyName, certificate: NonNullable<Deposit["certificate"]>): void;
  ofCertificate(serial: SerialNumber, issuer: CaFolder): Deposit | null;
  /**
   * Keys that no certificate needs: of a terminal those whose ceremony left them without one, and of all terminals those
   * whose certificate is revoked or was given up. To be asked between the ceremonies of this terminal.
   */
  unneeded(terminal: string): readonly Deposit[];
};
