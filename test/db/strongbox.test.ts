// Locked values open in their own place, under their own key, unchanged; or not at all.

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { StrongboxDamaged } from "../../db/strongbox.ts";
import { strongboxOf } from "./training-branch.ts";

const cell = { table: "phones", column: "number", row: "hong/0" };
const plain = Buffer.from("01012345678");

describe("the strongbox", () => {
  const strongbox = strongboxOf(1);

  it("opens what it locked, and locks the same text differently each time", () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) =>
        assert.deepEqual(strongbox.open(cell, strongbox.seal(cell, bytes)), Buffer.from(bytes)),
      ),
    );
    assert.notDeepEqual(strongbox.seal(cell, plain), strongbox.seal(cell, plain));
  });

  it("opens nothing in another row, column or table, nor under another key", () => {
    const sealed = strongbox.seal(cell, plain);
    for (const other of [{ row: "kim/0" }, { column: "seed" }, { table: "accounts" }]) {
      assert.throws(() => strongbox.open({ ...cell, ...other }, sealed), StrongboxDamaged);
    }
    assert.throws(() => strongboxOf(2).open(cell, sealed), /locked under key/);
  });

  it("notices every changed byte and every cut", () => {
    const sealed = strongbox.seal(cell, plain);
    for (let at = 0; at < sealed.length; at++) {
      const changed = Buffer.from(sealed);
      changed[at] = (changed[at] ?? 0) ^ 1;
      assert.throws(() => strongbox.open(cell, changed), StrongboxDamaged, `byte ${at}`);
      assert.throws(() => strongbox.open(cell, sealed.subarray(0, at)), StrongboxDamaged, `cut at ${at}`);
    }
  });

  it("finds by an index that differs by purpose and by key", () => {
    const index = strongbox.index("accounts.number", plain);
    assert.equal(index, strongboxOf(1).index("accounts.number", plain));
    assert.ok(strongbox.matches("accounts.number", plain, index));
    for (const wrong of [strongbox.index("phones", plain), strongboxOf(2).index("accounts.number", plain), "", "00"]) {
      assert.equal(strongbox.matches("accounts.number", plain, wrong), false);
    }
  });
});
