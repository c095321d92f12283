// The field that a page has open for typing: whose it is, what goes in, and whether anyone may see it. Pure.

import type { Desk } from "../audit/entry.ts";
import type { Field, Party, SecretName } from "../input/field.ts";
import { shortestPassword } from "../verification/certificate-password.ts";
import { askedSerialDigits } from "../verification/medium.ts";
import { pinLength } from "../verification/pin.ts";
import type { TicketRules } from "../verification/tickets.ts";
import { keepsKeyPassword } from "./keeping.ts";
import type { ServiceId } from "./services.ts";
import type { At, Step, StepAt } from "./step.ts";

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

const digits = (minimum: number, maximum: number, by: Party): Field => ({ type: "digits", minimum, maximum, by });
const text = (minimum: number, maximum: number): Field => ({ type: "text", minimum, maximum, by: "teller" });

/** A page of choices, and who chooses there when a teller serves. */
type Choice = { readonly type: "choice"; readonly by: Party | "anyone" };
const tellersChoice: Choice = { type: "choice", by: "teller" };
const anyonesChoice: Choice = { type: "choice", by: "anyone" };

type Hand = Field | Choice;

/** What a hand does on a page, or how the page's state says it. */
type Hands = { readonly [A in At]: Hand | ((step: StepAt<A>) => Hand) };

const hands: Hands = {
  "sign-on": ({ ask }) => (ask === "number" ? digits(6, 6, "teller") : passwordField("staff-password", "teller")),
  approver: ({ ask }) => (ask === "number" ? digits(6, 6, "teller") : passwordField("approver-password", "teller")),
  "own-password": ({ ask }) => passwordField(ownPasswordField[ask], "teller"),
  // An empty line goes to the resident number.
  "customer-search": text(0, 20),
  "customer-number": secretDigits("resident-number", 13),
  "document-authority": text(2, 20),
  "document-date": digits(8, 8, "teller"),
  "document-number": text(4, 4),
  "resident-number": secretDigits("resident-number", 13),
  "account-number": digits(10, 14, "customer"),
  "account-password": secretDigits("account-password", 4),
  "phone-code": secretDigits("phone-code", 6),
  "security-card": ({ cells, ask }) => (cells === null ? anyonesChoice : secretDigits(...cardField[ask])),
  otp: ({ digits }) => secretDigits("otp", digits),
  resynchronise: ({ ask, digits }) => secretDigits(ask === "first" ? "otp" : "otp-second", digits),
  "medium-serial": text(4, 20),
  "medium-binding": ({ medium }) =>
    medium.type === "security-card" ? tellersChoice : secretDigits("otp", medium.digits),
  "new-phone": digits(10, 11, "customer"),
  "request-reason": text(1, 40),
  "decision-reason": text(1, 40),
  "key-password": passwordField("key-password", "customer"),
  password: { ...passwordField("certificate-password", "customer"), minimum: shortestPassword },
  "password-again": passwordField("certificate-password-again", "customer"),
  "token-pin": {
    type: "secret",
    name: "token-pin",
    characters: "password",
    minimum: 4,
    maximum: 64,
    by: "customer",
  },
  pin: secretDigits("pin", pinLength),
  "pin-again": secretDigits("pin-again", pinLength),
  "pin-proof": secretDigits("pin-proof", pinLength),
  opening: anyonesChoice,
  "out-of-service": anyonesChoice,
  "desk-choice": tellersChoice,
  services: tellersChoice,
  product: anyonesChoice,
  terms: anyonesChoice,
  term: anyonesChoice,
  "customer-list": tellersChoice,
  capacity: tellersChoice,
  papers: tellersChoice,
  "document-kind": tellersChoice,
  attestation: tellersChoice,
  "document-refused": tellersChoice,
  "customer-file": tellersChoice,
  "medium-lost": tellersChoice,
  "phone-place": tellersChoice,
  "certificate-choice": tellersChoice,
  "request-route": tellersChoice,
  decision: tellersChoice,
  requests: tellersChoice,
  colleagues: tellersChoice,
  "phone-number": anyonesChoice,
  "phone-method": anyonesChoice,
  "phone-call": anyonesChoice,
  "ticket-read-back": anyonesChoice,
  ticket: anyonesChoice,
  "ticket-reference": digits(6, 12, "customer"),
  "ticket-code": {
    type: "secret",
    name: "ticket-code",
    characters: "digits",
    minimum: 6,
    maximum: 12,
    by: "customer",
  },
  tickets: tellersChoice,
  "ticket-withdrawal": tellersChoice,
  held: anyonesChoice,
  "revocation-act": anyonesChoice,
  revocation: anyonesChoice,
  kinds: anyonesChoice,
  financial: anyonesChoice,
  "pin-change": anyonesChoice,
  "deposit-read-back": anyonesChoice,
  depositing: anyonesChoice,
  deposited: anyonesChoice,
  examination: anyonesChoice,
  registration: anyonesChoice,
  registrations: anyonesChoice,
  deregistration: anyonesChoice,
  "source-drive": anyonesChoice,
  "stick-certificates": anyonesChoice,
  "pkcs12-files": anyonesChoice,
  "certificate-view": anyonesChoice,
  "old-folders": anyonesChoice,
  drive: anyonesChoice,
  "turn-screen": tellersChoice,
  "read-back": anyonesChoice,
  issuing: anyonesChoice,
  "write-trouble": anyonesChoice,
  interrupted: tellersChoice,
  decided: tellersChoice,
  done: anyonesChoice,
  ended: anyonesChoice,
};

function handOf<A extends At>(step: StepAt<A> & { readonly at: A }): Hand {
  const hand: Hands[A] = hands[step.at];
  return typeof hand === "function" ? hand(step) : hand;
}

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
