// Whatever hands, devices and outcomes come in whatever order: the ceremony never throws, and every end forgets.
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { advance } from "../../src/ceremony/advance.ts";
import type { Event } from "../../src/ceremony/event.ts";
import { fieldOf, heldSecrets, writtenIn } from "../../src/ceremony/field.ts";
import { atTheDoor, type State } from "../../src/ceremony/state.ts";
import type { At } from "../../src/ceremony/step.ts";
import type { Key } from "../../src/input/key.ts";
import { papersOf } from "../../src/verification/capacity.ts";

import { outcomesOf } from "./answers.ts";
import { drive, house, securityToken, supervisors } from "./people.ts";

const key = fc.constantFrom<Key>("0", "1", "2", "3", "4", "9", "enter", "clear", "cancel", "up", "down", "backspace");

const hand = fc.oneof(
  key.map((pressed): Event => ({ type: "pressed", key: pressed })),
  fc.nat(14).map((length): Event => ({ type: "secret-typed", length, half: length % 2 === 1 })),
  fc.constantFrom<Event>(
    { type: "wrote", character: "홍" },
    { type: "language-toggled" },
    { type: "card-toggled" },
    { type: "hangul-typed" },
    { type: "field-short" },
    { type: "day-began", at: new Date(0) },
    { type: "deadline-passed" },
    { type: "second-passed" },
    { type: "drives-changed", drives: [], released: [] },
    { type: "drives-changed", drives: [drive("usb0")], released: [] },
    { type: "drives-changed", drives: [drive("usb0"), drive("usb1")], released: [] },
    { type: "tokens-changed", tokens: [] },
    { type: "tokens-changed", tokens: [securityToken] },
    { type: "keypad-changed", keypad: "keypad", status: "offline" },
    { type: "out-of-service", why: "the disk is full", outage: "disk-full" },
  ),
);

const writtenAt: Readonly<Partial<Record<State["step"]["at"], string>>> = {
  "document-date": "20200511",
  "new-phone": "01012345678",
};

/** What somebody who wants to come to the end does at a page. */
function helpful({ step, overlay, drives }: State, pick: number, preferred: Key): Event {
  if (overlay) return { type: "pressed", key: overlay.at === "menu" ? "clear" : "1" };
  if (step.at === "out-of-service") return { type: "opened", house, desk: null };
  if ((step.at === "drive" || step.at === "write-trouble") && drives.length === 0)
    return { type: "drives-changed", drives: [drive("usb0")], released: [] };
  const field = fieldOf(step);
  if (step.at === "services")
    return { type: "pressed", key: step.page === "front" ? preferred : (String(1 + (pick % 7)) as Key) };
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
  "held",
  "revocation-act",
  "revocation",
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
  /** The service that is chosen. */
  preferred: Key = "1",
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
    if (["ended", "done", "deposited", "services", "desk-choice", "out-of-service"].includes(at))
      assert.deepEqual(heldSecrets(done.state.step, null), [], at);
    if (done.state.facts === null)
      assert.ok(!["issuing", "read-back", "write-trouble", "drive", "pin", "depositing"].includes(at), at);
  };
  happen({ type: "opened", house, desk }, 0);
  for (const [event, pick] of steps) happen(event === "helpful" ? helpful(done.state, pick, preferred) : event, pick);
  return done;
}

/** Mostly towards the end, with presses of strangers, faults and refusals between. */
const step = fc.tuple(
  fc.oneof({ weight: 12, arbitrary: fc.constant("helpful" as const) }, { weight: 1, arbitrary: hand }),
  fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.nat(65_535) }),
);
/** The issue of a certificate is the longest way. */
const service = fc.constantFrom<Key>("1", "1", "1", "2", "3", "4", "5", "6", "7");

const anything = fc.array(step, { minLength: 120, maxLength: 300, size: "max" });

/** Far behind refusals or answers that hands seldom give by chance. */
const remote: readonly At[] = [
  "done",
  "ended",
  "write-trouble",
  "customer-list",
  "phone-number",
  "otp",
  "security-card",
  "turn-screen",
  "held",
  "revocation",
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
  "stick-certificates",
  "certificate-view",
  "kinds",
  "pin-again",
  "pin-proof",
  "deposited",
  "pin-change",
];

test("no sequence of hands, devices and outcomes makes it throw, and every rest holds no secret", () => {
  const seen = new Set<string>();
  const missing = () => remote.filter((at) => !seen.has(at));
  const walks = fc.property(anything, fc.constantFrom("kiosk", "teller"), service, (steps, desk, preferred) => {
    walk(steps, desk, seen, preferred);
  });
  fc.assert(walks, { numRuns: 4_000 });
  // Chance may leave out a page, and then goes on; it does not leave it out for ever.
  for (let more = 0; more < 20 && missing().length > 0; more++) fc.assert(walks, { numRuns: 2_000 });
  assert.deepEqual(missing(), [], "no walk came there");
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
