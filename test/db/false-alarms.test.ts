// The journal raises no alarm over what a crash leaves.
import assert from "node:assert/strict";
import { test } from "node:test";
import { simulateCeremonies } from "../torture/ceremonies.ts";

test("ceremonies with crashes at every place leave a journal that is whole", () => {
  const seed = Number(process.env.CHANGGU_SEED ?? Date.now() % 1_000_000);
  try {
    const { crashes, rows } = simulateCeremonies(60, seed, 20);
    assert.ok(crashes > 4 && rows > 1000, `${crashes} crashes, ${rows} rows`);
  } catch (error) {
    console.log(`CHANGGU_SEED=${seed}`);
    throw error;
  }
});
