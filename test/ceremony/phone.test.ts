// A landline is called and never sent a message, which it cannot show; a mobile phone takes both.
import assert from "node:assert/strict";
import { test } from "node:test";
import { advance } from "../../src/ceremony/advance.ts";
import { at, card, customer, kiosk } from "../screens/samples.ts";

for (const [phone, stages] of [
  ["010-****-4567", ["phone-call", "phone-code", "phone-method"]],
  ["011-****-4567", ["phone-call", "phone-code", "phone-method"]],
  ["02-****-4567", ["phone-call", "phone-method", "phone-method"]],
  ["070-****-4567", ["phone-call", "phone-method", "phone-method"]],
] as const)
  test(`what the digits choose for ${phone}`, () => {
    const state = at({ at: "phone-method", phone: 0 }, 2, kiosk, { customer: customer(card, [phone]) });
    const moves = (["1", "2", "3"] as const).map((key) => advance(state, { type: "pressed", key }));
    assert.deepEqual(
      moves.map((move) => move.state.step.at),
      stages,
    );
    assert.equal(moves[1]?.effects.length, stages[1] === "phone-code" ? 1 : 0);
  });
