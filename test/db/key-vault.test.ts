// The embedded vault: a key is made, signs with its PIN, and is destroyed; and what a thief has of it opens nothing.

import assert from "node:assert/strict";
import { verify } from "node:crypto";
import { join } from "node:path";
import { before, describe, it } from "node:test";
import { openKeyVault } from "../../db/key-vault.ts";
import type { Database } from "../../db/open.ts";
import { StrongboxDamaged } from "../../db/strongbox.ts";
import type { KeyName } from "../../src/authority/key-vault.ts";
import { Secret } from "../../src/secret.ts";
import { openUnderPin } from "../../src/verification/pin-lock.ts";
import { branch } from "./branch.ts";
import { newFolder } from "./new-journal.ts";
import { strongboxOf } from "./training-branch.ts";

const message = Buffer.from("a challenge");
const name = (text: string): KeyName => text as KeyName;
const pin = (digits: string): Secret => Secret.fromText(digits);

let database: Database;
let publicKey: Buffer;
const vault = () => openKeyVault(database, strongboxOf(9));
const keptOf = (row: string): Buffer => {
  const found = database.client.prepare("SELECT locked_key FROM vault_keys WHERE name = ?").get(row) as {
    locked_key: Buffer;
  };
  return found.locked_key;
};

before(async () => {
  database = branch(join(newFolder(), "branch.db"));
  const made = await vault().makeKey(name("k-1"), pin("482915"));
  assert.ok(made.type === "key-made");
  assert.equal(made.r.length, 20);
  publicKey = made.publicKey;
});

async function signs(digits: string, row = "k-1"): Promise<boolean> {
  const outcome = await vault().sign(name(row), pin(digits), message);
  if (outcome.type !== "signed") return false;
  return verify("sha256", message, { key: publicKey, format: "der", type: "spki" }, outcome.signature);
}

describe("the embedded vault", () => {
  it("signs with the PIN and with no other, and answers alike for a key that nobody has", async () => {
    assert.equal(await signs("482915"), true);
    const wrong = await vault().sign(name("k-1"), pin("482916"), message);
    assert.deepEqual(await vault().sign(name("nobody"), pin("482915"), message), wrong);
    assert.deepEqual(wrong, { type: "not-opened" });
  });

  it("works as long for a key that nobody has as for a wrong PIN", async () => {
    const taken = async (row: string): Promise<number> => {
      const begun = performance.now();
      for (const _ of [1, 2, 3]) await vault().sign(name(row), pin("000000"), message);
      return performance.now() - begun;
    };
    const [known, unknown] = [await taken("k-1"), await taken("nobody")];
    assert.ok(unknown > known / 4 && known > unknown / 4, `${known} ms and ${unknown} ms`);
  });

  it("gives a thief of the database nothing, even one who knows the PIN", async () => {
    const kept = keptOf("k-1");
    const place = "vault_keys\nlocked_key\nk-1";
    assert.equal(await openUnderPin(kept, pin("482915"), place), null);
    // Without the header of the outer lock the inner one is still ciphertext.
    assert.equal(await openUnderPin(kept.subarray(17, -16), pin("482915"), place), null);
    await assert.rejects(
      openKeyVault(database, strongboxOf(8)).sign(name("k-1"), pin("482915"), message),
      StrongboxDamaged,
    );
  });

  it("gives whoever has the database and the terminal's key no key without the PIN; six digits he can try", async () => {
    const cell = { table: "vault_keys", column: "locked_key", row: "k-1" };
    const inner = strongboxOf(9).open(cell, keptOf("k-1"));
    for (const mark of ["3082", "2a864886f70d010101"]) assert.ok(!inner.includes(Buffer.from(mark, "hex")));
    const place = "vault_keys\nlocked_key\nk-1";
    const opened = [];
    for (const digits of ["482913", "482914", "482915"]) opened.push(await openUnderPin(inner, pin(digits), place));
    assert.deepEqual(
      opened.map((each) => each !== null),
      [false, false, true],
    );
  });

  it("opens no row under another row's name", async () => {
    const moved = database.client.prepare("INSERT INTO vault_keys (name, locked_key) VALUES ('k-2', ?)");
    moved.run(keptOf("k-1"));
    await assert.rejects(vault().sign(name("k-2"), pin("482915"), message), StrongboxDamaged);
    // Nor does whoever can seal rows anew: the inner lock knows its place too.
    const inner = strongboxOf(9).open({ table: "vault_keys", column: "locked_key", row: "k-1" }, keptOf("k-1"));
    const sealed = strongboxOf(9).seal({ table: "vault_keys", column: "locked_key", row: "k-2" }, inner);
    database.client.prepare("UPDATE vault_keys SET locked_key = ? WHERE name = 'k-2'").run(sealed);
    assert.deepEqual(await vault().sign(name("k-2"), pin("482915"), message), { type: "not-opened" });
  });

  it("changes a PIN when the old one is right: the key stays, and the old one opens nothing", async () => {
    assert.deepEqual(await vault().changePin(name("k-1"), pin("000000"), pin("739164")), { type: "not-opened" });
    assert.equal(await signs("482915"), true);
    assert.deepEqual(await vault().changePin(name("k-1"), pin("482915"), pin("739164")), { type: "changed" });
    assert.deepEqual([await signs("482915"), await signs("739164")], [false, true]);
  });

  it("keeps a certificate beside its key, and none without one", async () => {
    const certificate = Buffer.from("a certificate");
    assert.deepEqual(await vault().storeCertificate(name("k-1"), certificate), { type: "stored" });
    assert.deepEqual(await vault().storeCertificate(name("nobody"), certificate), { type: "no-such-key" });
  });

  it("destroys a key for good: nothing of it is left in the file, and its name is spent", async () => {
    const kept = keptOf("k-1");
    assert.deepEqual(await vault().destroy(name("k-1")), { type: "destroyed" });
    assert.deepEqual(await vault().sign(name("k-1"), pin("739164"), message), { type: "not-opened" });
    assert.deepEqual(await vault().makeKey(name("k-1"), pin("482915")), { type: "name-spent" });
    database.checkpoint();
    const { serialize } = database.client;
    assert.ok(!serialize.call(database.client).includes(kept.subarray(20, 60)));
    // One that was never made is not made afterwards either.
    assert.deepEqual(await vault().destroy(name("k-3")), { type: "destroyed" });
    assert.deepEqual(await vault().makeKey(name("k-3"), pin("482915")), { type: "name-spent" });
  });
});
