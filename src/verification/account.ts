// The account and its password, claimed by who was found by resident number or chosen by a teller.

import type { Secret } from "../secret.ts";
import type { CoreBank, LookUpOutcome } from "./core-bank.ts";
import { judge, type Verifying } from "./judge.ts";
import { maskAccount } from "./masked.ts";
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
  | { readonly type: "account-locked" }
  /** The bank did not answer: nothing is counted, and the same may be asked again. */
  | { readonly type: "bank-unreachable" };

/**
 * Right only when the account exists, is the claimed customer's, and the password matches. Attempts are counted under the
 * number that was typed, whether anybody has it or not, so that an unknown account answers like a wrong password. The
 * bank compares and counts nothing; what it said is judged here in one transaction, before anybody sees the answer.
 */
export async function checkAccount(
  verifying: Verifying,
  bank: Pick<CoreBank, "lookUp" | "checkPassword">,
  claim: AccountClaim,
): Promise<AccountOutcome> {
  // What was typed is what is judged: the fields may be wiped while a distant bank is asked.
  using password = claim.password.copy();
  using digits = claim.by.type === "resident-number" ? claim.by.digits.copy() : null;
  const found = await lookUp(bank, digits, claim.account);
  if (found.type === "bank-unreachable") return unanswered(verifying, "look-up");
  const answer = await bank.checkPassword(claim.account, password);
  if (answer.type === "bank-unreachable") return unanswered(verifying, "account password");
  const { by } = claim;
  const claimed = by.type === "customer" ? by.id : byResidentNumber(verifying, digits);
  return judged(verifying, claim, claimed, answer.type === "password-right" ? answer.customer : null);
}

/** The branch's own copy knows afterwards whom the bank knows; nothing of it is opened yet. */
function lookUp(bank: Pick<CoreBank, "lookUp">, digits: Secret | null, account: string): Promise<LookUpOutcome> {
  return bank.lookUp(digits ? { by: "resident-number", digits } : { by: "account", account });
}

function byResidentNumber({ registry }: Verifying, digits: Secret | null): CustomerId | null {
  return digits?.use((bytes) => registry.byResidentNumber(bytes)) ?? null;
}

function unanswered({ journal, about }: Verifying, asked: string): AccountOutcome {
  journal.append({ event: "gateway-failed", gateway: "bank", why: `${asked}: no answer` }, about);
  return { type: "bank-unreachable" };
}

/** `owner`: whose account it is, when the password was right. */
function judged(
  verifying: Verifying,
  { account }: AccountClaim,
  claimed: CustomerId | null,
  owner: CustomerId | null,
): AccountOutcome {
  const masked = maskAccount(account);
  const verdict = judge(verifying, {
    target: { kind: "account", id: account },
    right: claimed !== null && owner === claimed,
    verified: { event: "identity-verified", customer: claimed ?? "", account: masked },
    refused: (left) => ({ event: "identity-refused", account: masked, left }),
    locked: { event: "account-locked", account: masked },
  });
  switch (verdict.type) {
    case "right": {
      // The customer's own row is opened only after a right answer: a wrong one takes the same time whoever it is about.
      const customer = claimed && verifying.registry.customer(claimed);
      return customer ? { type: "identified", customer } : { type: "not-identified", left: null };
    }
    case "wrong":
      return { type: "not-identified", left: verdict.left };
    case "locked":
      return { type: "account-locked" };
  }
}
