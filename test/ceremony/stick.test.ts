// What is said of a stick on which no certificate was found, and of one from which what is over did not go.
import assert from "node:assert/strict";
import { test } from "node:test";
import { advance } from "../../src/ceremony/advance.ts";
import type { Event } from "../../src/ceremony/event.ts";
import { atTheDoor, type State } from "../../src/ceremony/state.ts";
import { at, brought, finished, kiosk } from "../screens/samples.ts";
import { drive, house } from "./people.ts";

function read(more: boolean): State {
  const events: readonly Event[] = [
    { type: "opened", house, desk: "kiosk" },
    { type: "drives-changed", drives: [drive("usb0")], released: [] },
    { type: "ceremony-began", ceremony: "c", service: "renew", at: new Date(0) },
    { type: "pressed", key: "1" },
    { type: "stick-read", found: [], unreadable: 0, more },
  ];
  return events.reduce((state, event) => advance(state, event).state, atTheDoor);
}

test("that there is none is said only where all of it was looked at", () => {
  assert.deepEqual([read(false).step.at, read(false).notice?.type], ["source-drive", "no-certificate"]);
  assert.deepEqual([read(true).step.at, read(true).notice?.type], ["source-drive", "too-many-folders"]);
});

for (const [left, doubtful, told] of [
  [0, 0, "slip-told"],
  [1, 0, "old-folders-left"],
  [1, 1, "old-folders-in-doubt"],
] as const)
  test(`of old folders that stayed, ${left}, and perhaps stayed, ${doubtful}, the last page says ${told}`, () => {
    const asked = at({ at: "old-folders", finished, found: [brought], waiting: true }, 6, kiosk);
    const events: readonly Event[] = [
      { type: "old-folders-removed", removed: 1, left, doubtful },
      { type: "drive-released", result: "released" },
      { type: "slip-told", seq: finished.seq, result: "printed", copies: 1, lines: [] },
    ];
    const { step, notice } = events.reduce((state, event) => advance(state, event).state, asked);
    assert.deepEqual([step.at, notice?.type], ["done", told]);
  });
