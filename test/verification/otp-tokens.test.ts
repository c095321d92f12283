// Tokens of every kind in somebody's hand: presses that are counted, clocks that run off, codes that are never taken twice.

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { Secret } from "../../src/secret.ts";
import { checkOtp, hotp, type OtpOutcome, stepAt } from "../../src/verification/otp.ts";
import rfc4226 from "../vectors/rfc4226.json" with { type: "json" };
import { type IssuedToken, MemoryBranch } from "./in-memory.ts";

const start = new Date("2026-11-23T09:00:10+09:00");

const counting: IssuedToken = {
  serial: "0330000001",
  state: "bound",
  kind: "otp-token",
  algorithm: "sha1",
  digits: 6,
  periodSeconds: null,
  driftSteps: 0,
  notAfter: null,
  lastStep: -1,
  seed: Buffer.from(rfc4226.seed),
};

function branchWith(token: IssuedToken): MemoryBranch {
  const branch = new MemoryBranch();
  branch.issue(token);
  return branch;
}

function codeOf({ seed, digits, algorithm }: IssuedToken, step: number): string {
  return hotp(seed, step, digits, algorithm).toString();
}

function press(branch: MemoryBranch, counter: number): OtpOutcome {
  return checkOtp(branch.verifying, counting.serial, Secret.fromText(rfc4226.codes[counter] ?? ""), start);
}

describe("a counter token", () => {
  it("shows the codes of RFC 4226, Appendix D, each taken once", () => {
    const branch = branchWith(counting);
    for (const counter of rfc4226.codes.keys()) {
      assert.deepEqual(press(branch, counter), { type: "otp-verified" }, `counter ${counter}`);
      assert.deepEqual(press(branch, counter), { type: "otp-refused", left: 9, why: "spent" }, `counter ${counter}`);
    }
    assert.equal(branch.verifying.registry.otpToken(counting.serial)?.driftSteps, 0);
  });

  it("was pressed nine times in a pocket, and never goes back", () => {
    const branch = branchWith(counting);
    assert.deepEqual(press(branch, 9), { type: "otp-verified" });
    assert.deepEqual(branch.lastFact, { event: "otp-verified", serial: counting.serial, step: 9, drift: 0 });
    for (const counter of [0, 5, 8]) assert.deepEqual(press(branch, counter).type, "otp-refused", `counter ${counter}`);
  });

  it("is looked for ten presses ahead and no further", () => {
    for (const [ahead, type] of [
      [10, "otp-verified"],
      [11, "otp-refused"],
    ] as const) {
      const token = { ...counting, lastStep: 41 };
      const code = Secret.fromText(codeOf(token, 41 + ahead));
      assert.equal(checkOtp(branchWith(token).verifying, token.serial, code, start).type, type, `${ahead} ahead`);
    }
  });

  it("costs the same work whatever is typed", () => {
    for (const counter of [0, 4, 9, 99]) {
      const branch = branchWith({ ...counting, lastStep: 2 });
      press(branch, counter);
      assert.equal(branch.comparisons, 11, `counter ${counter}`);
    }
  });
});

describe("a token that is nobody's", () => {
  for (const state of ["stock", "lost", "replaced"] as const)
    it(`has no answer to its own code when it is ${state}`, () => {
      const branch = branchWith({ ...counting, state });
      assert.deepEqual(press(branch, 0), { type: "medium-unavailable" });
      assert.deepEqual(branch.facts, [{ event: "medium-unavailable", serial: counting.serial, why: state }]);
      assert.equal(branch.verifying.attempts.failures({ kind: "otp", id: counting.serial }), 0);
    });
});

const tokens = fc.record({
  algorithm: fc.constantFrom("sha1", "sha256", "sha512"),
  digits: fc.constantFrom(6, 8),
  periodSeconds: fc.constantFrom(30, 60, null),
  seed: fc.uint8Array({ minLength: 16, maxLength: 64 }),
});

const visits = fc.array(
  fc.record({ seconds: fc.integer({ min: -90, max: 400 }), step: fc.integer({ min: -3, max: 12 }) }),
  { maxLength: 12 },
);

describe("any token", () => {
  it("has no code taken twice, nor one of an earlier step, and its drift follows what was taken", () => {
    fc.assert(
      fc.property(tokens, visits, ({ seed, ...kind }, path) => {
        const token: IssuedToken = { ...counting, ...kind, digits: kind.digits === 8 ? 8 : 6, seed: Buffer.from(seed) };
        const branch = branchWith(token);
        let now = start.getTime();
        let last = -1;
        for (const { seconds, step } of path) {
          now += seconds * 1000;
          const at = new Date(now);
          const period = token.periodSeconds;
          const shown = Math.max((period === null ? last : stepAt(at, period)) + step, 0);
          const outcome = checkOtp(branch.verifying, token.serial, Secret.fromText(codeOf(token, shown)), at);
          const stored = branch.verifying.registry.otpToken(token.serial);
          if (outcome.type === "otp-verified") {
            assert.ok((stored?.lastStep ?? -1) > last);
            if (period !== null) assert.equal(stored?.driftSteps, (stored?.lastStep ?? 0) - stepAt(at, period));
            last = stored?.lastStep ?? -1;
          } else assert.equal(stored?.lastStep, last);
        }
      }),
      { numRuns: 300 },
    );
  });
});
