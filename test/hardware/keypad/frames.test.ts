// What holds for every stream in the framings that have frames: garbage costs little, and no wrong key comes of it.
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { frameOf } from "../../../hardware/keypad/frame.ts";
import { protocolOf } from "../../../hardware/keypad/framing.ts";
import { padSender } from "../../../hardware/keypad/pad-sender.ts";
import type { Framing } from "../../../src/input/framing.ts";
import type { Key } from "../../../src/input/key.ts";
import { framingInWords } from "../../../src/settings/keypad.ts";

const spoken = [
  ...["", ",lrc", ",lrc-with-stx", ",sum8", ",lrc,ack-nak", ",sum8,seven-bits"].map((options) => `stx-etx${options}`),
  ...["", ",lrc-with-stx", ",sum8", ",seven-bits"].map((options) => `enq-ack${options}`),
];
const framings = spoken.map((words) => [words, framingInWords("framing", words)] as const);
const keys: readonly Key[] = [..."0123456789"].map((digit) => digit as Key);

/** Dense where the states are: link control, ends of frames, digits, checks. */
const likely = fc
  .array(fc.constantFrom(0x02, 0x03, 0x04, 0x05, 0x06, 0x15, 0x31, 0x32, 0x30, 0x00, 0xff, 0x54), { maxLength: 150 })
  .map((list) => Uint8Array.from(list));
const stream = fc.oneof(fc.uint8Array({ maxLength: 150 }), likely);

for (const [words, framing] of framings) {
  test(`${words}: however a stream is cut, it means the same, and there are fewer keys than bytes`, () => {
    fc.assert(
      fc.property(stream, fc.array(fc.nat(150)), (bytes, cuts) => {
        const whole = protocolOf(framing).receive(bytes);
        const pieces = protocolOf(framing);
        const places = [0, ...cuts.filter((cut) => cut < bytes.length).sort((a, b) => a - b), bytes.length];
        const parts = places.slice(1).map((end, index) => pieces.receive(bytes.subarray(places[index], end)));
        assert.deepEqual(
          parts.flatMap((part) => part.keys),
          whole.keys,
        );
        assert.deepEqual(
          parts.flatMap(({ reply }) => [...reply]),
          [...whole.reply],
        );
        assert.ok(whole.keys.length <= bytes.length && whole.meaningless <= bytes.length);
      }),
    );
  });

  test(`${words}: after any garbage and a silence the next key is a key`, () => {
    fc.assert(
      fc.property(stream, fc.constantFrom(...keys), (garbage, key) => {
        const protocol = protocolOf(framing);
        protocol.receive(garbage);
        for (let patience = 1; protocol.receive(new Uint8Array(0)).patience !== null && patience < 9; patience++)
          protocol.silent();
        protocol.receive(Uint8Array.of(0x05));
        assert.deepEqual(protocol.receive(protocol.encode(key)).keys, [key]);
      }),
    );
  });

  test(`${words}: what a pad sends arrives, through any answer`, () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...keys, "enter", "clear", "cancel"), { maxLength: 12 }), (pressed) => {
        assert.deepEqual(conversation(framing, pressed), pressed);
      }),
      { numRuns: 30 },
    );
  });
}

/** A pad and a protocol answer one another until both are silent. */
function conversation(framing: Framing, pressed: readonly Key[], fault: "drop" | "wrong-check" | null = null): Key[] {
  const protocol = protocolOf(framing);
  const heard: Key[] = [];
  const toPad: Uint8Array[] = [];
  const pad = padSender(framing, (bytes) => {
    const { keys: found, reply } = protocol.receive(bytes);
    heard.push(...found);
    toPad.push(reply);
  });
  for (const key of pressed) {
    pad.send(key, fault);
    for (let reply = toPad.shift(); reply; reply = toPad.shift()) pad.hear(reply);
  }
  pad.stop();
  return heard;
}

test("a lost byte and a wrong check cost no key where frames are answered, and a key where they are not", () => {
  for (const fault of ["drop", "wrong-check"] as const) {
    for (const words of ["stx-etx,lrc,ack-nak", "stx-etx,sum8,ack-nak", "enq-ack"])
      assert.deepEqual(conversation(framingInWords("f", words), ["1", "2"], fault), ["1", "2"], `${words} ${fault}`);
    assert.deepEqual(conversation(framingInWords("f", "stx-etx,lrc"), ["1", "2"], fault), []);
  }
});

test("one wrong bit anywhere in a checked frame is no key", () => {
  for (const check of ["lrc", "lrc-with-stx", "sum8"] as const) {
    const framing = framingInWords("f", `stx-etx,${check}`);
    const frame = frameOf(check, Uint8Array.of(0x35));
    for (let bit = 0; bit < frame.length * 8; bit++) {
      const bent = frame.map((byte, index) => (index === bit >> 3 ? byte ^ (1 << (bit & 7)) : byte));
      assert.deepEqual(protocolOf(framing).receive(bent).keys, [], `${check}, bit ${bit}`);
    }
  }
});

test("a megabyte of garbage leaves at most one frame behind, in every framing", () => {
  const garbage = Uint8Array.from({ length: 1 << 20 }, (_, index) => (index * 167 + (index >> 8) * 13) & 0xff);
  for (const [words, framing] of framings) {
    const protocol = protocolOf(framing);
    const { meaningless } = protocol.receive(garbage);
    assert.ok(meaningless > garbage.length / 2 && meaningless <= garbage.length, `${words}: ${meaningless}`);
    assert.ok(protocol.silent().meaningless <= 65, words);
  }
});
