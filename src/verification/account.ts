// The account and its password, claimed by who was found by resident number or chosen by a teller.

import type { Secret } from "../secret.ts";
import { judge, type Verifying } from "./judge.ts";
import type { Customer, CustomerId } from "./registry.ts";

export type AccountClaim = {
  readonly by:
    | { readonly type: "resident-number"; readonly digits: Secret }
    | { readonly type: "customer"; readonly id: CustomerId };
  readonly account: string;
  readonly password: Secret;
};

export type AccountOutcome =
  | { readonly type: "identified"; readonly customer: Customer }
  /** Which of the numbers was wrong is not said, nor whether there is such an account. */
  | { readonly type: "not-identified"; readonly left: number | null }
  | { readonly type: "account-locked" };

/**
 * Right only when the account exists, is the claimed customer's, and the password matches. Attempts are counted under the
 * number that was typed, whether anybody has it or not, so that an unknown account answers like a wrong password.
 */
export function checkAccount(verifying: Verifying, claim: AccountClaim): AccountOutcome {
  const { registry } = verifying;
  const { by } = claim;
  // The customer's own row is opened only after a right answer: a wrong one takes the same time whoever it is about.
  const claimed = by.type === "customer" ? by.id : by.digits.use((digits) => registry.byResidentNumber(digits));
  const account = registry.account(claim.account);
  const matches = claim.password.use((digits) =>
    account ? account.checkPassword(digits) : registry.checkNobodysPassword(digits),
  );
  const right = matches && claimed !== null && account?.customer === claimed;
  const masked = maskAccount(claim.account);
  const verdict = judge(verifying, {
    target: { kind: "account", id: claim.account },
    right,
    verified: { event: "identity-verified", customer: claimed ?? "", account: masked },
    refused: (left) => ({ event: "identity-refused", account: masked, left }),
    locked: { event: "account-locked", account: masked },
  });
  switch (verdict.type) {
    case "right": {
      const customer = claimed && registry.customer(claimed);
      return customer ? { type: "identified", customer } : { type: "not-identified", left: null };
    }
    case "wrong":
      return { type: "not-identified", left: verdict.left };
    case "locked":
      return { type: "account-locked" };
  }
}

/** `0123********17`: what staff, screens and journal see of an account number; nothing of what is too short to be one. */
export function maskAccount(number: string): string {
  if (number.length < 10) return "*".repeat(number.length);
  return `${number.slice(0, 4)}${"*".repeat(Math.max(number.length - 6, 0))}${number.slice(-2)}`;
}
