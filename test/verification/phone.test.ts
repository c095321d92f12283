// The phone on file: two digits keyed into a call, or a code of six in a message, each with its end.

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { type SimulatedPhone, simulatedPhone } from "../../hardware/phone/simulated-phone.ts";
import { type RehearsalClock, rehearsalClock } from "../../hardware/rehearsal/clock.ts";
import { Secret } from "../../src/secret.ts";
import { isMobile, maskPhone } from "../../src/verification/masked.ts";
import { PhoneCheck, type PhoneOutcome } from "../../src/verification/phone.ts";
import { idOf, MemoryBranch } from "./in-memory.ts";

const hong = idOf("hong");
const phone = "010-****-5678";

class Counter {
  readonly branch = new MemoryBranch();
  readonly clock: RehearsalClock = rehearsalClock(new Date("2026-11-23T09:00:00+09:00"), settled);
  readonly gateway: SimulatedPhone = simulatedPhone(this.clock);
  readonly check: PhoneCheck;
  readonly hangUp = new AbortController();
  #draws = 0;

  /** Codes are drawn from `codes` in turn. */
  constructor(...codes: readonly number[]) {
    const random = (low: number): number => codes[this.#draws++ % codes.length] ?? low;
    this.check = new PhoneCheck({ gateway: this.gateway, clock: this.clock, random });
  }

  send(): ReturnType<PhoneCheck["sendCode"]> {
    return this.check.sendCode(this.branch.verifying, hong, 0, this.hangUp.signal);
  }

  type(code: string): PhoneOutcome {
    return this.check.checkCode(this.branch.verifying, Secret.fromText(code));
  }

  async call(): Promise<PhoneOutcome> {
    const started = this.check.startCall(this.branch.verifying, hong, 0);
    if (started.type === "phone-locked") return started;
    const finished = this.check.finishCall(this.branch.verifying, this.hangUp.signal);
    await this.clock.elapse(60_000);
    return finished;
  }
}

const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe("a call", () => {
  it("shows two digits and is verified when they are keyed", async () => {
    const { branch, check, clock, hangUp } = new Counter(37);
    assert.deepEqual(check.startCall(branch.verifying, hong, 0), { type: "call-started", code: "37" });
    const finished = check.finishCall(branch.verifying, hangUp.signal);
    await clock.elapse(3_000);
    assert.deepEqual(await finished, { type: "phone-verified" });
    assert.deepEqual(branch.facts, [
      { event: "phone-challenged", method: "ars", phone },
      { event: "phone-verified", method: "ars", phone },
    ]);
  });

  it("draws the digits from 10 to 99", () => {
    const { branch, clock, gateway } = new Counter();
    const asked: (readonly [number, number])[] = [];
    const random = (low: number, high: number): number => {
      asked.push([low, high]);
      return high - 1;
    };
    const check = new PhoneCheck({ gateway, clock, random });
    assert.deepEqual(check.startCall(branch.verifying, hong, 0), { type: "call-started", code: "99" });
    assert.deepEqual(asked, [[10, 100]]);
  });

  it("is counted when the wrong digits are keyed, to its lock", async () => {
    const counter = new Counter(37);
    counter.gateway.behave("wrong");
    for (const left of [4, 3, 2, 1])
      assert.deepEqual(await counter.call(), { type: "phone-refused", why: "wrong", left });
    assert.deepEqual(await counter.call(), { type: "phone-locked" });
    counter.gateway.behave("answers");
    assert.deepEqual(await counter.call(), { type: "phone-locked" });
    const last = { event: "phone-refused", method: "ars", phone, why: "locked", left: 0 };
    assert.deepEqual(counter.branch.lastFact, last);
  });

  for (const why of ["silent", "busy", "unreachable"] as const)
    it(`that is ${why} is journaled and not counted`, async () => {
      const counter = new Counter(37);
      counter.gateway.behave(why);
      assert.deepEqual(await counter.call(), { type: "phone-refused", why, left: null });
      assert.deepEqual(counter.branch.lastFact, { event: "phone-refused", method: "ars", phone, why, left: null });
      assert.equal(counter.branch.verifying.attempts.failures({ kind: "phone", id: hong }), 0);
    });

  it("that the counter hangs up ends without an answer", async () => {
    const { branch, check, clock, hangUp } = new Counter(37);
    check.startCall(branch.verifying, hong, 0);
    const finished = check.finishCall(branch.verifying, hangUp.signal);
    await clock.elapse(1_000);
    hangUp.abort();
    assert.deepEqual(await finished, { type: "phone-refused", why: "silent", left: null });
  });

  it("is answered once: there is nothing to finish before it began or after it ended", async () => {
    const counter = new Counter(37);
    const nothing = { type: "phone-refused", why: "void", left: null };
    assert.deepEqual(await counter.check.finishCall(counter.branch.verifying, counter.hangUp.signal), nothing);
    await counter.call();
    assert.deepEqual(await counter.check.finishCall(counter.branch.verifying, counter.hangUp.signal), nothing);
  });
});

describe("a message", () => {
  it("holds six digits, leading zeros too, and is verified by them once", async () => {
    const counter = new Counter(1_234);
    assert.deepEqual(await counter.send(), { type: "code-sent" });
    assert.equal(counter.gateway.lastCode(), "001234");
    assert.deepEqual(counter.type("001234"), { type: "phone-verified" });
    assert.deepEqual(counter.type("001234"), { type: "phone-refused", why: "void", left: null });
    assert.deepEqual(counter.branch.facts.slice(0, 2), [
      { event: "phone-challenged", method: "sms", phone },
      { event: "phone-verified", method: "sms", phone },
    ]);
  });

  it("is valid for three minutes of the building's clock and not a millisecond longer", async () => {
    const counter = new Counter(111_111);
    await counter.send();
    await counter.clock.elapse(180_000);
    assert.deepEqual(counter.type("111111"), { type: "phone-verified" });
    await counter.send();
    await counter.clock.elapse(180_001);
    assert.deepEqual(counter.type("111111"), { type: "phone-refused", why: "expired", left: null });
    assert.deepEqual(counter.type("111111"), { type: "phone-refused", why: "void", left: null });
  });

  it("is void after three wrong tries, and then even its code is refused", async () => {
    const counter = new Counter(111_111);
    await counter.send();
    assert.deepEqual(counter.type("000000"), { type: "phone-refused", why: "wrong", left: 4 });
    assert.deepEqual(counter.type(""), { type: "phone-refused", why: "wrong", left: 3 });
    assert.deepEqual(counter.type("1111110"), { type: "phone-refused", why: "void", left: 2 });
    assert.deepEqual(counter.type("111111"), { type: "phone-refused", why: "void", left: null });
  });

  it("makes the one before it void and gives no tries back", async () => {
    const counter = new Counter(111_111, 222_222);
    await counter.send();
    for (let i = 0; i < 3; i++) counter.type("000000");
    await counter.send();
    assert.deepEqual(counter.type("111111"), { type: "phone-refused", why: "wrong", left: 1 });
    assert.deepEqual(counter.type("000000"), { type: "phone-locked" });
    assert.deepEqual(counter.type("222222"), { type: "phone-locked" });
    assert.deepEqual(await counter.send(), { type: "phone-locked" });
    assert.equal(counter.gateway.lastCode(), "222222");
  });

  it("shares its count with calls", async () => {
    const counter = new Counter(37);
    counter.gateway.behave("wrong");
    await counter.call();
    await counter.send();
    assert.deepEqual(counter.type("000000"), { type: "phone-refused", why: "wrong", left: 3 });
  });

  it("that could not be sent is journaled and not counted", async () => {
    const counter = new Counter(111_111);
    counter.gateway.behave("unreachable");
    assert.deepEqual(await counter.send(), { type: "phone-refused", why: "unreachable", left: null });
    assert.equal(counter.branch.verifying.attempts.failures({ kind: "phone", id: hong }), 0);
    assert.deepEqual(counter.type("111111"), { type: "phone-refused", why: "void", left: null });
  });
});

describe("a phone number", () => {
  it("goes to the gateway from the registry, and to nobody else", async () => {
    const counter = new Counter(111_111);
    await counter.send();
    counter.type("000000");
    counter.type("111111");
    await counter.call();
    const journal = JSON.stringify(counter.branch.facts);
    assert.ok(!journal.includes("01012345678") && !journal.includes("1234"), journal);
    assert.ok(!journal.includes("111111"), journal);
  });

  for (const [digits, masked, mobile] of [
    ["01012345678", phone, true],
    ["0111234567", "011-****-4567", true],
    ["0191234567", "019-****-4567", true],
    ["021234567", "02-****-4567", false],
    ["0212345678", "02-****-5678", false],
    ["0311234567", "031-****-4567", false],
    ["07012345678", "070-****-5678", false],
    ["0121234567", "012-****-4567", false],
  ] as const)
    it(`is masked but for its area code and last four digits: ${masked}`, () => {
      assert.equal(maskPhone(digits), masked);
      assert.deepEqual([isMobile(digits), isMobile(masked)], [mobile, mobile]);
    });
});
