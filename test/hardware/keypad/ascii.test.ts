// Bytes of the ascii framing become keys: what holds for every stream.
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { asciiProtocol } from "../../../hardware/keypad/ascii.ts";
import { frameOf, longest } from "../../../hardware/keypad/frame.ts";
import { legibility } from "../../../hardware/keypad/legibility.ts";
import type { Check } from "../../../src/input/framing.ts";
import type { Key } from "../../../src/input/key.ts";
import { readRecordings } from "./recordings.ts";

const bytes = fc.uint8Array({ maxLength: 60 });
/** Dense where the states are: CR, LF, ESC, introducers, STX, ETX, digits. */
const likely = fc
  .array(fc.constantFrom(0x0d, 0x0a, 0x1b, 0x5b, 0x4f, 0x02, 0x03, 0x31, 0x42, 0x7f, 0x8d), { maxLength: 60 })
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

test("after any garbage and a pause at most nine bytes are lost before a key is a key again", () => {
  fc.assert(
    fc.property(fc.oneof(bytes, likely), (garbage) => {
      const protocol = asciiProtocol();
      protocol.receive(garbage);
      protocol.silent();
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

/** A frame of another framing, whatever is in it and however it is checked. */
const frames = fc
  .tuple(
    fc.constantFrom<Check>("none", "lrc", "lrc-with-stx", "sum8"),
    fc.array(fc.constantFrom(...Buffer.from("0123456789*#ECBX\r")), { minLength: 1, maxLength: 16 }),
  )
  .map(([check, data]) => frameOf(check, Uint8Array.from(data)));

test("of a frame no byte is a key, its check no more than its data, however it is cut", () => {
  fc.assert(
    fc.property(fc.array(frames, { minLength: 2, maxLength: 4 }), fc.array(fc.nat(60)), (sent, cuts) => {
      const stream = Uint8Array.from(sent.flatMap((frame) => [...frame]));
      const pieces = asciiProtocol();
      const places = [0, ...cuts.filter((cut) => cut < stream.length).sort((a, b) => a - b), stream.length];
      const parts = places.slice(1).map((end, index) => pieces.receive(stream.subarray(places[index], end)));
      assert.deepEqual(
        parts.flatMap(({ keys }) => keys),
        [],
      );
      // Two of them are no accident.
      const reading = legibility();
      assert.ok(parts.map(({ meaningless }) => reading.take(0, meaningless)).includes(false));
    }),
  );
});

test("whole frames as pads were recorded are no keys where the framing is ascii", () => {
  const framed = readRecordings().filter(
    ({ framing, name }) => framing.type === "stx-etx" && !name.startsWith("hostile"),
  );
  assert.ok(framed.length >= 3);
  for (const { name, heard } of framed)
    for (const { line, bytes: sent } of heard) {
      const protocol = asciiProtocol();
      assert.deepEqual(protocol.receive(sent ?? new Uint8Array(0)).keys, [], `${name}: ${line}`);
      protocol.silent();
      assert.deepEqual(protocol.receive(Buffer.from("7")).keys, ["7"], `${name}: ${line}`);
    }
});

test("one STX of noise costs what comes with it and no more: after a pause the next key counts", () => {
  const protocol = asciiProtocol();
  const noise = protocol.receive(Uint8Array.of(0x02));
  assert.ok(noise.patience !== null && noise.keys.length === 0);
  protocol.silent();
  assert.deepEqual(protocol.receive(Buffer.from("7\r")).keys, ["7", "enter"]);
  // And without a pause it is forgotten, because no frame is so long.
  protocol.receive(Uint8Array.of(0x02));
  protocol.receive(new Uint8Array(longest).fill(0x31));
  assert.deepEqual(protocol.receive(Buffer.from("7")).keys, ["7"]);
});

test("a byte that a branch made a key is one, STX and ETX included", () => {
  const protocol = asciiProtocol({ keys: { "\x02": "up", "\x03": "down" } });
  assert.deepEqual(protocol.receive(Uint8Array.of(0x02, 0x31, 0x03)).keys, ["up", "1", "down"]);
});
