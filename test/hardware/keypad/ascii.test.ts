// Bytes of the ascii framing become keys: what holds for every stream.
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { asciiProtocol } from "../../../hardware/keypad/ascii.ts";
import type { Key } from "../../../src/input/key.ts";

const bytes = fc.uint8Array({ maxLength: 60 });
/** Dense where the states are: CR, LF, ESC, introducers, digits. */
const likely = fc
  .array(fc.constantFrom(0x0d, 0x0a, 0x1b, 0x5b, 0x4f, 0x31, 0x42, 0x7f, 0x8d), { maxLength: 60 })
  .map((list) => Uint8Array.from(list));

test("however a stream is cut, its keys are the same, and there are never more of them than bytes", () => {
  fc.assert(
    fc.property(fc.oneof(bytes, likely), fc.array(fc.nat(60)), fc.boolean(), (stream, cuts, sevenBits) => {
      const whole = asciiProtocol({ sevenBits }).receive(stream).keys;
      const pieces = asciiProtocol({ sevenBits });
      const places = [0, ...cuts.filter((cut) => cut < stream.length).sort((a, b) => a - b), stream.length];
      const keys = places.slice(1).flatMap((end, index) => pieces.receive(stream.subarray(places[index], end)).keys);
      assert.deepEqual(keys, whole);
      assert.ok(whole.length <= stream.length);
    }),
  );
});

test("after any garbage at most nine bytes are lost before a key is a key again", () => {
  fc.assert(
    fc.property(fc.oneof(bytes, likely), (garbage) => {
      const protocol = asciiProtocol();
      protocol.receive(garbage);
      protocol.receive(new Uint8Array(9).fill(0x31));
      assert.deepEqual(protocol.receive(Uint8Array.of(0x37)).keys, ["7"]);
    }),
  );
});

test("what a pad sends for a key means that key, and it sends nothing for a key that it has not", () => {
  const protocol = asciiProtocol();
  const keys: readonly Key[] = [..."0123456789"].map((digit) => digit as Key);
  for (const key of [...keys, "enter", "clear", "backspace", "cancel"] as const)
    assert.deepEqual(protocol.receive(protocol.encode(key)).keys, [key]);
  for (const key of ["up", "down", "help"] as const) assert.equal(protocol.encode(key).length, 0);
});

test("a table adds keys, changes them and takes defaults away", () => {
  const protocol = asciiProtocol({ keys: { A: "up", "#": "help", X: null, "[": "down" } });
  assert.deepEqual(protocol.receive(Buffer.from("A#X1")).keys, ["up", "help", "1"]);
  assert.deepEqual(protocol.receive(Buffer.from("\x1b[1")).keys, ["cancel", "down", "1"]);
  assert.deepEqual(protocol.receive(protocol.encode("up")).keys, ["up"]);
});

test("the ascii framing answers nothing", () => {
  fc.assert(fc.property(bytes, (stream) => assert.equal(asciiProtocol().receive(stream).reply.length, 0)));
});
