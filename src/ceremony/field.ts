// The field that a page has open for typing: whose it is, what goes in, and whether anyone may see it. Pure.

import type { Desk } from "../audit/entry.ts";
import type { Field, Party, SecretName } from "../input/field.ts";
import type { TicketRules } from "../verification/tickets.ts";
import { keepsKeyPassword } from "./keeping.ts";
import { handOf } from "./pages.ts";
import type { ServiceId } from "./services.ts";
import type { Step } from "./step.ts";

/** The open field of a page; null on a page of choices, and while an effect is under way. */
export function fieldOf(step: Step): Field | null {
  const hand = handOf(step);
  return hand.type === "choice" || ("waiting" in step && step.waiting) ? null : hand;
}

type Asked = Pick<Field, "minimum" | "maximum">;

/** What a page asks for: a ticket's numbers as long as they are made now, though an older one's may differ. */
export function askedLength(step: Step, field: Field, ticket: TicketRules | undefined): Asked {
  const exactly = (length: number): Asked => ({ minimum: length, maximum: length });
  if (step.at === "ticket-reference" && ticket) return exactly(ticket.referenceDigits);
  if (step.at === "ticket-code" && ticket) return exactly(ticket.codeDigits);
  return field;
}

/** On a keyboard's field for letters `*` and `#` are letters too. */
export function takesLetters({ step, desk }: { readonly step: Step; readonly desk: Desk | null }): boolean {
  const field = fieldOf(step);
  if (field === null || desk !== "teller") return false;
  return field.type === "text" || (field.type === "secret" && field.characters === "password");
}

/** Whose presses a page takes: where a teller serves, the customer's keypad does nothing on the teller's pages. */
export function takesFrom(step: Step, desk: Desk | null, party: Party): boolean {
  return desk !== "teller" || party === "teller" || handOf(step).by !== "teller";
}

/** The plain text that the page's open field holds. */
export function writtenIn(step: Step): string {
  switch (step.at) {
    case "sign-on":
    case "approver":
    case "account-number":
    case "new-phone":
    case "ticket-reference":
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
export function heldSecrets(step: Step, service: ServiceId | null): readonly SecretName[] {
  const field = fieldOf(step);
  const toWrite: readonly SecretName[] = keepsKeyPassword(service) ? ["key-password"] : ["certificate-password"];
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
    case "resident-number":
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
    // The old PIN is proven once more by the change itself.
    case "pin":
    case "pin-again":
    case "pin-change":
      return ["pin", "pin-again", "pin-proof"];
    case "pin-proof":
      return ["pin-proof"];
    case "deposit-read-back":
      return ["pin", "pin-proof"];
    case "depositing":
      return step.phase === "key" ? ["pin", "pin-proof"] : [];
    case "ticket-code":
      return ["ticket-code"];
    case "key-password":
      return ["key-password"];
    case "token-pin":
      return ["token-pin"];
    case "password":
    case "password-again":
      return ["certificate-password", "certificate-password-again"];
    case "read-back":
    case "write-trouble":
    case "drive":
      return toWrite;
    case "issuing":
      return step.phase === "releasing" ? [] : toWrite;
    default:
      return open;
  }
}
