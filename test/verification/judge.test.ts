// A guess is counted, spent and journaled in one transaction, before its answer.

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Fact } from "../../src/audit/entry.ts";
import { JournalUnwritable } from "../../src/audit/journal.ts";
import { defaultLimits } from "../../src/verification/attempts.ts";
import { type Judged, judge } from "../../src/verification/judge.ts";
import { MemoryBranch, PowerCut } from "./in-memory.ts";

const target = { kind: "staff", id: "100001" } as const;
const number = "100001";

function guess(right: boolean, spend: () => void = () => {}): Judged {
  return {
    target,
    right,
    spend,
    verified: { event: "staff-signed-on", number },
    refused: (left) => ({ event: "staff-refused", number, left }),
    locked: { event: "staff-locked", number },
  };
}

const events = (facts: readonly Fact[]): readonly string[] => facts.map(({ event }) => event);

describe("judging a guess", () => {
  it("counts down, locks at the limit, and then refuses the right answer too", () => {
    const branch = new MemoryBranch({ ...defaultLimits, staff: 3 });
    const answers = [false, false, false, true].map((right) => judge(branch.verifying, guess(right)));
    assert.deepEqual(answers, [
      { type: "wrong", left: 2 },
      { type: "wrong", left: 1 },
      { type: "locked" },
      { type: "locked" },
    ]);
    assert.deepEqual(branch.facts, [
      { event: "staff-refused", number, left: 2 },
      { event: "staff-refused", number, left: 1 },
      { event: "staff-refused", number, left: 0 },
      { event: "staff-locked", number },
      { event: "staff-locked", number },
    ]);
  });

  it("gives all tries back after a right answer", () => {
    const branch = new MemoryBranch();
    for (const right of [false, false, true, false]) judge(branch.verifying, guess(right));
    assert.equal(branch.verifying.attempts.failures(target), 1);
    assert.deepEqual(events(branch.facts), ["staff-refused", "staff-refused", "staff-signed-on", "staff-refused"]);
  });

  it("spends only what was right and not locked", () => {
    const branch = new MemoryBranch({ ...defaultLimits, staff: 1 });
    let spent = 0;
    const spend = (): void => void spent++;
    for (const right of [true, false, true]) judge(branch.verifying, guess(right, spend));
    assert.equal(spent, 1);
  });

  it("gives no answer when the journal cannot be written, and nothing is spent or counted", () => {
    const branch = new MemoryBranch();
    branch.trouble = "journal-unwritable";
    for (const right of [true, false]) assert.throws(() => judge(branch.verifying, guess(right)), JournalUnwritable);
    assert.equal(branch.verifying.attempts.failures(target), 0);
    assert.deepEqual(branch.facts, []);
  });

  it("gives no answer before the count is on the disk", () => {
    const branch = new MemoryBranch();
    branch.trouble = "power-cut";
    for (const right of [true, false]) assert.throws(() => judge(branch.verifying, guess(right)), PowerCut);
    assert.deepEqual(branch.facts, []);
  });
});
