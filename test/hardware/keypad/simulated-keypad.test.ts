// The keypad that a trainer's hands press is heard as a real one is.
import assert from "node:assert/strict";
import { test } from "node:test";
import { simulatedKeypad } from "../../../hardware/keypad/simulated-keypad.ts";
import type { KeypadReport } from "../../../src/input/keypad.ts";

const key = (pressed: "1" | "2"): KeypadReport => ({ type: "key", key: pressed });
const status = (now: "online" | "offline" | "fraud-attempt"): KeypadReport => ({ type: "status", status: now });

test("its first report is its condition, and presses follow", () => {
  const reports: KeypadReport[] = [];
  const keypad = simulatedKeypad();
  keypad.press("1");
  keypad.open((report) => reports.push(report));
  keypad.press("2");
  assert.deepEqual(reports, [status("online"), key("2")]);
});

test("unplugged, it loses presses; each change is told once", () => {
  const reports: KeypadReport[] = [];
  const keypad = simulatedKeypad();
  keypad.open((report) => reports.push(report));
  keypad.plug();
  keypad.unplug();
  keypad.unplug();
  keypad.press("1");
  keypad.plug();
  keypad.press("2");
  assert.deepEqual(reports, [status("online"), status("offline"), status("online"), key("2")]);
});

test("pulled before it was opened, it says so when it is", async () => {
  const reports: KeypadReport[] = [];
  const keypad = simulatedKeypad();
  keypad.unplug();
  keypad.open((report) => reports.push(report));
  await keypad.close();
  keypad.plug();
  assert.deepEqual(reports, [status("offline")]);
});

test("opened by somebody, it loses presses until it was plugged in anew", () => {
  const reports: KeypadReport[] = [];
  const keypad = simulatedKeypad();
  keypad.open((report) => reports.push(report));
  keypad.tamper();
  keypad.plug();
  keypad.press("1");
  keypad.unplug();
  keypad.tamper();
  keypad.plug();
  keypad.press("2");
  const statuses = [status("online"), status("fraud-attempt"), status("offline"), status("online")];
  assert.deepEqual(reports, [...statuses, key("2")]);
});
