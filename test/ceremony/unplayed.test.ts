// What no transcript can play, because no hand at a rehearsed desk brings it about.
import assert from "node:assert/strict";
import { test } from "node:test";
import { advance } from "../../src/ceremony/advance.ts";
import { enterPhone } from "../../src/ceremony/phone.ts";
import { at, card, customer, kiosk } from "../screens/samples.ts";

test("a customer of whom no phone is on file is told where one is registered", () => {
  const state = at({ at: "phone-number" }, 2, kiosk, { customer: customer(card, []) });
  const { state: ended, effects } = enterPhone(state);
  assert.deepEqual(ended.step, { at: "ended", ending: { type: "phone-missing" }, slip: null });
  assert.deepEqual(effects, [{ type: "close-ceremony", result: "refused", at: "phone-number", why: "phone-missing" }]);
});

test("a key that comes while the certificate is made changes nothing but what is said", () => {
  const state = at({ at: "issuing", phase: "signing", finished: null, proof: null, seconds: 0 }, 6);
  const { state: waiting, effects } = advance(state, { type: "pressed", key: "1" });
  assert.deepEqual([waiting.step, waiting.notice, effects], [state.step, { type: "keys-wait" }, []]);
});
