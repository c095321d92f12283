// Settings are checked whole, and a wrong one is named.
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { defaultSettings, readSettings } from "../src/settings.ts";

test("no file and no environment give the defaults", () => {
  assert.deepEqual(readSettings(null, {}), { type: "settings", settings: defaultSettings });
});

test("the environment stands over the file", () => {
  const file = JSON.stringify({ terminal: "T-1", keypad: { path: "/dev/ttyUSB0", baudRate: 1200 } });
  const read = readSettings(file, { CHANGGU_TERMINAL: "T-2", CHANGGU_KEYPAD: "/tmp/pad" });
  assert.ok(read.type === "settings");
  assert.equal(read.settings.terminal, "T-2");
  assert.deepEqual(read.settings.keypad, { path: "/tmp/pad", baudRate: 1200, framing: "ascii" });
});

const wrong: readonly (readonly [file: unknown, key: string])[] = [
  [{ termnal: "T-1" }, "termnal"],
  [{ terminal: "" }, "terminal"],
  [{ keypad: { path: "/dev/x", baudRate: "fast" } }, "keypad.baudRate"],
  [{ keypad: { path: "/dev/x", framing: "morse" } }, "keypad.framing"],
  [{ keypad: {} }, "keypad.path"],
  [{ media: { allowDevices: "loop0" } }, "media.allowDevices"],
  [{ media: { allowDevices: [7] } }, "media.allowDevices.0"],
  [{ limits: { otp: 0 } }, "limits.otp"],
  [{ limits: { otp: 101 } }, "limits.otp"],
  [{ branch: { jp: "x" } }, "branch.jp"],
  [[], "(the whole file)"],
];

for (const [file, key] of wrong)
  test(`${JSON.stringify(file)} names ${key}`, () => {
    const read = readSettings(JSON.stringify(file), {});
    assert.ok(read.type === "wrong-setting", read.type);
    assert.equal(read.key, key);
    assert.ok(read.why.length > 0);
  });

test("any text is an outcome", () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
      assert.match(readSettings(text, {}).type, /^(settings|wrong-setting)$/);
    }),
    { numRuns: 2000 },
  );
});
