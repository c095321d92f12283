// A member of staff changes his own password: the old one is proven, the new one is good enough and typed twice alike.

import type { Secret } from "../secret.ts";
import type { Verifying } from "./judge.ts";
import type { StaffNumber } from "./registry.ts";
import { signOn } from "./staff.ts";
import { hashPassword, judgeStaffPassword, type StaffPasswordRule } from "./staff-password.ts";

export type StaffPasswordRefusal = StaffPasswordRule | "wrong" | "differs" | "as-before";

export type OwnPasswordOutcome =
  | { readonly type: "staff-password-changed" }
  | { readonly type: "staff-password-refused"; readonly why: StaffPasswordRefusal }
  | { readonly type: "sign-on-locked" };

export type OwnPassword = { readonly current: Secret; readonly next: Secret; readonly again: Secret };

/** The old one counts like a sign-on: nobody guesses it at a desk that was left open. */
export async function changeOwnPassword(
  verifying: Verifying,
  number: StaffNumber,
  { current, next, again }: OwnPassword,
): Promise<OwnPasswordOutcome> {
  const proven = await signOn(verifying, number, current, { event: "staff-proven", number });
  if (proven.type === "sign-on-locked") return proven;
  const refusal = proven.type === "signed-on" ? refusalOf(number, current, next, again) : "wrong";
  if (refusal) {
    verifying.journal.append({ event: "staff-password-refused", number, why: refusal }, verifying.about);
    return { type: "staff-password-refused", why: refusal };
  }
  const hash = await hashPassword(next);
  verifying.transactions.run(() => {
    verifying.staff.setPassword(number, hash);
    verifying.journal.append({ event: "staff-password-changed", number }, verifying.about);
  });
  return { type: "staff-password-changed" };
}

function refusalOf(number: string, current: Secret, next: Secret, again: Secret): StaffPasswordRefusal | null {
  const judged = judgeStaffPassword(next, number);
  if (judged.type === "password-refused") return judged.rule;
  if (!next.equals(again)) return "differs";
  return next.equals(current) ? "as-before" : null;
}
