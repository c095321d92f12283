// Six digits that a thief would try first are refused, each with its rule.

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { Secret } from "../../src/secret.ts";
import { judgePin, type PinRule } from "../../src/verification/pin.ts";

const numbers = ["01012345678", "01234502100017"];

function rule(pin: string): PinRule | null {
  using residentNumber = Secret.fromText("9203155678901");
  const outcome = judgePin(Secret.fromText(pin), { residentNumber, numbers });
  return outcome.type === "pin-rejected" ? outcome.rule : null;
}

const table: readonly (readonly [pin: string, rule: PinRule | null])[] = [
  ["111111", "run"],
  ["123456", "run"],
  ["654321", "run"],
  ["789012", "run"],
  ["210987", "run"],
  ["121212", "repeats"],
  ["707070", "repeats"],
  ["482482", "repeats"],
  ["920315", "birth-date"],
  ["150392", "birth-date"],
  ["031592", "birth-date"],
  ["199203", "birth-date"],
  ["199215", "birth-date"],
  ["031992", "birth-date"],
  ["151992", "birth-date"],
  ["203155", "personal-number"],
  ["010123", "personal-number"],
  ["450210", "personal-number"],
  ["100017", "personal-number"],
  ["482915", null],
  ["112233", null],
  ["199303", null],
];

describe("a PIN", () => {
  for (const [pin, wanted] of table)
    it(`${pin} is ${wanted ?? "taken"}`, () => {
      assert.equal(rule(pin), wanted);
    });

  it("is taken by chance nearly always: the rules leave enough to choose from", () => {
    const refused = fc
      .sample(fc.integer({ min: 0, max: 999_999 }), { numRuns: 2_000, seed: 7 })
      .filter((number) => rule(String(number).padStart(6, "0")) !== null);
    assert.ok(refused.length < 40, `${refused.length} of 2000`);
  });
});
