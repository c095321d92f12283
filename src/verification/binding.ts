// A card or a token from the drawer becomes a customer's; a token proves first that it works.

import type { Fact } from "../audit/entry.ts";
import type { Secret } from "../secret.ts";
import type { Verifying } from "./judge.ts";
import type { SecurityMedium } from "./medium.ts";
import { judgeOtp } from "./otp.ts";
import type { CustomerId } from "./registry.ts";

export type BindOutcome =
  | { readonly type: "medium-bound" }
  | { readonly type: "otp-refused"; readonly left: number; readonly why: "wrong" | "spent" }
  | { readonly type: "medium-locked" }
  /** Somebody took it meanwhile. */
  | { readonly type: "stock-missing" };

/** In one transaction with the journal's rows; the medium that the customer had is replaced. */
export function bindMedium(
  verifying: Verifying,
  customer: CustomerId,
  medium: SecurityMedium,
  code: Secret,
  now: Date,
): BindOutcome {
  return verifying.transactions.run((): BindOutcome => {
    if (!verifying.registry.stockMedium(medium.serial, now)) return { type: "stock-missing" };
    return medium.type === "security-card"
      ? bound(verifying, customer, medium, now)
      : proven(verifying, customer, medium, code, now);
  });
}

function proven(
  verifying: Verifying,
  customer: CustomerId,
  medium: SecurityMedium,
  code: Secret,
  now: Date,
): BindOutcome {
  const { serial } = medium;
  const token = verifying.registry.otpToken(serial);
  if (!token) return { type: "stock-missing" };
  const { verdict, why } = judgeOtp(verifying, token, serial, code, now);
  switch (verdict.type) {
    case "right":
      return bound(verifying, customer, medium, now);
    case "wrong":
      return { type: "otp-refused", left: verdict.left, why };
    case "locked":
      return { type: "medium-locked" };
  }
}

function bound(
  { registry, journal, about }: Verifying,
  customer: CustomerId,
  medium: SecurityMedium,
  now: Date,
): BindOutcome {
  const before = registry.customer(customer)?.medium;
  registry.bindMedium(customer, medium.serial, now);
  const replaced: readonly Fact[] = before ? [{ event: "medium-replaced", customer, serial: before.serial }] : [];
  journal.appendAll(
    [...replaced, { event: "medium-bound", customer, serial: medium.serial, kind: medium.type }],
    about,
  );
  return { type: "medium-bound" };
}

/** From now on nobody is asked for it, and nobody may use it. */
export function loseMedium(verifying: Verifying, customer: CustomerId, medium: SecurityMedium): void {
  const { registry, transactions, journal, about } = verifying;
  transactions.run(() => {
    registry.loseMedium(medium.serial);
    journal.append({ event: "medium-lost", customer, serial: medium.serial }, about);
  });
}
