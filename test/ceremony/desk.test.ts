// What a desk does between ceremonies: whoever was taken out of service is signed off, and a day begins.
import assert from "node:assert/strict";
import { test } from "node:test";
import { advance } from "../../src/ceremony/advance.ts";
import { validUntil } from "../../src/ceremony/offer.ts";
import { atTheDoor } from "../../src/ceremony/state.ts";
import { kstDateText } from "../../src/kst.ts";
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
  const wanted = (state: typeof atTheDoor) =>
    advance(state, { type: "day-began", at: new Date(0) }).effects.map(({ type }) => type);
  const opened = advance(atTheDoor, { type: "opened", house, desk: "kiosk" }).state;
  assert.deepEqual(wanted(opened), ["catch-up"]);
  const began = advance(opened, { type: "ceremony-began", ceremony: "c", service: "redeem", at: new Date(0) }).state;
  assert.equal(began.step.at, "ticket-reference");
  assert.deepEqual(wanted(began), []);
  assert.deepEqual(wanted(atTheDoor), []);
});

test("whoever reads at midnight until when it will be valid reads it as the new day has it", () => {
  const opened = advance(atTheDoor, { type: "opened", house, desk: "kiosk" }).state;
  const late = new Date("2026-11-23T23:59:00+09:00");
  const began = advance(opened, { type: "ceremony-began", ceremony: "c", service: "issue", at: late }).state;
  const told = ({ facts }: typeof began) => facts && kstDateText(validUntil(facts));
  assert.equal(told(began), "2027-11-23");
  const next = advance(began, { type: "day-began", at: new Date("2026-11-24T00:00:01+09:00") }).state;
  assert.equal(told(next), "2027-11-24");
});
