// Terminals that share a home: each has devices of its own, and all else is the branch's.

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { readSettings, type Settings } from "../../src/settings/settings.ts";

function read(file: object, environment: Record<string, string> = {}): Settings {
  const outcome = readSettings(JSON.stringify(file), environment);
  assert.equal(outcome.type, "settings", JSON.stringify(outcome));
  return outcome.settings;
}

describe("terminals that share a home", () => {
  const own = { keypad: { path: "/dev/pad-2", bell: true }, printer: { serial: "/dev/ttyS1", columns: 48 } };
  const terminals = { "T-0002": own, 창구: { media: { mount: "none" } } };

  it("have devices of their own, and all else from the branch", () => {
    const file = { listHours: 12, printer: { host: "printer" }, terminals };
    const usual = read({ ...file, terminals: undefined });
    assert.deepEqual(read(file), usual);
    assert.deepEqual(read(file, { CHANGGU_TERMINAL: "T-0009" }), { ...usual, terminal: "T-0009" });
    const { keypad, printer } = read(own);
    const second = read(file, { CHANGGU_TERMINAL: "T-0002" });
    assert.deepEqual(second, { ...usual, terminal: "T-0002", keypad, printer });
    assert.deepEqual(read({ ...file, terminal: "창구" }).media, { allowDevices: [], ports: null, mount: "none" });
  });

  for (const [key, named] of [
    ["terminals.T-0002", { "T-0002": 1 }],
    ["terminals.T-0002.listHours", { "T-0002": { listHours: 12 } }],
    ["terminals.T-0002.printer.columns", { "T-0002": { printer: { serial: "/dev/ttyS1", columns: 1 } } }],
    ["terminals.9001011234567", { "9001011234567": {} }],
  ] as const)
    it(`are refused wherever they are wrong: ${key}`, () => {
      const outcome = readSettings(JSON.stringify({ terminals: named }), {});
      assert.deepEqual(outcome.type === "wrong-setting" && outcome.key, key);
    });
});
