// Whatever line and power do, at the next start a valid certificate has its key in the vault, and no key is without one.

import assert from "node:assert/strict";
import { before, describe, it } from "node:test";
import fc from "fast-check";
import type { CaRecord } from "../../src/authority/certificates.ts";
import type { VaultKey } from "../../src/authority/vault-key.ts";
import { authorities } from "../authority/in-memory.ts";
import { financialWorld, type Line, vaultKeys } from "./financial-world.ts";

let records: readonly CaRecord[] = [];
let keys: readonly VaultKey[] = [];
before(async () => {
  [records, keys] = await Promise.all([authorities(), vaultKeys(2)]);
});

const pins = ["482915", "739164"] as const;

describe("a financial certificate", () => {
  it("is there with its key when it is issued, and the one before is revoked and destroyed", async () => {
    const world = await financialWorld(records, keys);
    assert.equal(await world.issue(pins[0]), "financial-issued");
    const first = world.held();
    assert.equal(first?.pin, pins[0]);
    assert.equal(await world.issue(pins[1]), "financial-issued");
    assert.equal(world.held()?.pin, pins[1]);
    assert.notEqual(world.held()?.serial, first?.serial);
  });

  it("is whole or not there, and the one before it too, wherever the power goes", async () => {
    const world = await financialWorld(records, keys);
    assert.equal(await world.issue(pins[0]), "financial-issued");
    let before = world.held();
    let cuts = 0;
    for (let steps = 0; ; steps++) {
      world.powerFor = steps;
      const ended = await world.issue(pins[steps % 2] ?? pins[0]);
      await world.restart();
      const after = world.held();
      assert.ok(after, `nothing is left after a cut at step ${steps}`);
      // Either the one before as it was, or the new one whole.
      assert.ok(after.serial === before?.serial || after.pin === pins[steps % 2], `at step ${steps}`);
      before = after;
      if (ended === "financial-issued") break;
      assert.equal(ended, "power-cut");
      cuts++;
    }
    assert.ok(cuts > 25, `only ${cuts} places where the power can go`);
  });

  it("is in no doubt whatever the line loses, with and without power", async () => {
    const world = await financialWorld(records, keys);
    const line = fc.constantFrom<Line>("good", "good", "good", "question-lost", "answer-lost");
    const run = fc.tuple(
      fc.array(line, { maxLength: 8 }),
      fc.option(fc.nat(45), { freq: 2 }),
      fc.constantFrom(...pins),
    );
    const ends = new Set<string>();
    await fc.assert(
      fc.asyncProperty(run, async ([lines, power, pin]) => {
        world.line = [...lines];
        world.powerFor = power;
        ends.add(await world.issue(pin));
        await world.restart();
        world.held();
      }),
      { numRuns: 120 },
    );
    assert.deepEqual([...ends].sort(), ["financial-issued", "power-cut", "vault-unreachable"]);
  });
});
