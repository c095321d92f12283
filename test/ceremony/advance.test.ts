// Whatever hands, devices and outcomes come in whatever order: the ceremony never throws, and every end forgets.
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { advance } from "../../src/ceremony/advance.ts";
import type { Effect, EffectOf } from "../../src/ceremony/effect.ts";
import type { Event } from "../../src/ceremony/event.ts";
import { fieldOf, heldSecrets, writtenIn } from "../../src/ceremony/field.ts";
import { services } from "../../src/ceremony/services.ts";
import { atTheDoor, type House, type State } from "../../src/ceremony/state.ts";
import type { Key } from "../../src/input/key.ts";
import type { Drive } from "../../src/media/drive.ts";
import { papersOf } from "../../src/verification/capacity.ts";
import type { CustomerFile, FoundCustomer, Lock } from "../../src/verification/customer-file.ts";
import type { Customer, CustomerId, StaffMember, StaffNumber } from "../../src/verification/registry.ts";
import type { Request, RequestId, Wanted } from "../../src/verification/requests.ts";

const house: House = {
  name: { ko: "우체국", en: "Post Office" },
  terminal: "T-1",
  banner: null,
  card: ["line"],
  desks: ["kiosk", "teller"],
};

function drive(name: string): Drive {
  return {
    id: name,
    label: name,
    mountPoint: `/media/${name}`,
    disk: null,
    device: 1n,
    sizeBytes: 1,
    freeBytes: 1,
    readOnly: false,
    simulated: true,
  };
}

function customer(medium: Customer["medium"], phones: readonly string[]): Customer {
  return { id: "hong" as CustomerId, name: "홍길동", language: "ko", residentNumber: "900101-1******", phones, medium };
}

const media: readonly Customer["medium"][] = [
  null,
  { type: "security-card", serial: "710000012345", cells: 30 },
  { type: "otp-token", serial: "0110000042", digits: 6, periodSeconds: 60 },
];

const teller: StaffMember = { number: "100001" as StaffNumber, name: "이창구", role: "teller" };
const supervisors: readonly StaffMember[] = [
  { number: "200001" as StaffNumber, name: "박책임", role: "supervisor" },
  { number: "200002" as StaffNumber, name: "최책임", role: "supervisor" },
];

function found(age: number): FoundCustomer {
  return { ...customer(media[age % 3] ?? null, []), age };
}

function request(wanted: Wanted, askedBy: StaffMember, reason: string): Request {
  const askedAt = new Date(0);
  return { id: "r" as RequestId, wanted, customerName: "홍길동", askedBy, askedAt, reason, expiresAt: new Date(1) };
}

const unlockStaff: Wanted = { type: "unlock-staff", number: teller.number };

function lock(kind: Lock["target"]["kind"], locked: boolean): Lock {
  return { target: { kind, id: "1" }, shown: "*", failures: locked ? 5 : 1, limit: 5, locked };
}

function file(pick: number): CustomerFile {
  const medium = media[pick % media.length] ?? null;
  return {
    customer: customer(medium, pick % 2 === 0 ? ["010-****-0001"] : []),
    locks: [
      lock(medium?.type === "security-card" ? "security-card" : "otp", pick % 2 === 0),
      lock("account", pick % 3 === 0),
    ],
    certificates: pick % 2 === 0 ? [{ issuer: "yessign", serial: "1", product: "limited", notAfter: new Date(1) }] : [],
    requests: [],
    phonesHere: pick % 5 !== 0,
  };
}

const key = fc.constantFrom<Key>("0", "1", "2", "3", "4", "9", "enter", "clear", "cancel", "up", "down", "backspace");

const hand = fc.oneof(
  key.map((pressed): Event => ({ type: "pressed", key: pressed })),
  fc.nat(14).map((length): Event => ({ type: "secret-typed", length, half: length % 2 === 1 })),
  fc.constantFrom<Event>(
    { type: "wrote", character: "홍" },
    { type: "language-toggled" },
    { type: "card-toggled" },
    { type: "hangul-typed" },
    { type: "deadline-passed" },
    { type: "second-passed" },
    { type: "drives-changed", drives: [] },
    { type: "drives-changed", drives: [drive("usb0")] },
    { type: "drives-changed", drives: [drive("usb0"), drive("usb1")] },
    { type: "keypad-changed", keypad: "keypad", status: "offline" },
    { type: "out-of-service", why: "the disk is full" },
  ),
);

type StaffEffect = EffectOf<
  | "record-document"
  | "refuse-document"
  | "open-file"
  | "resynchronise"
  | "find-stock"
  | "bind-medium"
  | "lose-medium"
  | "ask-request"
  | "check-approver"
  | "decide-request"
  | "list-requests"
  | "list-colleagues"
  | "change-staff-password"
>;

function staffOutcomeOf(effect: StaffEffect, pick: number): Event | null {
  const one = (...events: readonly Event[]): Event | null => events[pick % events.length] ?? null;
  switch (effect.type) {
    case "record-document":
      return one(
        { type: "document-recorded" },
        { type: "document-refused", why: "too-old" },
        { type: "document-date-wrong" },
      );
    case "refuse-document":
      return null;
    case "open-file":
      return { type: "file-opened", file: file(pick) };
    case "resynchronise":
      return one({ type: "otp-resynchronised" }, { type: "otp-resync-refused", left: 3 }, { type: "medium-locked" });
    case "find-stock":
      return one(...media.filter((each) => each !== null).map((medium) => ({ type: "stock-found", medium }) as const), {
        type: "stock-missing",
      });
    case "bind-medium":
      return one({ type: "medium-bound" }, { type: "otp-refused", left: 3, why: "wrong" }, { type: "stock-missing" });
    case "lose-medium":
      return { type: "medium-recorded-lost" };
    case "ask-request":
      return one(
        { type: "request-asked", request: request(effect.wanted, teller, effect.reason) },
        { type: "reason-refused", why: "too-short" },
      );
    case "check-approver":
      return one(
        ...supervisors
          .filter(({ number }) => number !== effect.request.askedBy.number)
          .map((approver) => ({ type: "approver-accepted", approver }) as const),
        { type: "approver-refused", why: "own-request" },
        { type: "request-gone" },
      );
    case "decide-request":
      return one(
        { type: "request-decided", request: effect.request, approved: effect.approved },
        { type: "reason-refused", why: "holds-a-number" },
        { type: "request-gone" },
      );
    case "list-requests":
      return {
        type: "requests-found",
        requests: [teller, ...supervisors].map((member) => request(unlockStaff, member, "잊었습니다")),
      };
    case "list-colleagues":
      return {
        type: "colleagues-found",
        colleagues: [{ ...teller, locked: true, out: false }],
      };
    case "change-staff-password":
      return one(
        { type: "staff-password-changed" },
        { type: "staff-password-refused", why: "wrong" },
        { type: "sign-on-locked" },
      );
  }
}

function mediumOutcomeOf(effect: EffectOf<"draw-challenge" | "check-card" | "check-otp">, pick: number): Event | null {
  const one = (...events: readonly Event[]): Event | null => events[pick % events.length] ?? null;
  switch (effect.type) {
    case "draw-challenge":
      return one(
        { type: "challenge-drawn", cells: [8, 30] },
        { type: "medium-locked" },
        { type: "medium-unavailable" },
      );
    case "check-card":
      return one({ type: "card-verified" }, { type: "card-refused", left: 1 }, { type: "medium-locked" });
    case "check-otp":
      return one({ type: "otp-verified" }, { type: "otp-refused", left: 1, why: "spent" }, { type: "medium-locked" });
  }
}

/** What the building may answer to an effect; `pick` chooses among the outcomes. */
function outcomesOf(effect: Effect, pick: number): Event | null {
  const one = (...events: readonly (Event | null)[]): Event | null => events[pick % events.length] ?? null;
  switch (effect.type) {
    case "open-desk":
    case "close-desk":
    case "record":
    case "make-key-pair":
    case "close-ceremony":
      return null;
    case "sign-on":
      return one(
        { type: "signed-on", member: teller },
        ...supervisors.map((member) => ({ type: "signed-on", member }) as const),
        { type: "sign-on-refused", left: 3 },
        { type: "sign-on-locked" },
      );
    case "begin-ceremony":
      return { type: "ceremony-began", ceremony: "c", service: effect.service };
    case "find-customer":
    case "search-customers":
      return one(
        { type: "customers-found", customers: [found(36)] },
        { type: "customers-found", customers: [found(15), found(9)] },
        { type: "customers-found", customers: [] },
        { type: "bank-unreachable" },
      );
    case "record-document":
    case "refuse-document":
    case "open-file":
    case "resynchronise":
    case "find-stock":
    case "bind-medium":
    case "lose-medium":
    case "ask-request":
    case "check-approver":
    case "decide-request":
    case "list-requests":
    case "list-colleagues":
    case "change-staff-password":
      return staffOutcomeOf(effect, pick);
    case "check-account": {
      const medium = media[pick % media.length] ?? null;
      const phones = pick % 5 === 4 ? [] : pick % 5 === 3 ? ["010-****-0001", "010-****-0002"] : ["010-****-0001"];
      return one(
        { type: "identified", customer: customer(medium, phones), replaces: [] },
        { type: "identified", customer: customer(medium, phones), replaces: [] },
        { type: "identified", customer: customer(medium, phones), replaces: [] },
        { type: "not-identified", left: 2 },
        { type: "bank-unreachable" },
        { type: "account-locked" },
        { type: "counter-needed" },
      );
    }
    case "start-call":
      return one({ type: "call-started", code: "42" }, { type: "phone-locked" });
    case "send-code":
      return one(
        { type: "code-sent" },
        { type: "phone-refused", why: "unreachable", left: null },
        { type: "phone-locked" },
      );
    case "finish-call":
    case "check-code":
      return one(
        { type: "phone-verified" },
        { type: "phone-verified" },
        { type: "phone-refused", why: "wrong", left: 2 },
        { type: "phone-refused", why: "void", left: null },
        { type: "phone-locked" },
      );
    case "draw-challenge":
    case "check-card":
    case "check-otp":
      return mediumOutcomeOf(effect, pick);
    case "check-drive":
      return one({ type: "drive-accepted" }, { type: "drive-refused", fault: { type: "drive-read-only" } });
    case "judge-password":
      return one({ type: "password-accepted" }, { type: "password-refused", rule: "run" });
    case "compare-passwords":
      return one({ type: "passwords-match" }, { type: "passwords-differ" });
    case "charge":
      return one({ type: "fee-charged" }, { type: "fee-refused", why: "too-little" }, { type: "fee-undone" });
    case "prepare":
      return one({ type: "certificate-prepared" }, { type: "certificate-refused", why: "serial-zero" });
    case "sign":
      return { type: "certificate-signed" };
    case "write":
      return one({ type: "certificate-written" }, { type: "write-failed", trouble: { type: "drive-removed" } });
    case "prove":
      return one(
        { type: "medium-proven", how: "direct" },
        { type: "write-failed", trouble: { type: "pair-mismatch" } },
      );
    case "complete":
      return { type: "certificate-issued", serial: "01", folder: "NPKI", notAfter: new Date(0), seq: 9, head: "ab" };
    case "release":
      return { type: "drive-released", result: pick % 2 === 0 ? "released" : "still-mounted" };
  }
}

const writtenAt: Readonly<Partial<Record<State["step"]["at"], string>>> = {
  "document-date": "20200511",
  "new-phone": "01012345678",
};

/** What somebody who wants to come to the end does at a page. */
function helpful({ step, overlay, drives }: State, pick: number): Event {
  if (overlay) return { type: "pressed", key: overlay.at === "menu" ? "clear" : "1" };
  if (step.at === "out-of-service") return { type: "opened", house, desk: null };
  if ((step.at === "drive" || step.at === "write-trouble") && drives.length === 0)
    return { type: "drives-changed", drives: [drive("usb0")] };
  const field = fieldOf(step);
  // At the services: now the first, now another one.
  if (step.at === "services") return { type: "pressed", key: services[pick % services.length]?.key ?? "1" };
  if (step.at === "papers" && step.ticked.length < papersOf(step.capacity).length)
    return { type: "pressed", key: String(step.ticked.length + 1) as Key };
  if (choosing.includes(step.at)) return { type: "pressed", key: String(1 + (pick % 6)) as Key };
  if (field === null) return { type: "pressed", key: pick % 3 === 0 ? "1" : "enter" };
  if (field.type === "secret")
    return "typed" in step && step.typed.length > 0
      ? { type: "pressed", key: "enter" }
      : { type: "secret-typed", length: field.maximum, half: false };
  const written = writtenAt[step.at] ?? "1".repeat(Math.max(field.minimum, 1));
  const next = written[writtenIn(step).length];
  if (next === undefined) return { type: "pressed", key: "enter" };
  return field.type === "text" ? { type: "wrote", character: next } : { type: "pressed", key: next as Key };
}

/** Pages on which Enter alone leads nowhere, or away. */
const choosing: readonly State["step"]["at"][] = [
  "customer-list",
  "capacity",
  "document-kind",
  "attestation",
  "document-refused",
  "customer-file",
  "medium-lost",
  "medium-binding",
  "phone-place",
  "certificate-choice",
  "request-route",
  "decision",
  "requests",
  "colleagues",
];

type Walk = { state: State; signed: number; completed: number; closed: number };

/** A desk with its effects answered at once, as `session` would. */
function walk(
  steps: readonly (readonly [Event | "helpful", number])[],
  desk: "kiosk" | "teller",
  seen: Set<string>,
): Walk {
  const done: Walk = { state: atTheDoor, signed: 0, completed: 0, closed: 0 };
  const happen = (event: Event, pick: number, depth = 0): void => {
    const before = done.state;
    const { state, effects } = advance(before, event);
    done.state = state;
    seen.add(state.step.at);
    if (before.step.at !== "ended" && state.step.at === "ended")
      assert.ok(
        effects.some(({ type }) => type === "close-ceremony"),
        `no close after ${before.step.at}`,
      );
    for (const effect of effects) {
      if (effect.type === "sign") done.signed++;
      if (effect.type === "complete") done.completed++;
      if (effect.type === "close-ceremony") done.closed++;
      // The asker of what is approved at this desk is whoever is signed on, in this test the teller.
      if (effect.type === "decide-request") {
        assert.notEqual(effect.by, effect.request.askedBy.number, "whoever asked decides");
        assert.ok(
          supervisors.some(({ number }) => number === effect.by),
          "no supervisor decides",
        );
      }
      const outcome = depth < 30 ? outcomesOf(effect, pick >> (2 * depth)) : null;
      if (outcome) happen(outcome, pick, depth + 1);
    }
    const { at } = done.state.step;
    if (["ended", "done", "services", "desk-choice", "out-of-service"].includes(at))
      assert.deepEqual(heldSecrets(done.state.step), [], at);
    if (done.state.facts === null) assert.ok(!["issuing", "read-back", "write-trouble", "drive"].includes(at), at);
  };
  happen({ type: "opened", house, desk }, 0);
  for (const [event, pick] of steps) happen(event === "helpful" ? helpful(done.state, pick) : event, pick);
  return done;
}

/** Mostly towards the end, with presses of strangers, faults and refusals between. */
const step = fc.tuple(
  fc.oneof({ weight: 12, arbitrary: fc.constant("helpful" as const) }, { weight: 1, arbitrary: hand }),
  fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.nat(65_535) }),
);
const anything = fc.array(step, { minLength: 120, maxLength: 300, size: "max" });

test("no sequence of hands, devices and outcomes makes it throw, and every rest holds no secret", () => {
  const seen = new Set<string>();
  fc.assert(
    fc.property(anything, fc.constantFrom("kiosk", "teller"), (steps, desk) => {
      walk(steps, desk, seen);
    }),
    { numRuns: 4_000 },
  );
  for (const at of [
    "done",
    "ended",
    "write-trouble",
    "customer-list",
    "phone-number",
    "otp",
    "security-card",
    "turn-screen",
    "papers",
    "document-refused",
    "resynchronise",
    "medium-binding",
    "medium-lost",
    "new-phone",
    "certificate-choice",
    "request-route",
    "approver",
    "decision",
    "decision-reason",
    "requests",
    "colleagues",
    "own-password",
  ])
    assert.ok(seen.has(at), `no walk came to ${at}`);
});

test("a secret field is never open while an effect is under way", () => {
  fc.assert(
    fc.property(anything, (steps) => {
      const { state } = walk(steps, "kiosk", new Set());
      if ("waiting" in state.step && state.step.waiting) assert.equal(fieldOf(state.step), null);
    }),
    { numRuns: 500 },
  );
});
