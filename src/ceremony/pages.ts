// What is true of each page, whatever it remembers: one row a page, so that the compiler lists what a new one lacks. Pure.

import type { Field, Party, SecretName } from "../input/field.ts";
import { shortestPassword } from "../verification/certificate-password.ts";
import { askedSerialDigits } from "../verification/medium.ts";
import { pinLength } from "../verification/pin.ts";
import type { StageName } from "./services.ts";
import type { At, StepAt } from "./step.ts";

/** A page of choices, and who chooses there when a teller serves. */
type Choice = { readonly type: "choice"; readonly by: Party | "anyone" };

/** What a hand does on a page. */
type Hand = Field | Choice;

type Page<A extends At> = {
  /** Those of which a service has at most one; none between ceremonies, and where nothing leads back to. */
  readonly stages: readonly StageName[];
  /** Or how what the page remembers says it. */
  readonly hand: Hand | ((step: StepAt<A>) => Hand);
  /** False where nothing can be chosen, and no key means what it means everywhere. */
  readonly menu?: false;
};

const tellers: Choice = { type: "choice", by: "teller" };
const anyones: Choice = { type: "choice", by: "anyone" };

function secretDigits(name: SecretName, minimum: number, maximum = minimum): Field {
  return { type: "secret", name, characters: "digits", minimum, maximum, by: "customer" };
}

function passwordField(name: SecretName, by: Party, minimum = 1): Field {
  return { type: "secret", name, characters: "password", minimum, maximum: 64, by };
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

const pages: { readonly [A in At]: Page<A> } = {
  product: { stages: ["terms"], hand: anyones },
  terms: { stages: ["terms"], hand: anyones },
  term: { stages: ["terms"], hand: anyones },
  // An empty line goes to the resident number.
  "customer-search": { stages: ["identity", "person"], hand: text(0, 20) },
  "customer-number": { stages: ["identity", "person"], hand: secretDigits("resident-number", 13) },
  "customer-list": { stages: ["identity", "person"], hand: tellers },
  capacity: { stages: ["identity", "person"], hand: tellers },
  papers: { stages: ["identity", "person"], hand: tellers },
  "document-kind": { stages: ["identity", "person"], hand: tellers },
  "document-authority": { stages: ["identity", "person"], hand: text(2, 20) },
  "document-date": { stages: ["identity", "person"], hand: digits(8, 8, "teller") },
  "document-number": { stages: ["identity", "person"], hand: text(4, 4) },
  attestation: { stages: ["identity", "person"], hand: tellers },
  "document-refused": { stages: ["identity", "person"], hand: tellers },
  "resident-number": { stages: ["identity"], hand: secretDigits("resident-number", 13) },
  "account-number": { stages: ["identity"], hand: digits(10, 14, "customer") },
  "account-password": { stages: ["identity"], hand: secretDigits("account-password", 4) },
  "customer-file": { stages: ["care"], hand: tellers },
  resynchronise: {
    stages: ["care"],
    hand: ({ ask, digits }) => secretDigits(ask === "first" ? "otp" : "otp-second", digits),
  },
  "medium-lost": { stages: ["care"], hand: tellers },
  "medium-serial": { stages: ["care"], hand: text(4, 20) },
  "medium-binding": {
    stages: ["care"],
    hand: ({ medium }) => (medium.type === "security-card" ? tellers : secretDigits("otp", medium.digits)),
  },
  "phone-place": { stages: ["care"], hand: tellers },
  "new-phone": { stages: ["care"], hand: digits(10, 11, "customer") },
  "certificate-choice": { stages: ["care"], hand: tellers },
  requests: { stages: ["requests"], hand: tellers },
  decided: { stages: ["requests"], hand: tellers },
  colleagues: { stages: ["colleagues"], hand: tellers },
  "own-password": { stages: ["own-password"], hand: ({ ask }) => passwordField(ownPasswordField[ask], "teller") },
  "phone-number": { stages: ["phone"], hand: anyones },
  "phone-method": { stages: ["phone"], hand: anyones },
  "phone-call": { stages: ["phone"], hand: anyones },
  "phone-code": { stages: ["phone"], hand: secretDigits("phone-code", 6) },
  "security-card": {
    stages: ["medium"],
    hand: ({ cells, ask }) => (cells === null ? anyones : secretDigits(...cardField[ask])),
  },
  otp: { stages: ["medium"], hand: ({ digits }) => secretDigits("otp", digits) },
  "ticket-read-back": { stages: ["ticket"], hand: anyones },
  ticket: { stages: ["ticket"], hand: anyones },
  "ticket-reference": { stages: ["redemption"], hand: digits(6, 12, "customer") },
  "ticket-code": { stages: ["redemption"], hand: secretDigits("ticket-code", 6, 12) },
  tickets: { stages: ["tickets"], hand: tellers },
  "ticket-withdrawal": { stages: ["tickets"], hand: tellers },
  held: { stages: ["held"], hand: anyones },
  "revocation-act": { stages: ["revocation"], hand: anyones },
  revocation: { stages: ["revocation"], hand: anyones },
  kinds: { stages: ["kinds"], hand: anyones },
  financial: { stages: ["financial"], hand: anyones },
  pin: { stages: ["pin"], hand: secretDigits("pin", pinLength) },
  "pin-again": { stages: ["pin"], hand: secretDigits("pin-again", pinLength) },
  "pin-proof": { stages: ["pin-proof"], hand: secretDigits("pin-proof", pinLength) },
  "pin-change": { stages: ["pin-change"], hand: anyones },
  "deposit-read-back": { stages: ["deposit"], hand: anyones },
  depositing: { stages: ["deposit"], hand: anyones, menu: false },
  examination: { stages: ["registration"], hand: anyones },
  registration: { stages: ["registration"], hand: anyones },
  registrations: { stages: ["registrations"], hand: anyones },
  deregistration: { stages: ["registrations"], hand: anyones },
  "source-drive": { stages: ["source"], hand: anyones },
  "stick-certificates": { stages: ["source"], hand: anyones },
  "pkcs12-files": { stages: ["source"], hand: anyones },
  "certificate-view": { stages: ["view"], hand: anyones },
  "old-folders": { stages: ["view", "issuance"], hand: anyones },
  "key-password": { stages: ["key"], hand: passwordField("key-password", "customer") },
  drive: { stages: ["drive"], hand: anyones },
  "token-pin": { stages: ["password"], hand: passwordField("token-pin", "customer", 4) },
  "turn-screen": { stages: ["password", "ticket"], hand: tellers },
  password: { stages: ["password"], hand: passwordField("certificate-password", "customer", shortestPassword) },
  "password-again": { stages: ["password"], hand: passwordField("certificate-password-again", "customer") },
  "read-back": { stages: ["issuance"], hand: anyones },
  issuing: { stages: ["issuance", "keeping"], hand: anyones, menu: false },
  "write-trouble": { stages: ["issuance", "keeping"], hand: anyones },
  opening: { stages: [], hand: anyones, menu: false },
  "out-of-service": { stages: [], hand: anyones, menu: false },
  "desk-choice": { stages: [], hand: tellers },
  "sign-on": {
    stages: [],
    hand: ({ ask }) => (ask === "number" ? digits(6, 6, "teller") : passwordField("staff-password", "teller")),
  },
  interrupted: { stages: [], hand: tellers },
  services: { stages: [], hand: tellers },
  done: { stages: [], hand: anyones, menu: false },
  deposited: { stages: [], hand: anyones, menu: false },
  ended: { stages: [], hand: anyones, menu: false },
  // Asked from pages of several stages; whoever goes back stays in the one where he is.
  "request-reason": { stages: [], hand: text(1, 40) },
  "request-route": { stages: [], hand: tellers },
  approver: {
    stages: [],
    hand: ({ ask }) => (ask === "number" ? digits(6, 6, "teller") : passwordField("approver-password", "teller")),
  },
  decision: { stages: [], hand: tellers },
  "decision-reason": { stages: [], hand: text(1, 40) },
};

export function isAt(text: string): text is At {
  return Object.hasOwn(pages, text);
}

/** Who goes back to a page is in its stage again. */
export function stagesOf(at: At): readonly StageName[] {
  return pages[at].stages;
}

export function hasMenu(at: At): boolean {
  return pages[at].menu !== false;
}

export function handOf<A extends At>(step: StepAt<A> & { readonly at: A }): Hand {
  const { hand }: Page<A> = pages[step.at];
  return typeof hand === "function" ? hand(step) : hand;
}
