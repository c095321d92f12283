// The digits of sticks and tokens: whatever comes and goes while a page stands, a press takes what was drawn beside it.
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { advance } from "../../src/ceremony/advance.ts";
import { type Place, placesOf } from "../../src/ceremony/places.ts";
import { atTheDoor, type State } from "../../src/ceremony/state.ts";
import { drive, house } from "./people.ts";

const choosing: State = [
  { type: "opened", house, desk: "kiosk" } as const,
  { type: "ceremony-began", ceremony: "c", service: "view", at: new Date(0) } as const,
].reduce((state, event) => advance(state, event).state, atTheDoor);

function withDrives(state: State, ids: readonly string[]): State {
  return advance(state, { type: "drives-changed", drives: ids.map(drive), released: [] }).state;
}

function digits(state: State): readonly string[] {
  return placesOf(state).map((place) => (place.gone ? "" : nameOf(place)));
}

function nameOf(place: Place): string {
  return place.type === "stick" ? place.drive.id : place.token.id;
}

test("no digit passes from one stick to another, in whatever order they are told", () => {
  const names = ["usb0", "usb1", "usb2", "usb3"];
  const changes = fc.array(fc.shuffledSubarray(names), { minLength: 1, maxLength: 12 });
  fc.assert(
    fc.property(changes, (told) => {
      let state = choosing;
      for (const ids of told) {
        const before = digits(state);
        state = withDrives(state, ids);
        const after = digits(state);
        assert.deepEqual([...after].filter((each) => each !== "").sort(), [...ids].sort());
        if (ids.length === 0) continue;
        for (const [at, name] of before.entries()) if (name !== "") assert.ok([name, ""].includes(after[at] ?? ""));
      }
    }),
    { numRuns: 500 },
  );
});

test("a stick that was pulled is not taken, and is named as out until the page is left", () => {
  const one = withDrives(withDrives(choosing, ["usb0", "usb1"]), ["usb1"]);
  assert.deepEqual(digits(one), ["", "usb1"]);
  const late = advance(one, { type: "pressed", key: "1" });
  assert.deepEqual([late.state.notice?.type, late.effects], ["drive-removed", []]);
  const { effects } = advance(one, { type: "pressed", key: "enter" });
  assert.deepEqual(effects, [{ type: "read-stick", drive: drive("usb1") }]);
  const elsewhere = advance(one, { type: "pressed", key: "clear" }).state;
  assert.equal(digits(elsewhere).length, 2);
  assert.deepEqual(digits(withDrives(one, ["usb1", "usb7"])), ["usb7", "usb1"]);
});
