// The field that a page has open for typing: whose it is, what goes in, and whether anyone may see it. Pure.

import type { Desk } from "../audit/entry.ts";
import type { Field, Party, SecretName } from "../input/field.ts";
import { askedSerialDigits } from "../verification/medium.ts";
import type { Step } from "./step.ts";

function secretDigits(name: SecretName, length: number): Field {
  return { type: "secret", name, characters: "digits", minimum: length, maximum: length, by: "customer" };
}

function passwordField(name: SecretName, by: Party): Field {
  return { type: "secret", name, characters: "password", minimum: 1, maximum: 64, by };
}

const ownPasswordField = {
  current: "staff-password",
  new: "staff-password-new",
  again: "staff-password-again",
} as const;

const cardField: Readonly<Record<"serial" | "first" | "second", readonly [SecretName, number]>> = {
  serial: ["card-serial", askedSerialDigits],
  first: ["card-first", 2],
  second: ["card-second", 2],
};

/** The open field of a page; null on a page of choices, and while an effect is under way. */
export function fieldOf(step: Step): Field | null {
  if ("waiting" in step && step.waiting) return null;
  switch (step.at) {
    case "sign-on":
      return step.ask === "number"
        ? { type: "digits", minimum: 6, maximum: 6, by: "teller" }
        : passwordField("staff-password", "teller");
    case "approver":
      return step.ask === "number"
        ? { type: "digits", minimum: 6, maximum: 6, by: "teller" }
        : passwordField("approver-password", "teller");
    case "own-password":
      return passwordField(ownPasswordField[step.ask], "teller");
    // An empty line goes to the resident number.
    case "customer-search":
      return { type: "text", minimum: 0, maximum: 20, by: "teller" };
    case "customer-number":
      return secretDigits("resident-number", 13);
    case "request-reason":
    case "decision-reason":
      return { type: "text", minimum: 1, maximum: 40, by: "teller" };
    case "medium-serial":
      return { type: "text", minimum: 4, maximum: 20, by: "teller" };
    case "new-phone":
      return { type: "digits", minimum: 10, maximum: 11, by: "customer" };
    case "resynchronise":
      return secretDigits(step.ask === "first" ? "otp" : "otp-second", step.digits);
    case "medium-binding":
      return step.medium.type === "security-card" ? null : secretDigits("otp", step.medium.digits);
    case "document-authority":
      return { type: "text", minimum: 2, maximum: 20, by: "teller" };
    case "document-date":
      return { type: "digits", minimum: 8, maximum: 8, by: "teller" };
    case "document-number":
      return { type: "text", minimum: 4, maximum: 4, by: "teller" };
    case "resident-number":
      return secretDigits("resident-number", 13);
    case "account-number":
      return { type: "digits", minimum: 10, maximum: 14, by: "customer" };
    case "account-password":
      return secretDigits("account-password", 4);
    case "phone-code":
      return secretDigits("phone-code", 6);
    case "security-card":
      return step.cells === null ? null : secretDigits(...cardField[step.ask]);
    case "otp":
      return secretDigits("otp", step.digits);
    case "password":
      return passwordField("certificate-password", "customer");
    case "password-again":
      return passwordField("certificate-password-again", "customer");
    case "opening":
    case "out-of-service":
    case "desk-choice":
    case "services":
    case "product":
    case "terms":
    case "term":
    case "customer-list":
    case "capacity":
    case "papers":
    case "document-kind":
    case "attestation":
    case "document-refused":
    case "customer-file":
    case "medium-lost":
    case "phone-place":
    case "certificate-choice":
    case "request-route":
    case "decision":
    case "requests":
    case "colleagues":
    case "phone-number":
    case "phone-method":
    case "phone-call":
    case "drive":
    case "turn-screen":
    case "read-back":
    case "issuing":
    case "write-trouble":
    case "done":
    case "ended":
      return null;
  }
}

const tellersPages: readonly Step["at"][] = [
  "desk-choice",
  "services",
  "customer-list",
  "capacity",
  "papers",
  "document-kind",
  "attestation",
  "document-refused",
  "customer-file",
  "medium-lost",
  "phone-place",
  "certificate-choice",
  "request-route",
  "decision",
  "requests",
  "colleagues",
];

/** Whose presses a page takes: at a teller's desk the customer's keypad does nothing on the teller's pages. */
export function takesFrom(step: Step, desk: Desk | null, party: Party): boolean {
  if (desk !== "teller" || party === "teller") return true;
  const field = fieldOf(step);
  return field ? field.by === "customer" : !tellersPages.includes(step.at);
}

/** The plain text that the page's open field holds. */
export function writtenIn(step: Step): string {
  switch (step.at) {
    case "sign-on":
    case "approver":
    case "account-number":
    case "new-phone":
      return step.number;
    case "customer-search":
      return step.query;
    case "document-authority":
    case "document-date":
    case "document-number":
    case "request-reason":
    case "decision-reason":
    case "medium-serial":
      return step.text;
    default:
      return "";
  }
}

/** Secrets that the ceremony still needs at this page; all others are wiped as soon as it stands here. */
export function heldSecrets(step: Step): readonly SecretName[] {
  const field = fieldOf(step);
  const open = field?.type === "secret" ? [field.name] : [];
  switch (step.at) {
    case "sign-on":
      return step.ask === "password" ? ["staff-password"] : [];
    case "approver":
      return step.ask === "password" ? ["approver-password"] : [];
    case "own-password":
      return ["staff-password", "staff-password-new", "staff-password-again"];
    case "resynchronise":
      return ["otp", "otp-second"];
    case "customer-number":
      return ["resident-number"];
    case "medium-binding":
      return ["otp"];
    case "account-number":
    case "account-password":
      return ["resident-number", "account-password"];
    case "phone-code":
      return ["phone-code"];
    case "security-card":
      return ["card-serial", "card-first", "card-second"];
    case "otp":
      return ["otp"];
    case "password":
    case "password-again":
      return ["certificate-password", "certificate-password-again"];
    case "read-back":
    case "write-trouble":
      return ["certificate-password"];
    case "drive":
      return ["certificate-password"];
    case "issuing":
      return step.phase === "releasing" ? [] : ["certificate-password"];
    default:
      return open;
  }
}
