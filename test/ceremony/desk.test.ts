// What a desk does between ceremonies: whoever was taken out of service is signed off, and a day begins.
import assert from "node:assert/strict";
import { test } from "node:test";
import { advance } from "../../src/ceremony/advance.ts";
import { atTheDoor } from "../../src/ceremony/state.ts";
import { house, teller } from "./people.ts";

test("an officer who is out of service begins nothing more", () => {
  const opened = advance(atTheDoor, { type: "opened", house, desk: "teller" }).state;
  const signedOn = advance(opened, { type: "signed-on", member: teller }).state;
  const chosen = advance(signedOn, { type: "pressed", key: "2" });
  assert.deepEqual(
    chosen.effects.map(({ type }) => type),
    ["begin-ceremony"],
  );
  const { state, effects } = advance(chosen.state, { type: "officer-out" });
  assert.deepEqual([state.step.at, state.officer], ["sign-on", null]);
  assert.deepEqual(effects, [
    { type: "record", facts: [{ event: "staff-signed-off", number: teller.number, why: "out" }] },
  ]);
});

test("what is over is settled when a day begins, and not while somebody is served", () => {
  const wanted = (state: typeof atTheDoor) => advance(state, { type: "day-began" }).effects.map(({ type }) => type);
  const opened = advance(atTheDoor, { type: "opened", house, desk: "kiosk" }).state;
  assert.deepEqual(wanted(opened), ["settle"]);
  const began = advance(opened, { type: "ceremony-began", ceremony: "c", service: "redeem", at: new Date(0) }).state;
  assert.equal(began.step.at, "ticket-reference");
  assert.deepEqual(wanted(began), []);
  assert.deepEqual(wanted(atTheDoor), []);
});
