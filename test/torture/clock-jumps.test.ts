// The long run of torture, shortly: a clock that jumps costs no row its place, and no act is done without one.
import assert from "node:assert/strict";
import { test } from "node:test";
import { die } from "./ceremonies.ts";
import { jumpClocks } from "./clock-jumps.ts";

test("a clock that jumps stops a terminal or does not, by the rule, and leaves no act without its row", () => {
  const seed = Number(process.env.CHANGGU_SEED ?? 23);
  const { jumps, refused, fault } = jumpClocks(150, die(seed));
  assert.equal(fault, null, `CHANGGU_SEED=${seed}`);
  assert.ok(jumps === 150 && refused > 20 && refused < 130, `${refused} refused`);
});
