// `changgu doctor keypad` tells a path where nothing is from a device that somebody else holds.
import assert from "node:assert/strict";
import { test } from "node:test";
import { examineKeypadOf } from "../../src/main/examining-keypad.ts";
import type { Settings } from "../../src/settings/settings.ts";

test("a path at which nothing is is named as such, with what is connected, and is not opened", async () => {
  const lines: string[] = [];
  const settings = { keypad: null } as unknown as Settings;
  const code = await examineKeypadOf(settings, { path: "/nowhere/pad", seconds: 1 }, (line) => void lines.push(line));
  assert.equal(code, 2);
  assert.match(lines[0] ?? "", /^No keypad at \/nowhere\/pad; (connected are|no serial device is connected)/);
});
