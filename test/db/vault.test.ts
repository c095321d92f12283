// Locked values open in their own place, under their own key, unchanged; or not at all.

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { VaultDamaged } from "../../db/vault.ts";
import { vaultOf } from "./training-branch.ts";

const cell = { table: "phones", column: "number", row: "hong/0" };
const plain = Buffer.from("01012345678");

describe("the vault", () => {
  const vault = vaultOf(1);

  it("opens what it locked, and locks the same text differently each time", () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) =>
        assert.deepEqual(vault.open(cell, vault.seal(cell, bytes)), Buffer.from(bytes)),
      ),
    );
    assert.notDeepEqual(vault.seal(cell, plain), vault.seal(cell, plain));
  });

  it("opens nothing in another row, column or table, nor under another key", () => {
    const sealed = vault.seal(cell, plain);
    for (const other of [{ row: "kim/0" }, { column: "seed" }, { table: "accounts" }]) {
      assert.throws(() => vault.open({ ...cell, ...other }, sealed), VaultDamaged);
    }
    assert.throws(() => vaultOf(2).open(cell, sealed), /locked under key/);
  });

  it("notices every changed byte and every cut", () => {
    const sealed = vault.seal(cell, plain);
    for (let at = 0; at < sealed.length; at++) {
      const changed = Buffer.from(sealed);
      changed[at] = (changed[at] ?? 0) ^ 1;
      assert.throws(() => vault.open(cell, changed), VaultDamaged, `byte ${at}`);
      assert.throws(() => vault.open(cell, sealed.subarray(0, at)), VaultDamaged, `cut at ${at}`);
    }
  });

  it("finds by an index that differs by purpose and by key", () => {
    const index = vault.index("accounts.number", plain);
    assert.equal(index, vaultOf(1).index("accounts.number", plain));
    assert.ok(vault.matches("accounts.number", plain, index));
    for (const wrong of [vault.index("phones", plain), vaultOf(2).index("accounts.number", plain), "", "00"]) {
      assert.equal(vault.matches("accounts.number", plain, wrong), false);
    }
  });
});
