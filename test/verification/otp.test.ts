// One-time passwords against the vectors of both RFCs; a step is spent once, and the token's drift is learned.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { describe, it } from "node:test";
import { tokenSeed } from "../../hardware/rehearsal-fixture.ts";
import { Secret } from "../../src/secret.ts";
import { askOtp, checkOtp, hotp, type OtpOutcome, stepAt } from "../../src/verification/otp.ts";
import rfc4226 from "../vectors/rfc4226.json" with { type: "json" };
import rfc6238 from "../vectors/rfc6238.json" with { type: "json" };
import { MemoryBranch, PowerCut } from "./in-memory.ts";

const serial = "0110000042";
const start = new Date("2026-11-23T09:00:30+09:00");
const firstStep = stepAt(start, 60);
const later = (steps: number): Date => new Date(start.getTime() + steps * 60_000);
const codeOf = (step: number): string => hotp(tokenSeed(serial), step, 6).toString();

/** `offset`: whose step's code is typed, in steps from the start; `at`: when. */
function type(branch: MemoryBranch, offset: number, at = 0): OtpOutcome {
  return checkOtp(branch.verifying, serial, Secret.fromText(codeOf(firstStep + offset)), later(at));
}

describe("codes", () => {
  it("are those of RFC 4226, Appendix D", () => {
    const codes = rfc4226.codes.map((_, counter) => hotp(Buffer.from(rfc4226.seed), counter, 6).toString());
    assert.deepEqual(codes, rfc4226.codes);
  });

  for (const algorithm of ["sha1", "sha256", "sha512"] as const)
    it(`are those of RFC 6238, Appendix B, with ${algorithm}, and their last six digits`, () => {
      const seed = Buffer.from(rfc6238.seeds[algorithm]);
      for (const vector of rfc6238.codes) {
        const step = stepAt(new Date(vector.seconds * 1000), rfc6238.periodSeconds);
        assert.equal(step, Number.parseInt(vector.step, 16));
        assert.equal(hotp(seed, step, 8, algorithm).toString(), vector[algorithm]);
        assert.equal(hotp(seed, step, 6, algorithm).toString(), vector[algorithm].slice(2));
      }
    });

  it("belong to a step from its first millisecond to its last", () => {
    assert.equal(stepAt(new Date(59_999), 60), 0);
    assert.equal(stepAt(new Date(60_000), 60), 1);
    assert.equal(stepAt(new Date(60_000), 30), 2);
  });
});

/** Debian: oathtool. In CI, which installs it, its lack is a failure. */
const inCi = process.env.CI !== undefined && process.getuid?.() === 0;
const oathtoolMissing = !inCi && spawnSync("oathtool", ["--version"]).status !== 0 ? "needs oathtool" : false;

function oathtool(...words: readonly string[]): string {
  const ran = spawnSync("oathtool", words, { encoding: "utf8" });
  assert.equal(ran.status, 0, ran.stderr ?? String(ran.error));
  return ran.stdout.trim();
}

describe("codes, by oathtool", { skip: oathtoolMissing }, () => {
  for (const algorithm of ["sha1", "sha256", "sha512"] as const)
    for (const period of [30, 60])
      for (const digits of [6, 8])
        it(`are the same with ${algorithm}, ${period} seconds and ${digits} digits, from 1970 to 2100`, () => {
          for (let at = 0; at < 8; at++) {
            const seconds = Math.floor((at / 8) * 4_102_444_800) + at * 13;
            const seed = randomBytes(20 + at * 6);
            const step = stepAt(new Date(seconds * 1000), period);
            const mode = [`--totp=${algorithm}`, `--digits=${digits}`, `--time-step-size=${period}s`];
            const code = oathtool(...mode, `--now=@${seconds}`, seed.toString("hex"));
            assert.equal(hotp(seed, step, digits, algorithm).toString(), code, `second ${seconds}`);
          }
        });

  for (const digits of [6, 8])
    it(`are the same for counters and ${digits} digits`, () => {
      for (const counter of [0, 1, 255, 256, 65_535, 2 ** 31, 2 ** 32 + 1, 2 ** 40]) {
        const seed = randomBytes(16 + (counter % 49));
        const code = oathtool("--hotp", `--counter=${counter}`, `--digits=${digits}`, seed.toString("hex"));
        assert.equal(hotp(seed, counter, digits).toString(), code, `counter ${counter}`);
      }
    });
});

describe("an OTP check", () => {
  for (const offset of [-1, 0, 1])
    it(`takes the code of step ${offset} and journals step and drift`, () => {
      const branch = new MemoryBranch();
      assert.deepEqual(type(branch, offset), { type: "otp-verified" });
      const fact = { event: "otp-verified", serial, step: firstStep + offset, drift: offset };
      assert.deepEqual(branch.facts, [fact]);
    });

  for (const offset of [-3, -2, 2, 3])
    it(`refuses the code of step ${offset}`, () => {
      assert.deepEqual(type(new MemoryBranch(), offset), { type: "otp-refused", left: 9, why: "wrong" });
    });

  it("spends a code: the same one is refused as spent, and counts as a failure", () => {
    const branch = new MemoryBranch();
    type(branch, 0);
    const spent = { type: "otp-refused", left: 9, why: "spent" };
    assert.deepEqual(type(branch, 0), spent);
    assert.deepEqual(branch.lastFact, { event: "otp-refused", serial, left: 9, why: "spent" });
    assert.deepEqual(type(branch, 1, 1), { type: "otp-verified" });
  });

  it("spends every earlier step with a code, also when the clock is set back", () => {
    const branch = new MemoryBranch();
    type(branch, 1);
    assert.deepEqual(type(branch, 0), { type: "otp-refused", left: 9, why: "spent" });
    assert.deepEqual(type(branch, -1, -2), { type: "otp-refused", left: 8, why: "spent" });
    assert.deepEqual(type(branch, 2, 1), { type: "otp-verified" });
  });

  it("learns the drift of a token one step at a time", () => {
    const branch = new MemoryBranch();
    for (const drift of [1, 2, 3, 4])
      assert.deepEqual(type(branch, drift * 2 + drift, drift * 2), { type: "otp-verified" }, `drift ${drift}`);
    assert.equal(branch.verifying.registry.otpToken(serial)?.driftSteps, 4);
    // The token's own clock is four steps ahead now: the branch's own step is outside the window.
    assert.deepEqual(type(branch, 20, 20), { type: "otp-refused", left: 9, why: "wrong" });
  });

  it("learns nothing from a wrong code", () => {
    const branch = new MemoryBranch();
    type(branch, 2);
    assert.equal(branch.verifying.registry.otpToken(serial)?.driftSteps, 0);
  });

  it("locks the token at the tenth failure, and then refuses the right code with the same work", () => {
    const branch = new MemoryBranch();
    const answers = Array.from({ length: 10 }, () => type(branch, 5));
    assert.deepEqual(answers.at(-2), { type: "otp-refused", left: 1, why: "wrong" });
    assert.deepEqual(answers.at(-1), { type: "medium-locked" });
    branch.comparisons = 0;
    assert.deepEqual(type(branch, 0), { type: "medium-locked" });
    assert.equal(branch.comparisons, 3);
    assert.deepEqual(branch.lastFact, { event: "otp-locked", serial });
    assert.equal(branch.verifying.registry.otpToken(serial)?.lastStep, -1);
  });

  it("looks at all three codes whatever matched", () => {
    for (const offset of [-1, 0, 1, 5]) {
      const branch = new MemoryBranch();
      type(branch, offset);
      assert.equal(branch.comparisons, 3, `step ${offset}`);
    }
  });

  it("refuses what is no code of this token's length", () => {
    const branch = new MemoryBranch();
    for (const text of ["", codeOf(firstStep).slice(1), `${codeOf(firstStep)}0`, "abcdef"])
      assert.equal(checkOtp(branch.verifying, serial, Secret.fromText(text), start).type, "otp-refused", text);
  });

  it("counts per token, and has no answer for an unknown one", () => {
    const branch = new MemoryBranch();
    type(branch, 5);
    const outcome = checkOtp(branch.verifying, "0110000043", Secret.fromText("000000"), start);
    assert.deepEqual(outcome, { type: "otp-refused", left: 9, why: "wrong" });
    const unknown = checkOtp(branch.verifying, "0110099999", Secret.fromText("000000"), start);
    assert.deepEqual(unknown, { type: "medium-unavailable" });
  });

  it("answers when a dead battery has set the clock to 1970", () => {
    const outcome = checkOtp(new MemoryBranch().verifying, serial, Secret.fromText("none"), new Date(5_000));
    assert.deepEqual(outcome, { type: "otp-refused", left: 9, why: "wrong" });
  });

  it("gives no answer before the step is spent on the disk", () => {
    const branch = new MemoryBranch();
    branch.trouble = "power-cut";
    assert.throws(() => type(branch, 0), PowerCut);
    branch.trouble = null;
    assert.deepEqual(type(branch, 0), { type: "otp-verified" });
  });
});

describe("a code", () => {
  it("is not asked for where the token is locked or nobody's", () => {
    const branch = new MemoryBranch();
    assert.deepEqual(askOtp(branch.verifying, serial, start), { type: "otp-asked" });
    assert.deepEqual(branch.facts, []);
    for (let time = 0; time < 10; time++) type(branch, 5);
    assert.deepEqual(askOtp(branch.verifying, serial, start), { type: "medium-locked" });
    assert.deepEqual(branch.lastFact, { event: "otp-locked", serial });
    assert.deepEqual(askOtp(branch.verifying, "0110099999", start), { type: "medium-unavailable" });
  });
});
