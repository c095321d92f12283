// Staff sign on with number and password; an unknown number costs the same work and gives the same words.

import type { Fact } from "../audit/entry.ts";
import type { Secret } from "../secret.ts";
import { judge, type Verifying } from "./judge.ts";
import type { StaffMember } from "./registry.ts";
import { checkPassword, nobodysHash } from "./staff-password.ts";

export type SignOnOutcome =
  | { readonly type: "signed-on"; readonly member: StaffMember }
  | { readonly type: "sign-on-refused"; readonly left: number }
  | { readonly type: "sign-on-locked" };

/**
 * `verified`: what a right password means here, for the journal. Who was taken out of service is refused as by a wrong
 * password, with the same work and counted: only whoever took him out knows why.
 */
export async function signOn(
  verifying: Verifying,
  number: string,
  password: Secret,
  verified: Fact = { event: "staff-signed-on", number },
): Promise<SignOnOutcome> {
  const found = verifying.staff.member(number);
  const matches = await checkPassword(found?.passwordHash ?? nobodysHash, password);
  // Asked anew: he may have been taken out of service while the password was compared.
  const inService = verifying.staff.member(number)?.state === "active";
  const verdict = judge(verifying, {
    target: { kind: "staff", id: number },
    right: matches && inService,
    verified,
    refused: (left) => ({ event: "staff-refused", number, left }),
    locked: { event: "staff-locked", number },
  });
  switch (verdict.type) {
    case "right":
      return found ? { type: "signed-on", member: found.member } : { type: "sign-on-locked" };
    case "wrong":
      return { type: "sign-on-refused", left: verdict.left };
    case "locked":
      return { type: "sign-on-locked" };
  }
}
