// What pads send means what their recordings say, in every framing, however the stream is cut.
import assert from "node:assert/strict";
import { test } from "node:test";
import { protocolOf } from "../../../hardware/keypad/framing.ts";
import type { Protocol, Received } from "../../../hardware/keypad/protocol.ts";
import { type Heard, readRecordings } from "./recordings.ts";

const recordings = readRecordings();

test("there are recordings of every framing", () => {
  assert.ok(recordings.length >= 11, recordings.map(({ name }) => name).join(" "));
  const types = new Set(recordings.map(({ framing }) => framing.type));
  assert.deepEqual([...types].sort(), ["ascii", "enq-ack", "stx-etx"]);
});

/** All that several reads gave. */
function together(parts: readonly Received[]) {
  return {
    keys: parts.flatMap(({ keys }) => keys),
    fraud: parts.some(({ tampered }) => tampered),
    reply: parts.flatMap(({ reply }) => [...reply]),
  };
}

function hear(protocol: Protocol, { bytes }: Heard, cut: boolean) {
  if (bytes === null) return together([protocol.silent()]);
  const pieces = cut ? Array.from(bytes, (byte) => Uint8Array.of(byte)) : [bytes];
  return together(pieces.map((piece) => protocol.receive(piece)));
}

for (const { name, framing, heard } of recordings)
  test(`${name} means what it says, line by line and byte by byte`, () => {
    assert.ok(heard.length > 0);
    for (const cut of [false, true]) {
      const protocol = protocolOf(framing);
      for (const each of heard) {
        const { line, keys, fraud, reply } = each;
        assert.deepEqual(hear(protocol, each, cut), { keys, fraud, reply }, `${line}${cut ? ", byte by byte" : ""}`);
      }
    }
  });
