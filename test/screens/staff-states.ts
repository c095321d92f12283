// The states of the pages for a customer's file, for requests and for staff.
import type { Interrupted } from "../../src/ceremony/interrupted.ts";
import type { Facts, State } from "../../src/ceremony/state.ts";
import { type At, nothingTyped, type Step, type StepAt } from "../../src/ceremony/step.ts";
import type { Colleague, HeldCertificate } from "../../src/verification/customer-file.ts";
import type { CustomerId, StaffNumber } from "../../src/verification/registry.ts";
import type { Decided, Request, Wanted } from "../../src/verification/requests.ts";
import {
  app,
  asked,
  at,
  card,
  document,
  facts,
  file,
  found,
  lock,
  supervisor,
  teller,
  token,
  typed,
} from "./samples.ts";

export type StatesOf<A extends At> = readonly (State & { readonly step: StepAt<A> })[];

/** The compiler asks for each step by its tag. */
export function of<A extends At>(...states: readonly State[]): StatesOf<A> {
  return states as StatesOf<A>;
}

function during(service: Facts["service"], stage: number, step: Step, known: Partial<Facts> = {}): State {
  return at(step, stage, teller, { ...facts(0), service, stage, chosenCustomer: found(card), ...known });
}

const care = (step: Step, known?: Partial<Facts>): State => during("care", 1, step, known);

const hong = "hong" as CustomerId;
const unlockCard: Wanted = { type: "unlock-card", customer: hong, serial: "710000012345" };
const wanted: readonly Wanted[] = [
  { type: "unlock-account", customer: hong, account: "01234502100017" },
  { type: "change-phone", customer: hong, index: 0, number: "01055559999", replaces: "01012345678" },
  { type: "unlock-otp", customer: hong, serial: "0110000042" },
  { type: "revoke-certificate", customer: hong, issuer: "yessign", serial: "1000001" },
  { type: "unlock-staff", number: "100002" as StaffNumber },
  { type: "unlock-phone", customer: hong },
  { type: "unlock-pin", customer: hong, key: "5d7a2c1e" },
  { type: "accept-document", customer: hong, document, why: "too-old", ceremony: "5d7a2c1e" },
  unlockCard,
];
const requests: readonly Request[] = wanted.map((each, place) =>
  asked(each, place % 2 === 0 ? {} : { askedBy: supervisor, customerName: "JOHN SMITH" }),
);
const longReason = "주민등록증을 잃어버려 새로 받기까지 두 주가 걸리고 그사이에 월세를 보내야 함";

const decidedAt = new Date("2026-11-23T05:10:00Z");
const decided: readonly Decided[] = requests.slice(0, 6).map(({ id, wanted, customerName, askedAt }, place) => ({
  ...{ id, wanted, customerName, askedAt },
  decision:
    place === 2 ? null : { approved: place % 2 === 0, by: supervisor, at: decidedAt, reason: "본인이 옆에 있습니다" },
}));

const cutOff: readonly Interrupted[] = [
  { service: "issue", desk: "kiosk", customerName: "홍길동", settled: ["fee-returned", "revoked"] } as const,
  { service: "financial-issue", desk: "teller", customerName: "JOHN SMITH", settled: ["key-destroyed"] } as const,
  { service: "change-password", desk: "kiosk", customerName: null, settled: [] } as const,
].map((each, place) => ({ ...each, ceremony: `c-${place}`, began: new Date(Date.UTC(2026, 10, 23, place, 5)) }));

export const limited: HeldCertificate = {
  issuer: "yessign",
  serial: "1000001",
  product: "limited",
  notAfter: new Date("2027-11-23T14:59:59Z"),
  expired: false,
  suspended: false,
};
const certificates: readonly HeldCertificate[] = [
  limited,
  { ...limited, issuer: "signGATE", serial: "1000002", product: "general" },
];
/** Everything that one page can have to say, and all nine choices. */
const fullest = file(token, {
  customer: { ...found(token), phones: ["010-****-5678", "010-****-1111"] },
  locks: [
    lock("otp", "0110000042", "******0042", 3),
    lock("account", "01234502100017", "0123********17", 5),
    lock("account", "01234502100025", "0123********25", 5),
    lock("account", "01234502100033", "0123********33", 5),
    lock("account", "01234502100041", "0123********41", 5),
    lock("phone", "hong", "", 2),
  ],
  certificates,
  requests: [asked(unlockCard), asked(unlockCard)],
});

const person = (number: string, name: string, of: Partial<Colleague> = {}): Colleague => ({
  ...{ number, name, role: "teller", locked: false, out: false },
  ...of,
});
const staff: readonly Colleague[] = [
  person("100001", "이창구"),
  person("100002", "김교대", { locked: true }),
  person("100003", "최나래", { out: true }),
  person("200001", "박책임", { role: "supervisor" }),
];
const manyStaff = Array.from({ length: 24 }, (_, place) =>
  person(String(100001 + place), place === 3 ? "JOHN SMITH" : "이창구", { locked: place % 2 === 1 && place < 18 }),
);

const approver = { at: "approver", request: asked(unlockCard), typed: nothingTyped, waiting: false } as const;
const ownPassword = { at: "own-password", waiting: false } as const;

export const staffSteps = {
  "customer-file": of<"customer-file">(
    care({ at: "customer-file", file: null, waiting: true }),
    care({ at: "customer-file", file: file(card), waiting: false }),
    care({
      at: "customer-file",
      file: file(card, {
        locks: [
          lock("security-card", "710000012345", "7100********", 5),
          lock("account", "01234502100017", "0123********17", 2),
          lock("phone", "hong", "", 5),
        ],
        certificates: [limited],
        requests: [asked(unlockCard)],
      }),
      waiting: false,
    }),
    care({
      at: "customer-file",
      file: file(card, {
        locks: [lock("pin", "5d7a2c1e", "", 5)],
        certificates: [{ ...limited, product: "financial" }],
      }),
      waiting: false,
    }),
    care({ at: "customer-file", file: file(null), waiting: false }),
    care({ at: "customer-file", file: fullest, waiting: false }),
  ),
  resynchronise: of<"resynchronise">(
    care({
      ...{ at: "resynchronise", serial: "0110000042", digits: 6, waiting: false },
      ask: "first",
      typed: typed(2),
    }),
    care({
      ...{ at: "resynchronise", serial: "0110000042", digits: 8, waiting: false },
      ask: "second",
      typed: typed(5),
    }),
  ),
  "medium-lost": of<"medium-lost">(
    care({ at: "medium-lost", medium: card, waiting: false }),
    care({ at: "medium-lost", medium: app, waiting: true }),
  ),
  "medium-serial": of<"medium-serial">(care({ at: "medium-serial", text: "7100000", waiting: false })),
  "medium-binding": of<"medium-binding">(
    care({ at: "medium-binding", medium: card, typed: nothingTyped, waiting: false }),
    care({ at: "medium-binding", medium: token, typed: typed(4), waiting: false }),
    care(
      { at: "medium-binding", medium: { ...app, digits: 8 }, typed: typed(4), waiting: false },
      { chosenCustomer: found(null) },
    ),
  ),
  "phone-place": of<"phone-place">(care({ at: "phone-place", phones: ["010-****-5678", "010-****-1111"] })),
  "new-phone": of<"new-phone">(care({ at: "new-phone", index: 0, number: "0105555" })),
  "certificate-choice": of<"certificate-choice">(care({ at: "certificate-choice", certificates })),
  "request-reason": of<"request-reason">(
    care({ at: "request-reason", wanted: unlockCard, text: "번호를 열 번 잘못", waiting: false }),
    care({ at: "request-reason", wanted: wanted[0] ?? unlockCard, text: longReason, waiting: false }),
  ),
  "request-route": of<"request-route">(
    care({ at: "request-route", request: asked(unlockCard), listable: true }),
    during("issue", 1, { at: "request-route", request: asked(wanted[7] ?? unlockCard), listable: false }),
  ),
  approver: of<"approver">(
    care({ ...approver, number: "2000", ask: "number" }),
    care({ ...approver, number: "200001", ask: "password", typed: typed(5) }),
  ),
  decision: of<"decision">(
    care({ at: "decision", request: asked(unlockCard), approver: supervisor }),
    during("requests", 0, {
      at: "decision",
      request: asked(wanted[0] ?? unlockCard, { reason: longReason, customerName: "JOHN SMITH" }),
      approver: supervisor,
    }),
    during("colleagues", 0, { at: "decision", request: asked(wanted[4] ?? unlockCard), approver: supervisor }),
    care({ at: "decision", request: asked(wanted[1] ?? unlockCard, { reason: longReason }), approver: supervisor }),
  ),
  "decision-reason": of<"decision-reason">(
    ...[true, false].map((approved) =>
      care({
        ...{ at: "decision-reason", request: asked(unlockCard), approver: supervisor, approved },
        ...{ text: "본인이 옆에 있습니다", waiting: false },
      }),
    ),
  ),
  requests: of<"requests">(
    during("requests", 0, { at: "requests", found: null, waiting: true }),
    during("requests", 0, { at: "requests", found: [], waiting: false }),
    during("requests", 0, { at: "requests", found: requests.slice(0, 3), waiting: false }),
    during("requests", 0, { at: "requests", found: requests, waiting: false }),
  ),
  decided: of<"decided">(
    during("requests", 0, { at: "decided", found: null, waiting: true }),
    during("requests", 0, { at: "decided", found: [], waiting: false }),
    during("requests", 0, { at: "decided", found: decided, waiting: false }),
  ),
  interrupted: of<"interrupted">(
    { ...teller, step: { at: "interrupted", ceremonies: cutOff.slice(0, 1) } },
    { ...teller, step: { at: "interrupted", ceremonies: cutOff } },
  ),
  colleagues: of<"colleagues">(
    during("colleagues", 0, { at: "colleagues", colleagues: null, waiting: true }),
    during("colleagues", 0, { at: "colleagues", colleagues: staff, waiting: false }),
    during("colleagues", 0, {
      at: "colleagues",
      colleagues: staff.map((each) => ({ ...each, locked: false })),
      waiting: false,
    }),
    during("colleagues", 0, { at: "colleagues", colleagues: manyStaff, waiting: false }),
  ),
  "own-password": of<"own-password">(
    during("own-password", 0, { ...ownPassword, ask: "current", typed: typed(5) }),
    during("own-password", 0, { ...ownPassword, ask: "new", typed: typed(3) }),
    during("own-password", 0, { ...ownPassword, ask: "again", typed: typed(12), waiting: true }),
  ),
};
