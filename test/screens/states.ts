// A table of named states: every step and every question laid over one. The compiler lists what is missing.
import { financialProduct } from "../../src/authority/product.ts";
import { atTheDoor, type Overlay, type State } from "../../src/ceremony/state.ts";
import { type At, nothingTyped, type Step, type StepAt } from "../../src/ceremony/step.ts";
import type { TicketId } from "../../src/verification/tickets.ts";
import { doneStates, endedStates } from "./done-states.ts";
import { financialSteps } from "./financial-states.ts";
import { registrationSteps } from "./registration-states.ts";
import {
  app,
  at,
  brought,
  card,
  customer,
  deskChoices,
  document,
  found,
  general,
  kiosk,
  securityToken,
  stick,
  sticks,
  teller,
  token,
  typed,
} from "./samples.ts";
import { limited, of, type StatesOf, staffSteps } from "./staff-states.ts";
import { stickSteps } from "./stick-states.ts";
import { ticketSteps } from "./ticket-states.ts";

/** The compiler asks for each step by its tag. */
type Table = { readonly [A in At]: StatesOf<A> };

const manySticks = Array.from({ length: 9 }, (_, place) => ({ ...stick, id: `usb${place}`, label: `usb${place}` }));

const term = (article: number): Step => ({ at: "term", term: "certificate-service", article, shown: [], agreed: [] });
const cardStep = { at: "security-card", cells: [8, 35], waiting: false } as const;
const otp: StepAt<"otp"> = { at: "otp", digits: 6, typed: typed(3), waiting: false };
const issuing = (phase: StepAt<"issuing">["phase"], seconds = 0): Step => ({
  at: "issuing",
  phase,
  finished: null,
  proof: null,
  seconds,
});
const onePulled = sticks.map((drive, at) => ({ type: "stick", drive, gone: at === 0 }) as const);
const onToken = { drive: null, token: securityToken } as const;
const pinStep = { at: "token-pin", typed: typed(3), pin: "fine", left: null, waiting: false } as const;
const answers = { kind: "resident-card", authority: "서울특별시장" } as const;
const replaced = { serial: "1000000", notAfter: new Date("2027-05-01T14:59:59Z"), suspended: false };
const several = Array.from({ length: 9 }, (_, place) => ({
  ...found(card),
  name: place === 8 ? "JOHN SMITH" : "홍길동",
  residentNumber: `90010${place + 1}-1******`,
}));

const held = [limited, { ...limited, product: "general", issuer: "KICA", expired: true } as const];

const steps: Table = {
  opening: of({ ...atTheDoor }),
  "out-of-service": of(
    { ...kiosk, step: { at: "out-of-service", why: "the journal cannot be written", outage: "journal-unwritable" } },
    { ...teller, step: { at: "out-of-service", why: "terminal.key is missing", outage: "key-file" } },
    {
      ...{ ...teller, commandOptions: " --training" },
      step: { at: "out-of-service", why: "row 7; run: changgu audit verify", outage: "journal-changed" },
    },
    { ...teller, step: { at: "out-of-service", why: "this terminal is already open in process 17", outage: null } },
  ),
  "desk-choice": deskChoices,
  "sign-on": of(
    {
      ...teller,
      officer: null,
      step: { at: "sign-on", number: "1000", ask: "number", typed: nothingTyped, waiting: false },
    },
    {
      ...teller,
      officer: null,
      step: { at: "sign-on", number: "100001", ask: "password", typed: typed(5), waiting: false },
    },
  ),
  services: of(
    { ...kiosk, step: { at: "services", page: "front", waiting: false } },
    { ...teller, step: { at: "services", page: "front", waiting: false } },
    { ...kiosk, step: { at: "services", page: "certificates", waiting: false } },
    { ...teller, step: { at: "services", page: "joint", waiting: false } },
    { ...teller, step: { at: "services", page: "staff", waiting: true } },
    { ...kiosk, step: { at: "services", page: "financial", waiting: false } },
    { ...kiosk, keypads: { pad: "no-device" }, step: { at: "services", page: "front", waiting: true } },
    { ...teller, printer: "paper-out", step: { at: "services", page: "front", waiting: false } },
  ),
  product: of(at({ at: "product" }, 0)),
  terms: of(
    at({ at: "terms", shown: ["certificate-service"], agreed: ["certificate-service"] }, 0),
    at({ at: "terms", shown: ["certificate-service", "personal-data", "unique-identifier"], agreed: [] }, 0),
    at({ at: "terms", shown: ["financial-service"], agreed: [] }, 1, kiosk, { product: financialProduct() }),
  ),
  term: of(at(term(0), 0), at(term(3), 0)),
  ...staffSteps,
  ...financialSteps,
  "customer-search": of(at({ at: "customer-search", query: "홍길", waiting: false }, 1, teller)),
  "customer-number": of(at({ at: "customer-number", typed: typed(7), waiting: false }, 1, teller)),
  "customer-list": of(at({ at: "customer-list", query: "홍", found: several }, 1, teller)),
  capacity: of(
    at({ at: "capacity", offered: ["minor", "representative"] }, 1, teller, { chosenCustomer: found(card, 15) }),
    at({ at: "capacity", offered: ["representative"] }, 1, teller, { chosenCustomer: found(card, 9) }),
  ),
  papers: of(
    at({ at: "papers", capacity: "proxy", ticked: ["mandate"] }, 1, teller),
    at({ at: "papers", capacity: "minor", ticked: ["consent", "family-certificate"] }, 1, teller),
    at({ at: "papers", capacity: "representative", ticked: [] }, 1, teller),
  ),
  "document-kind": of(
    at({ at: "document-kind" }, 1, teller),
    at({ at: "document-kind" }, 1, teller, { capacity: "representative" }),
    at({ at: "document-kind" }, 1, teller, { capacity: "minor", chosenCustomer: found(card, 15) }),
    at({ at: "document-kind" }, 1, teller, { chosenCustomer: { ...found(card), foreigner: true } }),
  ),
  attestation: of(at({ at: "attestation", document }, 1, teller)),
  "document-refused": of(
    at({ at: "document-refused", document, why: "too-old" }, 1, teller),
    at({ at: "document-refused", document, why: "issued-in-future" }, 1, teller),
    at({ at: "document-refused", document, why: "issued-before-birth" }, 1, teller),
    at({ at: "document-refused", document, why: "issued-too-young" }, 1, teller),
    at({ at: "document-refused", document, why: "not-genuine" }, 1, teller),
    at({ at: "document-refused", document, why: "not-the-person" }, 1, teller),
  ),
  "document-authority": of(at({ at: "document-authority", answers, text: "서울특별시장" }, 1, teller)),
  "document-date": of(at({ at: "document-date", answers, text: "2020" }, 1, teller)),
  "document-number": of(at({ at: "document-number", answers, text: "45", waiting: false }, 1, teller)),
  "resident-number": of(at({ at: "resident-number", typed: typed(7), waiting: false }, 1)),
  "account-number": of(
    at({ at: "account-number", number: "" }, 1),
    at({ at: "account-number", number: "0123450210" }, 1, teller),
  ),
  "account-password": of(
    at({ at: "account-password", number: "01234502100017", typed: typed(2), waiting: false }, 1),
    at({ at: "account-password", number: "01234502100017", typed: typed(4), waiting: true }, 1, teller),
  ),
  "phone-number": of(
    at({ at: "phone-number" }, 2, kiosk, { customer: customer(card, ["010-****-5678", "010-****-1111"]) }),
  ),
  "phone-method": of(
    at({ at: "phone-method", phone: 0 }, 2),
    {
      ...at({ at: "phone-method", phone: 0 }, 2),
      phone: { type: "missed" },
    },
    at({ at: "phone-method", phone: 0 }, 2, kiosk, { customer: customer(card, ["02-****-4567"]) }),
  ),
  "phone-call": of(
    at({ at: "phone-call", phone: 0, code: null, waiting: true }, 2),
    {
      ...at({ at: "phone-call", phone: 0, code: "47", waiting: true }, 2),
      phone: { type: "ringing", number: "01012345678" },
    },
    {
      ...at({ at: "phone-call", phone: 0, code: "47", waiting: true }, 2),
      phone: { type: "answered", keyed: "wrong" },
    },
  ),
  "phone-code": of(at({ at: "phone-code", phone: 0, typed: nothingTyped, waiting: true }, 2), {
    ...at({ at: "phone-code", phone: 0, typed: typed(2), waiting: false }, 2, teller),
    phone: { type: "message", number: "01012345678", code: "482913" },
  }),
  "security-card": of(
    at({ ...cardStep, cells: null, ask: "serial", typed: nothingTyped, waiting: true }, 3),
    at({ ...cardStep, ask: "serial", typed: typed(1) }, 3),
    at({ ...cardStep, ask: "first", typed: typed(1) }, 3),
    at({ ...cardStep, ask: "second", typed: typed(2) }, 3, teller),
  ),
  otp: of(at(otp, 3, kiosk, { customer: customer(token) }), at(otp, 3, teller, { customer: customer(app) }), {
    ...at({ ...otp, digits: 8 }, 3, kiosk, { customer: customer({ ...token, digits: 8 }) }),
  }),
  ...stickSteps,
  ...ticketSteps,
  held: of(
    at({ at: "held", held: null, waiting: true }, 3, kiosk, { service: "reissue" }),
    at({ at: "held", held, waiting: false }, 3, kiosk, { service: "reissue" }),
    at({ at: "held", held: [limited], waiting: false }, 3, teller, { service: "revoke" }),
  ),
  "revocation-act": of(
    at({ at: "revocation-act" }, 4, kiosk, { service: "revoke", held: limited }),
    at({ at: "revocation-act" }, 4, kiosk, { service: "revoke", held: { ...limited, suspended: true } }),
  ),
  revocation: of(
    at({ at: "revocation", act: "lost", waiting: false }, 4, kiosk, { service: "revoke", held: limited }),
    at({ at: "revocation", act: "suspend", waiting: true }, 4, teller, {
      service: "revoke",
      held: limited,
    }),
  ),
  ...registrationSteps,
  drive: of(
    { ...at({ at: "drive", waiting: false }, 4), drives: sticks },
    { ...at({ at: "drive", waiting: false }, 4), drives: [] },
    { ...at({ at: "drive", waiting: false }, 4), drives: manySticks },
    at({ at: "drive", waiting: true }, 4),
    { ...at({ at: "drive", waiting: false }, 4), drives: sticks.slice(1), listed: onePulled },
    { ...at({ at: "drive", waiting: false }, 4), tokens: [securityToken, { ...securityToken, pin: "locked" }] },
    { ...at({ at: "drive", waiting: false }, 2, kiosk, { service: "copy", brought }), drives: [] },
    { ...at({ at: "drive", waiting: false }, 2, kiosk, { service: "to-pkcs12", brought }), drives: sticks },
  ),
  "token-pin": of(
    at(pinStep, 5, kiosk, onToken),
    at({ ...pinStep, pin: "few-left", left: 4 }, 5, kiosk, onToken),
    at({ ...pinStep, pin: "last-try" }, 5, teller, onToken),
  ),
  "turn-screen": of(
    at({ at: "turn-screen", before: "password" }, 5, teller),
    at({ at: "turn-screen", before: "ticket" }, 4, teller, { service: "make-ticket" }),
  ),
  password: of(
    at({ at: "password", typed: typed(5), waiting: false }, 5),
    at({ at: "password", typed: typed(12, true), waiting: false }, 5, teller),
  ),
  "password-again": of(at({ at: "password-again", typed: typed(0, true), waiting: false }, 5)),
  "read-back": of(
    at({ at: "read-back" }, 6, kiosk, { replaces: [replaced] }),
    at({ at: "read-back" }, 6, kiosk, { replaces: [{ ...replaced, suspended: true }] }),
    at({ at: "read-back" }, 6, teller),
    at({ at: "read-back" }, 5, kiosk, { service: "renew", replaces: [replaced], held: { ...limited, ...replaced } }),
    at({ at: "read-back" }, 6, kiosk, onToken),
    at({ at: "read-back" }, 3, kiosk, { service: "redeem", product: general, drive: stick, ticket: "t" as TicketId }),
    at({ at: "read-back" }, 6, kiosk, { product: general, fee: 4400, drive: stick, replaces: [replaced] }),
  ),
  issuing: of(
    at(issuing("preparing"), 6),
    at(issuing("proving"), 6),
    at(issuing("charging"), 6, kiosk, { product: general }),
    at(issuing("releasing"), 6, kiosk, { product: general }),
    at(issuing("preparing"), 6, kiosk, onToken),
    at(issuing("writing"), 3, kiosk, { service: "copy", brought }),
    at(issuing("preparing", 29), 6, kiosk, onToken),
    at(issuing("flushing", 12), 6, kiosk, { product: general, fee: 4400 }),
    at(issuing("flushing"), 3, kiosk, { service: "copy", brought }),
  ),
  "write-trouble": of(
    { ...at({ at: "write-trouble", trouble: { type: "drive-removed" } }, 6, kiosk, { signed: true }), drives: [] },
    {
      ...at({ at: "write-trouble", trouble: { type: "drive-counterfeit" } }, 6, kiosk, { signed: true }),
      drives: sticks,
    },
    { ...at({ at: "write-trouble", trouble: { type: "drive-failed", code: "EIO" } }, 6), drives: manySticks },
    at({ at: "write-trouble", trouble: { type: "folder-taken" } }, 3, kiosk, { service: "copy", brought }),
    at({ at: "write-trouble", trouble: { type: "drive-removed" } }, 3, kiosk, { service: "copy", brought }),
    at({ at: "write-trouble", trouble: { type: "write-in-doubt" } }, 3, kiosk, { service: "copy", brought }),
  ),
  done: doneStates,
  ended: endedStates,
};

const overlays: { readonly [O in Overlay["at"]]: readonly State[] } = {
  menu: [
    { ...at({ at: "product" }, 0), past: [{ at: "product" }], overlay: { at: "menu" } },
    { ...teller, step: { at: "services", page: "front", waiting: false }, overlay: { at: "menu" } },
  ],
  cancel: [
    { ...at({ at: "product" }, 0), overlay: { at: "cancel" } },
    {
      ...at({ at: "write-trouble", trouble: { type: "drive-full", neededBytes: 1, freeBytes: 0 } }, 5, kiosk, {
        signed: true,
      }),
      overlay: { at: "cancel" },
    },
  ],
  idle: [
    { ...at(otp, 3), overlay: { at: "idle", secondsLeft: 17 } },
    { ...teller, step: { at: "services", page: "front", waiting: false }, overlay: { at: "idle", secondsLeft: 17 } },
  ],
  "trainer-card": [
    { ...kiosk, step: { at: "services", page: "front", waiting: false }, overlay: { at: "trainer-card", page: 0 } },
    { ...kiosk, step: { at: "services", page: "front", waiting: false }, overlay: { at: "trainer-card", page: 1 } },
  ],
};

function named(
  group: string,
  table: Readonly<Record<string, readonly State[]>>,
): readonly (readonly [string, State])[] {
  return Object.entries(table).flatMap(([name, states]) =>
    states.map((state, index) => [`${group}${name}${index === 0 ? "" : `-${index + 1}`}`, state] as const),
  );
}

/** Pages, by the name of their golden. */
export const pages: readonly (readonly [name: string, state: State])[] = [
  ...named("", steps),
  ...named("overlay-", overlays),
  ...named("", {
    "password-refused": [
      { ...at({ at: "password", typed: nothingTyped, waiting: false }, 4), notice: { type: "passwords-differ" } },
    ],
  }),
];
