// The servers that settings name: connected with their keys, and watched while they rest.
import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, it } from "node:test";
import { simulateBank } from "../../hardware/bank/simulated-bank.ts";
import { connectGateways, type Patience } from "../../hardware/gateways.ts";
import { readSharedKey } from "../../hardware/http/shared-key.ts";
import { trainingCustomers } from "../../hardware/rehearsal-fixture.ts";
import { defaultSettings, type GatewaySettings } from "../../src/settings/settings.ts";
import { handClock } from "./http/loopback.ts";

const folder = mkdtempSync(join(tmpdir(), "changgu-gateways-"));
after(() => rmSync(folder, { recursive: true, force: true }));

function keyFile(name: string, text: string, mode = 0o600): string {
  const file = join(folder, name);
  writeFileSync(file, text, { mode });
  return file;
}

const quick: Patience = {
  connectMilliseconds: 5_000,
  timeoutMilliseconds: 5_000,
  pauses: [],
  circuit: { failures: 2, pauseMilliseconds: 30_000 },
};

const connected = (bank: GatewaySettings | null, clock = handClock()) =>
  connectGateways({ gateways: { phone: null, bank, vault: null } }, clock, quick);

describe("gateways", () => {
  it("are none where none is set", () => {
    const outcome = connectGateways(defaultSettings, handClock());
    assert.ok(outcome.type === "connected");
    assert.deepEqual([outcome.gateways.phone, outcome.gateways.bank, outcome.gateways.vault], [null, null, null]);
  });

  for (const [what, text, mode, why] of [
    ["others may read", "k".repeat(32), 0o640, /mode 640.*chmod/],
    ["is too short", "k".repeat(31), 0o600, /holds 31 characters/],
    ["is blank", " \n".repeat(40), 0o600, /holds 0 characters/],
    ["is too long", "k".repeat(4097), 0o600, /holds 4097 characters/],
  ] as const)
    it(`are refused with a key that ${what}, and say where`, () => {
      const outcome = connected({ url: "http://127.0.0.1:1", keyFile: keyFile(`key-${what}`, text, mode) });
      assert.ok(outcome.type === "refused");
      assert.match(outcome.why, /^gateways\.bank\.keyFile: /);
      assert.match(outcome.why, why);
    });

  it("are refused with a key that is not there, and taken with one that only its owner may read", () => {
    const missing = connected({ url: "http://127.0.0.1:1", keyFile: join(folder, "nowhere") });
    assert.ok(missing.type === "refused" && missing.why.includes("is not there"));
    const owned = keyFile("read-only", `${"k".repeat(32)}\n`, 0o400);
    assert.equal(connected({ url: "http://127.0.0.1:1", keyFile: owned }).type, "connected");
  });

  it("tell whoever watches when one rests and when it is back, and nobody who stopped", async () => {
    const file = keyFile("shared", `${randomBytes(32).toString("hex")}\n`);
    const read = readSharedKey(file);
    assert.ok(read.type === "read");
    const { key } = read;
    const server = await simulateBank({ key, port: 0, customers: trainingCustomers, fault: "fails", log() {} });
    const clock = handClock();
    const outcome = connected({ url: `http://127.0.0.1:${server.port}/`, keyFile: file }, clock);
    assert.ok(outcome.type === "connected");
    const told: string[] = [];
    const stop = outcome.gateways.watch((gateway, state) => void told.push(`${gateway} ${state}`));
    const bank = outcome.gateways.bank?.(() => {});
    assert.ok(bank);
    for (const _ of [1, 2, 3]) assert.deepEqual(await bank.bookingOf("k"), { type: "in-doubt" });
    assert.deepEqual(told, ["bank resting"]);
    server.fail("none");
    clock.move(30_000);
    assert.deepEqual(await bank.bookingOf("k"), { type: "never-booked" });
    assert.deepEqual(told, ["bank resting", "bank back"]);
    stop();
    server.fail("fails");
    for (const _ of [1, 2]) await bank.bookingOf("k");
    assert.equal(told.length, 2);
    await server.close();
  });
});
