// The real client of the vault and the simulated vault, over a real socket.
import assert from "node:assert/strict";
import { verify } from "node:crypto";
import { afterEach, describe, it } from "node:test";
import type { ServerFault } from "../../../hardware/http/server-fault.ts";
import { type Reply, type SignedServer, serveSigned } from "../../../hardware/http/signed-server.ts";
import { httpVault } from "../../../hardware/vault/http-vault.ts";
import { type SimulatedVault, simulateVault } from "../../../hardware/vault/simulated-vault.ts";
import type { KeyName, KeyVault } from "../../../src/authority/key-vault.ts";
import { wallClock } from "../../../src/clock.ts";
import { Secret } from "../../../src/secret.ts";
import { clientOf, newKey } from "../http/loopback.ts";

const open: SignedServer[] = [];
afterEach(async () => {
  for (const each of open.splice(0)) await each.close();
});

const patience = { circuit: { failures: 99, pauseMilliseconds: 1 }, timeoutMilliseconds: 5_000 };

async function vaultAt(fault: ServerFault, more = {}): Promise<{ vault: KeyVault; server: SimulatedVault }> {
  const key = newKey();
  const server = await simulateVault({ key, port: 0, fault, log: () => {} });
  open.push(server);
  return { vault: httpVault(clientOf(server.port, key, wallClock, [], { ...patience, ...more })), server };
}

/** A vault that answers everything with this. */
async function answering(reply: Reply): Promise<KeyVault> {
  const key = newKey();
  const server = await serveSigned({ key, port: 0, now: () => new Date(), handle: () => reply, log: () => {} });
  open.push(server);
  return httpVault(clientOf(server.port, key, wallClock, [], patience));
}

const name = "5d7a2c1e-0001" as KeyName;
const message = Buffer.from("a challenge");
const pin = (digits: string): Secret => Secret.fromText(digits);

describe("a vault over HTTP", () => {
  it("makes a key with its R, keeps a certificate, signs, changes the PIN and destroys", async () => {
    const { vault, server } = await vaultAt("none");
    const made = await vault.makeKey(name, pin("482915"));
    assert.ok(made.type === "key-made");
    assert.equal(made.r.length, 20);
    assert.deepEqual(await vault.storeCertificate(name, Buffer.from("DER")), { type: "stored" });
    assert.deepEqual(server.certificateOf(name), Buffer.from("DER"));
    const signed = await vault.sign(name, pin("482915"), message);
    assert.ok(signed.type === "signed");
    const key = { key: made.publicKey, format: "der", type: "spki" } as const;
    assert.ok(verify("sha256", message, key, signed.signature));
    assert.deepEqual(await vault.sign(name, pin("000000"), message), { type: "not-opened" });
    assert.deepEqual(await vault.changePin(name, pin("482915"), pin("739164")), { type: "changed" });
    assert.deepEqual(await vault.sign(name, pin("482915"), message), { type: "not-opened" });
    assert.deepEqual(await vault.destroy(name), { type: "destroyed" });
    assert.deepEqual(await vault.sign(name, pin("739164"), message), { type: "not-opened" });
    assert.deepEqual(server.names(), []);
  });

  it("makes one key however often it is asked: twice at once, and after an answer that was lost", async () => {
    const twice = await vaultAt("twice");
    assert.equal((await twice.vault.makeKey(name, pin("482915"))).type, "key-made");
    assert.deepEqual(twice.server.names(), [name]);
    const lost = await vaultAt("loses-answers");
    assert.deepEqual(await lost.vault.makeKey(name, pin("482915")), { type: "vault-unreachable" });
    assert.deepEqual(lost.server.names(), [name]);
    // The branch wrote the name down before it asked: by it the key is destroyed, and none is made afterwards.
    lost.server.fail("none");
    assert.deepEqual(await lost.vault.destroy(name), { type: "destroyed" });
    assert.deepEqual(lost.server.names(), []);
    const other = await vaultAt("none");
    assert.deepEqual(await other.vault.destroy(name), { type: "destroyed" });
    assert.deepEqual(await other.vault.makeKey(name, pin("482915")), { type: "name-spent" });
  });

  for (const fault of ["fails", "garbage", "cut-off", "hangs"] as const)
    it(`that ${fault} is unreachable for every act`, async () => {
      const { vault } = await vaultAt(fault, { timeoutMilliseconds: 60, pauses: [] });
      const unreachable = { type: "vault-unreachable" };
      assert.deepEqual(await vault.storeCertificate(name, Buffer.from("DER")), unreachable);
      assert.deepEqual(await vault.sign(name, pin("482915"), message), unreachable);
      assert.deepEqual(await vault.changePin(name, pin("482915"), pin("739164")), unreachable);
      assert.deepEqual(await vault.destroy(name), unreachable);
      if (fault !== "hangs") assert.deepEqual(await vault.makeKey(name, pin("482915")), unreachable);
    });

  for (const json of [
    {},
    { result: "made" },
    { result: "made", public_key: "!", r: "1".repeat(60) },
    { result: "made", public_key: "AAAA", r: "1".repeat(59) },
    { result: "made", public_key: "AAAA", r: "256".repeat(20) },
    { result: "made", public_key: "AAAA", r: "not digits" },
    { result: "made", public_key: "AAAA", r: 1 },
    { result: "signed" },
    { result: "signed", signature: "" },
    { result: "yes" },
  ])
    it(`that answers ${JSON.stringify(json).slice(0, 60)} is not believed`, async () => {
      const vault = await answering({ status: 200, json });
      const unreachable = { type: "vault-unreachable" };
      assert.deepEqual(await vault.makeKey(name, pin("482915")), unreachable);
      assert.deepEqual(await vault.sign(name, pin("482915"), message), unreachable);
      assert.deepEqual(await vault.changePin(name, pin("482915"), pin("739164")), unreachable);
      assert.deepEqual(await vault.destroy(name), unreachable);
      assert.deepEqual(await vault.storeCertificate(name, Buffer.from("DER")), unreachable);
    });

  it("refuses bodies that are not as the contract says", async () => {
    const { vault } = await vaultAt("none");
    assert.deepEqual(await vault.makeKey("a name/with a path" as KeyName, pin("482915")), {
      type: "vault-unreachable",
    });
    assert.deepEqual(await vault.sign(name, pin("48291"), message), { type: "vault-unreachable" });
  });
});
