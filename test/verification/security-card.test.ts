// Security cards: the same two cells until they are answered right, so that a thief cannot fish for those he knows.

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { cardCode } from "../../hardware/rehearsal-fixture.ts";
import { Secret } from "../../src/secret.ts";
import { type CardOutcome, checkCard, drawChallenge } from "../../src/verification/security-card.ts";
import { MemoryBranch, PowerCut } from "./in-memory.ts";

const serial = "710000012345";
const cells30 = 30;

/** Answers with these draws, one after the other. */
function dice(...draws: readonly number[]): (below: number) => number {
  const left = [...draws];
  return (below) => (left.shift() ?? 0) % below;
}

function answer(branch: MemoryBranch, end: string, first: string, second: string): CardOutcome {
  return checkCard(branch.verifying, serial, {
    serialDigits: Secret.fromText(end),
    first: Secret.fromText(first),
    second: Secret.fromText(second),
  });
}

function rightHalves([one, two]: readonly [number, number]): readonly [string, string] {
  return [cardCode(serial, one).slice(0, 2), cardCode(serial, two).slice(2)];
}

/** Two digits that differ in both places. */
function other(half: string): string {
  return [...half].map((digit) => String((Number(digit) + 1) % 10)).join("");
}

describe("a card's challenge", () => {
  it("names two different cells that the card has, each pair as likely as any", () => {
    const seen = new Map<string, number>();
    for (let one = 0; one < cells30; one++)
      for (let two = 0; two < cells30 - 1; two++) {
        const drawn = drawChallenge(new MemoryBranch().verifying, serial, dice(one, two));
        assert.equal(drawn.type, "challenge-drawn");
        const [first, second] = drawn.cells;
        assert.notEqual(first, second);
        assert.ok([first, second].every((cell) => Number.isInteger(cell) && cell >= 1 && cell <= cells30));
        seen.set(drawn.cells.join(), (seen.get(drawn.cells.join()) ?? 0) + 1);
      }
    assert.equal(seen.size, cells30 * (cells30 - 1));
    assert.deepEqual([...new Set(seen.values())], [1]);
  });

  it("is drawn from all cells, and then from all others", () => {
    const asked: number[] = [];
    const last = (below: number): number => {
      asked.push(below);
      return below - 1;
    };
    const drawn = drawChallenge(new MemoryBranch().verifying, serial, last);
    assert.deepEqual(drawn, { type: "challenge-drawn", cells: [30, 29] });
    assert.deepEqual(asked, [30, 29]);
  });

  it("is asked again after errors and cancels, until it is answered right", () => {
    const branch = new MemoryBranch();
    const draw = (...draws: number[]) => drawChallenge(branch.verifying, serial, dice(...draws));
    const drawn = { type: "challenge-drawn", cells: [8, 16] };
    assert.deepEqual(draw(7, 7), drawn);
    assert.deepEqual(draw(1, 1), drawn);
    answer(branch, "2345", "00", "00");
    assert.deepEqual(draw(2, 2), drawn);
    assert.deepEqual(answer(branch, "2345", ...rightHalves([8, 16])), { type: "card-verified" });
    assert.deepEqual(draw(2, 2), { type: "challenge-drawn", cells: [3, 6] });
    assert.deepEqual(
      branch.facts.map(({ event }) => event),
      [
        "card-challenge-drawn",
        "card-challenge-kept",
        "card-refused",
        "card-challenge-kept",
        "card-verified",
        "card-challenge-drawn",
      ],
    );
  });

  it("is not shown when it was not stored", () => {
    const branch = new MemoryBranch();
    branch.trouble = "power-cut";
    assert.throws(() => drawChallenge(branch.verifying, serial, dice(1, 1)), PowerCut);
    branch.trouble = null;
    assert.deepEqual(drawChallenge(branch.verifying, serial, dice(4, 4)), { type: "challenge-drawn", cells: [5, 10] });
  });

  it("is not drawn for a card that is locked or unknown", () => {
    const branch = new MemoryBranch();
    assert.deepEqual(drawChallenge(branch.verifying, "710000099999", dice()), { type: "medium-unavailable" });
    drawChallenge(branch.verifying, serial, dice());
    for (let i = 0; i < 5; i++) answer(branch, "0000", "00", "00");
    assert.deepEqual(drawChallenge(branch.verifying, serial, dice()), { type: "medium-locked" });
    assert.deepEqual(branch.lastFact, { event: "card-locked", serial });
  });
});

describe("a card's answer", () => {
  it("is the end of the serial, the first half of one code and the last half of the other", () => {
    const branch = new MemoryBranch();
    drawChallenge(branch.verifying, serial, dice(7, 7));
    assert.deepEqual(answer(branch, "2345", ...rightHalves([8, 16])), { type: "card-verified" });
    assert.deepEqual(branch.lastFact, { event: "card-verified", serial, cells: "8 16" });
  });

  it("is refused alike, whichever part is wrong or missing, with the same work", () => {
    const [first, second] = rightHalves([8, 16]);
    const wrong: readonly (readonly [string, string, string])[] = [
      ["0000", first, second],
      ["2345", other(first), second],
      ["2345", first, other(second)],
      ["0000", other(first), other(second)],
      ["", "", ""],
      ["12345", first, second],
      ["2345", `${first}${first}`, second],
    ];
    for (const parts of wrong) {
      const branch = new MemoryBranch();
      drawChallenge(branch.verifying, serial, dice(7, 7));
      branch.comparisons = 0;
      assert.deepEqual(answer(branch, ...parts), { type: "card-refused", left: 4 }, parts.join(" "));
      assert.equal(branch.comparisons, 2);
      assert.deepEqual(branch.lastFact, { event: "card-refused", serial, cells: "8 16", left: 4 });
    }
  });

  it("locks the card at the fifth error in a row, and then even the right one is refused", () => {
    const branch = new MemoryBranch();
    drawChallenge(branch.verifying, serial, dice(7, 7));
    const answers = [1, 2, 3, 4, 5].map(() => answer(branch, "2345", "xx", "xx"));
    assert.deepEqual(answers.at(-2), { type: "card-refused", left: 1 });
    assert.deepEqual(answers.at(-1), { type: "medium-locked" });
    branch.comparisons = 0;
    assert.deepEqual(answer(branch, "2345", ...rightHalves([8, 16])), { type: "medium-locked" });
    assert.equal(branch.comparisons, 2);
  });

  it("to no challenge is none", () => {
    assert.deepEqual(answer(new MemoryBranch(), "2345", "00", "00"), { type: "medium-unavailable" });
  });

  it("is not taken from a card that was reported lost meanwhile, and none is drawn for it", () => {
    const branch = new MemoryBranch();
    const drawn = drawChallenge(branch.verifying, serial, dice(0, 1));
    assert.equal(drawn.type, "challenge-drawn");
    branch.lost.add(serial);
    assert.deepEqual(answer(branch, "2345", ...rightHalves(drawn.cells)), { type: "medium-unavailable" });
    assert.deepEqual(drawChallenge(branch.verifying, serial, dice(0, 1)), { type: "medium-unavailable" });
  });

  it("is never taken for other cells than those that were asked first", () => {
    const draw = fc.nat(cells30 - 1);
    fc.assert(
      fc.property(draw, fc.nat(cells30 - 2), fc.array(fc.tuple(draw, draw), { maxLength: 3 }), (one, two, later) => {
        const branch = new MemoryBranch();
        const drawn = drawChallenge(branch.verifying, serial, dice(one, two));
        assert.equal(drawn.type, "challenge-drawn");
        for (const draws of later) assert.deepEqual(drawChallenge(branch.verifying, serial, dice(...draws)), drawn);
        assert.deepEqual(answer(branch, "2345", ...rightHalves(drawn.cells)), { type: "card-verified" });
      }),
    );
  });
});
