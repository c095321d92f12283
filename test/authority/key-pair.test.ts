// The customer's key pair by openssl, R beside it, and the end of both.

import assert from "node:assert/strict";
import { createPrivateKey, createPublicKey } from "node:crypto";
import { describe, it } from "node:test";
import { makeKeyPair } from "../../src/authority/key-pair.ts";
import { opensslMissing, opensslSays } from "../npki/openssl.ts";

describe("a key pair", () => {
  it("is RSA of 2048 bits with the exponent 65537, by openssl", { skip: opensslMissing }, async () => {
    const pair = await makeKeyPair();
    const said = opensslSays(["pkey", "-pubin", "-inform", "DER", "-noout", "-text"], pair.publicKey).toString();
    assert.match(said, /Public-Key: \(2048 bit\)/);
    assert.match(said, /Exponent: 65537 /);
    const checked = pair.privateKey.use((bytes) => opensslSays(["pkey", "-inform", "DER", "-noout", "-check"], bytes));
    assert.match(checked.toString(), /Key is valid/);
  });

  it("belongs together", async () => {
    const { publicKey, privateKey } = await makeKeyPair();
    const key = privateKey.use((bytes) => createPrivateKey({ key: Buffer.from(bytes), format: "der", type: "pkcs8" }));
    assert.deepEqual(createPublicKey(key).export({ type: "spki", format: "der" }), publicKey);
  });

  it("has 20 random bytes beside it, and nothing in common with another", async () => {
    const [one, other] = await Promise.all([makeKeyPair(), makeKeyPair()]);
    assert.equal(one.r.length, 20);
    assert.ok(!one.r.equals(other.r));
    assert.ok(one.r.use((bytes) => bytes.some((byte) => byte !== 0)));
    assert.notDeepEqual(one.publicKey, other.publicKey);
  });

  it("is gone when it is wiped, and is printed nowhere before", async () => {
    const pair = await makeKeyPair();
    assert.equal(JSON.stringify([pair.privateKey, pair.r]), '["***","***"]');
    const views = [pair.privateKey, pair.r].map((secret) => secret.use((bytes) => bytes));
    pair.wipe();
    assert.deepEqual([pair.privateKey.length, pair.r.length], [0, 0]);
    for (const view of views) assert.ok(view.every((byte) => byte === 0));
  });
});
