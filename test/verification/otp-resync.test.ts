// Two consecutive codes, and nothing less, find a token again; both are spent, and failures count.

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { Secret } from "../../src/secret.ts";
import { checkOtp, hotp, stepAt } from "../../src/verification/otp.ts";
import { type ResyncOutcome, resynchronise } from "../../src/verification/otp-resync.ts";
import { type IssuedToken, MemoryBranch, PowerCut } from "./in-memory.ts";

const start = new Date("2026-11-23T09:00:10+09:00");
const now = stepAt(start, 60);
const serial = "0110000777";

const clock: IssuedToken = {
  serial,
  state: "bound",
  kind: "otp-token",
  algorithm: "sha256",
  digits: 6,
  periodSeconds: 60,
  driftSteps: 0,
  notAfter: null,
  lastStep: now - 1000,
  seed: Buffer.from("seed of 32 bytes for resync tests"),
};
const counter: IssuedToken = { ...clock, periodSeconds: null, lastStep: 41 };

function branchWith(token: IssuedToken): MemoryBranch {
  const branch = new MemoryBranch();
  branch.issue(token);
  return branch;
}

const codeAt = (step: number): Secret => Secret.fromText(hotp(clock.seed, step, 6, "sha256").toString());

function resync(branch: MemoryBranch, first: number, second = first + 1): ResyncOutcome {
  return resynchronise(branch.verifying, serial, codeAt(first), codeAt(second), start);
}

describe("resynchronisation of a clock", () => {
  for (const off of [-200, -57, -1, 0, 3, 199])
    it(`finds a token that is ${off} steps off, learns it, and takes the next code`, () => {
      const branch = branchWith(clock);
      assert.deepEqual(resync(branch, now + off), { type: "otp-resynchronised" });
      const drift = off + 1;
      assert.deepEqual(branch.facts, [{ event: "otp-resynchronised", serial, step: now + drift, drift }]);
      const later = new Date(start.getTime() + 60_000);
      assert.equal(checkOtp(branch.verifying, serial, codeAt(now + drift + 1), later).type, "otp-verified");
    });

  it("goes no further than 200 steps, from where the token was last", () => {
    for (const off of [-202, 202]) assert.equal(resync(branchWith(clock), now + off).type, "otp-resync-refused");
    assert.equal(resync(branchWith({ ...clock, driftSteps: 150 }), now + 340).type, "otp-resynchronised");
  });

  it("spends both codes", () => {
    const branch = branchWith(clock);
    resync(branch, now);
    assert.deepEqual(resync(branch, now), { type: "otp-resync-refused", left: 9 });
    for (const step of [now, now + 1])
      assert.equal(checkOtp(branch.verifying, serial, codeAt(step), start).type, "otp-refused", `step ${step}`);
  });

  it("takes no code that was spent before, as first or second", () => {
    for (const first of [now - 1, now]) {
      const branch = branchWith({ ...clock, lastStep: now });
      assert.deepEqual(resync(branch, first), { type: "otp-resync-refused", left: 9 });
    }
    assert.equal(resync(branchWith({ ...clock, lastStep: now }), now + 1).type, "otp-resynchronised");
  });
});

describe("resynchronisation of a counter", () => {
  it("finds a token that was pressed a thousand times, and goes no further or back", () => {
    assert.deepEqual(resync(branchWith(counter), 42 + 998), { type: "otp-resynchronised" });
    for (const first of [42 + 1001, 41, 40])
      assert.equal(resync(branchWith(counter), first).type, "otp-resync-refused", `counter ${first}`);
  });

  it("goes on behind the second code", () => {
    const branch = branchWith(counter);
    resync(branch, 500);
    assert.equal(branch.verifying.registry.otpToken(serial)?.lastStep, 501);
    assert.equal(checkOtp(branch.verifying, serial, codeAt(502), start).type, "otp-verified");
  });
});

describe("resynchronisation", () => {
  it("wants two truly consecutive codes in their order", () => {
    const near = fc.integer({ min: -190, max: 190 });
    fc.assert(
      fc.property(near, near, (one, other) => {
        const outcome = resync(branchWith(clock), now + one, now + other);
        assert.equal(outcome.type, other === one + 1 ? "otp-resynchronised" : "otp-resync-refused");
      }),
      { numRuns: 200 },
    );
  });

  it("learns and spends nothing from a failure, which counts with wrong codes", () => {
    const branch = branchWith(clock);
    checkOtp(branch.verifying, serial, codeAt(now + 9), start);
    assert.deepEqual(resync(branch, now, now + 2), { type: "otp-resync-refused", left: 8 });
    assert.deepEqual(branch.lastFact, { event: "otp-resync-refused", serial, left: 8 });
    const { driftSteps, lastStep } = branch.verifying.registry.otpToken(serial) ?? {};
    assert.deepEqual({ driftSteps, lastStep }, { driftSteps: 0, lastStep: clock.lastStep });
  });

  it("locks at the tenth failure, and opens no lock", () => {
    const branch = branchWith(clock);
    const answers = Array.from({ length: 10 }, () => resync(branch, now, now));
    assert.deepEqual(answers.at(-2), { type: "otp-resync-refused", left: 1 });
    assert.deepEqual(answers.at(-1), { type: "medium-locked" });
    assert.deepEqual(resync(branch, now), { type: "medium-locked" });
    assert.equal(branch.verifying.registry.otpToken(serial)?.lastStep, clock.lastStep);
  });

  it("has no answer for a token that is nobody's", () => {
    assert.deepEqual(resync(branchWith({ ...clock, state: "lost" }), now), { type: "medium-unavailable" });
    assert.deepEqual(resync(new MemoryBranch(), now), { type: "medium-unavailable" });
  });

  it("refuses what are no codes, and answers when the clock says 1970", () => {
    for (const text of ["", "12345", "1234567", "abcdef"]) {
      const [first, second] = [Secret.fromText(text), Secret.fromText(text)];
      const outcome = resynchronise(branchWith(clock).verifying, serial, first, second, new Date(5_000));
      assert.deepEqual(outcome, { type: "otp-resync-refused", left: 9 });
    }
  });

  it("gives no answer before both codes are spent on the disk", () => {
    const branch = branchWith(clock);
    branch.trouble = "power-cut";
    assert.throws(() => resync(branch, now), PowerCut);
    branch.trouble = null;
    assert.deepEqual(resync(branch, now), { type: "otp-resynchronised" });
  });
});
