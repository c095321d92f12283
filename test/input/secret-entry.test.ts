// What a pad's keys do to a secret field, as XFS4IoT's Keyboard does it: lengths come out, and never a value.
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { Bus, type Input, type TerminalRole } from "../../src/input/bus.ts";
import type { Field, Party } from "../../src/input/field.ts";
import { isDigit, type Key } from "../../src/input/key.ts";

const pin = {
  type: "secret",
  name: "otp",
  characters: "digits",
  minimum: 4,
  maximum: 6,
  by: "customer",
} as const satisfies Field;

function busWith(field: Field | null, takes: readonly Party[] = ["customer", "teller"]) {
  const heard: Input[] = [];
  const role: TerminalRole = "keyboard";
  const bus = new Bus({
    role: () => role,
    takesFrom: (party) => takes.includes(party),
    event: (input) => heard.push(input),
    command: () => {},
  });
  bus.open(field, false);
  return { bus, heard };
}

const press = (keys: readonly Key[], party: Party = "customer") => {
  const { bus, heard } = busWith(pin);
  for (const key of keys) bus.pressed(key, party);
  return { heard, length: bus.secret("otp").length };
};
const typed = (length: number): Input => ({ type: "secret-typed", length, half: false });
const pressed = (key: Key): Input => ({ type: "pressed", key });

test("at the limit digits go dead, and live again after a correction", () => {
  const { heard } = press(["1", "2", "3", "4", "5", "6", "7", "8", "backspace", "9"]);
  assert.deepEqual(heard, [1, 2, 3, 4, 5, 6, 5, 6].map(typed));
});

test("enter below the minimum enters nothing, and says that more is to come", () => {
  const { heard, length } = press(["1", "2", "3", "enter"]);
  assert.deepEqual([heard, length], [[...[1, 2, 3].map(typed), { type: "field-short" }], 3]);
  assert.deepEqual(press(["1", "2", "3", "4", "enter"]).heard, [...[1, 2, 3, 4].map(typed), pressed("enter")]);
});

test("clear wipes, and on an empty field opens the menu", () => {
  const { heard, length } = press(["1", "2", "clear", "clear"]);
  assert.deepEqual([heard, length], [[typed(1), typed(2), typed(0), pressed("clear")], 0]);
});

test("cancel wipes before it asks, so that nothing is left whatever is answered", () => {
  const { heard, length } = press(["1", "2", "cancel"]);
  assert.deepEqual([heard, length], [[typed(1), typed(2), typed(0), pressed("cancel")], 0]);
  assert.deepEqual(press(["cancel"]).heard, [pressed("cancel")]);
});

test("for any keys the length is that of a pad that counts, and no event says which digit it was", () => {
  const keys = fc.constantFrom<Key>(..."0123456789".split("").filter(isDigit), "enter", "clear", "backspace", "cancel");
  fc.assert(
    fc.property(fc.array(keys, { maxLength: 40 }), (sequence) => {
      let length = 0;
      for (const key of sequence) {
        if (isDigit(key)) length = Math.min(length + 1, pin.maximum);
        else if (key === "backspace") length = Math.max(length - 1, 0);
        else if (key !== "enter") length = 0;
      }
      const { heard, length: is } = press(sequence);
      assert.equal(is, length);
      assert.ok(heard.every((input) => input.type !== "wrote" && (input.type !== "pressed" || !isDigit(input.key))));
    }),
  );
});

test("two keypads at one desk: the customer's field takes the customer's keys alone, the teller's page the teller's", () => {
  const customers = busWith(pin);
  customers.bus.pressed("1", "teller");
  customers.bus.pressed("2", "customer");
  assert.deepEqual(customers.heard, [typed(1)]);
  const tellers = busWith(null, ["teller"]);
  tellers.bus.pressed("1", "customer");
  tellers.bus.pressed("2", "teller");
  assert.deepEqual(tellers.heard, [pressed("2")]);
});
