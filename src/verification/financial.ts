// A customer's financial certificate as a ceremony sees it. Pure.

import type { HeldCertificate } from "./customer-file.ts";

export type FinancialCertificate = HeldCertificate & {
  /** By wrong PINs: it signs nothing until it is unlocked at a counter. */
  readonly locked: boolean;
  /** The beginning of the first day on which it can be renewed; null when that has come. */
  readonly renewableFrom: Date | null;
};

/** Why nothing can be done with it now. `too-early` is said of a renewal alone. */
export type FinancialRefusal = "none" | "expired" | "on-hold" | "locked" | "too-early";

export function refusalOf(held: FinancialCertificate | null, renewing: boolean): FinancialRefusal | null {
  if (held === null) return "none";
  if (held.suspended) return "on-hold";
  if (held.expired) return "expired";
  if (held.locked) return "locked";
  return renewing && held.renewableFrom ? "too-early" : null;
}
