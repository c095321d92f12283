// How a ceremony ends when it does not end with a certificate, and what the reserved line can say before that.

import type { CeremonyResult } from "../audit/entry.ts";
import type { SignerTrouble } from "../authority/signer.ts";
import type { DriveFault } from "../media/drive.ts";
import type { KeyRefusal } from "../media/stick-certificate.ts";
import type { PinNearness } from "../media/token.ts";
import type { Failure } from "../reliance/examination.ts";
import type { ApproverRefusal } from "../verification/approval.ts";
import type { PasswordRule } from "../verification/certificate-password.ts";
import type { FeeRefusal } from "../verification/core-bank.ts";
import type { StaffPasswordRefusal } from "../verification/own-password.ts";
import type { PinRule } from "../verification/pin.ts";
import type { SlipResult } from "./slip.ts";
import type { TokenReason } from "./token.ts";

export type Ending =
  | { readonly type: "terms-refused" }
  | { readonly type: "cancelled" }
  | { readonly type: "expired" }
  | { readonly type: "account-locked" }
  | { readonly type: "counter-needed" }
  | { readonly type: "papers-missing" }
  | { readonly type: "document-refused" }
  | { readonly type: "staff-password-changed" }
  | { readonly type: "staff-locked" }
  | { readonly type: "medium-locked" }
  | { readonly type: "medium-missing" }
  | { readonly type: "phone-locked" }
  | { readonly type: "phone-missing" }
  | { readonly type: "certificate-refused"; readonly why: string }
  | { readonly type: "authority-unsigned"; readonly why: SignerTrouble }
  | { readonly type: "renewal-too-early"; readonly from: Date }
  | { readonly type: "renewal-expired" }
  | { readonly type: "renewal-revoked" }
  | { readonly type: "renewal-suspended" }
  | { readonly type: "renewal-elsewhere" }
  | { readonly type: "renewal-not-on-file" }
  | { readonly type: "renewal-not-yours" }
  | { readonly type: "token-failed"; readonly why: TokenReason }
  | { readonly type: "nothing-held" }
  | { readonly type: "ticket-locked" }
  | { readonly type: "ticket-spent" }
  | { readonly type: "ticket-expired" }
  | { readonly type: "ticket-cancelled" }
  | { readonly type: "no-ticket" }
  | { readonly type: "ticket-withdrawn" }
  | { readonly type: "ticket-refunded" }
  | { readonly type: "ticket-refund-waits" }
  | { readonly type: "certificate-revoked" }
  | { readonly type: "certificate-suspended"; readonly until: Date }
  | { readonly type: "certificate-restored" }
  | { readonly type: "standing-kept" }
  | { readonly type: "no-financial" }
  | { readonly type: "financial-expired" }
  | { readonly type: "financial-on-hold" }
  | { readonly type: "financial-too-early"; readonly from: Date }
  | { readonly type: "financial-proven" }
  | { readonly type: "pin-locked" }
  | { readonly type: "proof-failed" }
  | { readonly type: "pin-changed" }
  | { readonly type: "pin-in-doubt" }
  | { readonly type: "vault-unreachable" }
  | { readonly type: "registration-refused"; readonly why: Failure }
  | { readonly type: "certificate-registered" }
  | { readonly type: "already-registered" }
  | { readonly type: "nothing-registered" }
  | { readonly type: "registration-ended" }
  | { readonly type: "registration-gone" }
  | { readonly type: "fee-refused"; readonly why: FeeRefusal };

/** As the journal counts it. */
export const resultOf: Readonly<Record<Ending["type"], CeremonyResult>> = {
  "terms-refused": "refused",
  cancelled: "cancelled",
  expired: "expired",
  "account-locked": "refused",
  "counter-needed": "refused",
  "papers-missing": "refused",
  "document-refused": "refused",
  "staff-password-changed": "completed",
  "staff-locked": "refused",
  "medium-locked": "refused",
  "medium-missing": "refused",
  "phone-locked": "refused",
  "phone-missing": "refused",
  "certificate-refused": "failed",
  "authority-unsigned": "failed",
  "token-failed": "failed",
  "fee-refused": "refused",
  "renewal-too-early": "refused",
  "renewal-expired": "refused",
  "renewal-revoked": "refused",
  "renewal-suspended": "refused",
  "renewal-elsewhere": "refused",
  "renewal-not-on-file": "refused",
  "renewal-not-yours": "refused",
  "no-financial": "refused",
  "financial-expired": "refused",
  "financial-on-hold": "refused",
  "financial-too-early": "refused",
  "financial-proven": "completed",
  "pin-locked": "refused",
  "proof-failed": "refused",
  "pin-changed": "completed",
  "pin-in-doubt": "failed",
  "vault-unreachable": "failed",
  "nothing-held": "refused",
  "ticket-locked": "refused",
  "ticket-spent": "refused",
  "ticket-expired": "refused",
  "ticket-cancelled": "refused",
  "no-ticket": "refused",
  "ticket-withdrawn": "completed",
  "ticket-refunded": "completed",
  "ticket-refund-waits": "completed",
  "certificate-revoked": "completed",
  "certificate-suspended": "completed",
  "certificate-restored": "completed",
  "standing-kept": "refused",
  "registration-refused": "refused",
  "certificate-registered": "completed",
  "already-registered": "refused",
  "nothing-registered": "refused",
  "registration-ended": "completed",
  "registration-gone": "refused",
};

/** Why one of a stick's certificates is not to be registered, told before its password is asked for. */
export type RegistrationBar = "expired" | "policy-not-accepted" | "issued-here" | "already-registered";

/** One sentence in the reserved line: what happened and what to do next. */
export type Notice =
  | { readonly type: "term-unread" }
  | { readonly type: "nobody-found" }
  | { readonly type: "papers-unticked" }
  | { readonly type: "otp-resynchronised" }
  | { readonly type: "otp-resync-refused"; readonly left: number }
  | { readonly type: "stock-missing" }
  | { readonly type: "medium-bound" }
  | { readonly type: "medium-recorded-lost" }
  | { readonly type: "phone-malformed" }
  | { readonly type: "reason-refused"; readonly why: "too-short" | "holds-a-number" }
  | { readonly type: "request-listed" }
  | { readonly type: "request-waiting" }
  | { readonly type: "approver-refused"; readonly why: ApproverRefusal }
  | { readonly type: "request-approved" }
  | { readonly type: "request-rejected"; readonly reason: string }
  | { readonly type: "request-gone" }
  | { readonly type: "request-outdated" }
  | { readonly type: "staff-password-refused"; readonly why: StaffPasswordRefusal }
  | { readonly type: "resident-number-malformed" }
  | { readonly type: "document-authority-malformed" }
  | { readonly type: "document-date-malformed" }
  | { readonly type: "document-number-malformed" }
  | { readonly type: "not-identified"; readonly left: number | null }
  | { readonly type: "bank-unreachable" }
  | { readonly type: "fee-undone" }
  | { readonly type: "authority-unsigned"; readonly why: SignerTrouble }
  | { readonly type: "authority-back" }
  | { readonly type: "sign-on-refused"; readonly left: number }
  | { readonly type: "sign-on-locked" }
  | {
      readonly type: "phone-refused";
      readonly why: "wrong" | "silent" | "busy" | "unreachable" | "expired" | "void";
      readonly left: number | null;
    }
  | { readonly type: "card-refused"; readonly left: number }
  | { readonly type: "otp-refused"; readonly left: number; readonly why: "wrong" | "spent" }
  | { readonly type: "drive-refused"; readonly fault: DriveFault }
  | { readonly type: "drive-removed" }
  | { readonly type: "same-stick" }
  | { readonly type: "no-certificate" }
  /** None was found among those that were looked at. */
  | { readonly type: "too-many-folders" }
  | { readonly type: "no-pkcs12" }
  | { readonly type: "ticket-refused"; readonly left: number }
  | { readonly type: "pair-incomplete" }
  | { readonly type: "old-folders-removed" }
  | { readonly type: "old-folders-left" }
  | { readonly type: "old-folders-in-doubt" }
  | { readonly type: "not-registrable"; readonly why: RegistrationBar }
  | { readonly type: "key-refused"; readonly why: KeyRefusal }
  | { readonly type: "password-refused"; readonly rule: PasswordRule }
  | { readonly type: "passwords-differ" }
  | { readonly type: "pin-wrong"; readonly pin: PinNearness; readonly left: number | null }
  | { readonly type: "token-refused"; readonly why: TokenReason }
  | { readonly type: "pin-rejected"; readonly rule: PinRule }
  | { readonly type: "pins-differ" }
  | { readonly type: "pin-refused"; readonly left: number }
  | { readonly type: "vault-unreachable" }
  | { readonly type: "staff-called" }
  /** `exact`: so many and no more; `half`: a character of the grid waits for its column. */
  | {
      readonly type: "field-short";
      readonly minimum: number;
      readonly exact: boolean;
      readonly digits: boolean;
      readonly half: boolean;
    }
  | { readonly type: "hangul-typed" }
  | { readonly type: "keys-wait" }
  /** `still`: it was so the time before. */
  | { readonly type: "slip-told"; readonly result: Exclude<SlipResult, "no-printer">; readonly still: boolean };
