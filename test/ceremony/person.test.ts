// Who comes for a customer: nobody gets past the papers by going back.
import assert from "node:assert/strict";
import { test } from "node:test";
import { advance } from "../../src/ceremony/advance.ts";
import { atTheDoor, type Facts, type State } from "../../src/ceremony/state.ts";
import type { Key } from "../../src/input/key.ts";
import type { FoundCustomer } from "../../src/verification/customer-file.ts";
import type { CustomerId } from "../../src/verification/registry.ts";

const customer: FoundCustomer = {
  id: "hong" as CustomerId,
  name: "홍길동",
  language: "ko",
  residentNumber: "900101-1******",
  phones: [],
  medium: null,
  age: 36,
  foreigner: false,
};

const facts: Facts = {
  ceremony: "5d7a2c1e",
  service: "issue",
  day: new Date(0),
  stage: 1,
  product: null,
  chosenCustomer: customer,
  capacity: "self",
  customer: null,
  account: "",
  replaces: [],
  held: null,
  ticket: null,
  fee: 0,
  source: null,
  brought: null,
  holder: null,
  file: null,
  drive: null,
  counterfeits: [],
  token: null,
  passwordSet: false,
  signed: false,
};

/** Behind the three kinds of document that a citizen can have. */
const proxyKey = "4";

const atDocument: State = { ...atTheDoor, desk: "teller", facts, step: { at: "document-kind" } };

function pressed(state: State, ...keys: readonly Key[]): State {
  return keys.reduce((at, key) => advance(at, { type: "pressed", key }).state, state);
}

test("a proxy whose papers were seen comes as a proxy", () => {
  const seen = pressed(atDocument, proxyKey, "1", "2", "enter");
  assert.equal(seen.step.at, "document-kind");
  assert.equal(seen.facts?.capacity, "proxy");
});

test("going back from the papers asks again who came, and nobody is a proxy yet", () => {
  const papers = pressed(atDocument, proxyKey);
  assert.equal(papers.step.at, "papers");
  // The menu, and in it "back".
  const before = pressed(papers, "clear", "1");
  assert.equal(before.step.at, "document-kind");
  assert.equal(before.facts?.capacity, "self");
  assert.equal(pressed(before, proxyKey).step.at, "papers");
});

test("a foreigner is offered no resident card, and a boy of fifteen a passport alone", () => {
  const of = (changed: Partial<FoundCustomer>, key: Key): State =>
    pressed({ ...atDocument, facts: { ...facts, chosenCustomer: { ...customer, ...changed } } }, key);
  const kindAt = ({ step }: State) => (step.at === "document-authority" ? step.answers.kind : null);
  assert.equal(kindAt(of({}, "1")), "resident-card");
  assert.equal(kindAt(of({ foreigner: true }, "1")), "driving-licence");
  assert.equal(kindAt(of({ foreigner: true }, "3")), "alien-card");
  assert.equal(kindAt(of({ age: 15 }, "1")), "passport");
});

test("the customer's document is held against his birth, a proxy's is not, and he may be of any nation", () => {
  const numberTyped = (capacity: Facts["capacity"]) => {
    const answers = { kind: "passport", authority: "외교부장관", issuedOn: "2020-01-02" } as const;
    const step = { at: "document-number", answers, text: "4567", waiting: false } as const;
    const { effects } = advance(
      { ...atDocument, facts: { ...facts, capacity }, step },
      { type: "pressed", key: "enter" },
    );
    return effects.map((effect) => (effect.type === "record-document" ? effect.holder : effect.type));
  };
  assert.deepEqual(numberTyped("self"), ["hong"]);
  assert.deepEqual(numberTyped("minor"), ["hong"]);
  assert.deepEqual(numberTyped("proxy"), [null]);
  assert.deepEqual(numberTyped("representative"), [null]);
  const proxy = pressed(atDocument, proxyKey, "1", "2", "enter", "4");
  assert.ok(proxy.step.at === "document-authority" && proxy.step.answers.kind === "alien-card");
});
