// `changgu doctor keypad` finds out what a pad speaks: from its bytes alone, and silence is not a wrong setting.
import assert from "node:assert/strict";
import { test } from "node:test";
import { padSender } from "../../../hardware/keypad/pad-sender.ts";
import { openReadings } from "../../../hardware/keypad/readings.ts";
import { type Ear, examineKeypad } from "../../../src/commands/doctor-keypad.ts";
import type { Key } from "../../../src/input/key.ts";
import { framingInWords } from "../../../src/settings/keypad.ts";

type Heard = { readonly code: number; readonly lines: readonly string[] };

/** A doctor at the end of a wire on which `talk` speaks; answers go back to it. */
async function examined(
  configured: string,
  talk: (write: (bytes: Uint8Array) => void, answers: (hear: (bytes: Uint8Array) => unknown) => void) => void,
  ends: "refused" | "hung-up" | null = null,
  parity: "none" | "even" = "none",
): Promise<Heard> {
  const lines: string[] = [];
  const { promise: enough, resolve: stop } = Promise.withResolvers<void>();
  let hear: (bytes: Uint8Array) => unknown = () => {};
  const ear: Ear = {
    take: openReadings().take,
    listen(listener) {
      queueMicrotask(() => {
        if (ends) return listener.ended(ends);
        listener.online();
        talk(listener.bytes, (heard) => {
          hear = heard;
        });
        stop();
      });
      return { answer: (bytes) => hear(bytes), stop: async () => {} };
    },
  };
  const print = (line: string): void => void lines.push(line);
  const code = await examineKeypad(ear, {
    ...{ where: "/dev/pad", configured, parity },
    milliseconds: 60_000,
    print,
    enough,
  });
  return { code, lines };
}

const typing = (words: string, keys: readonly Key[]) =>
  examined("ascii", (write, answers) => {
    const waiting: Uint8Array[] = [];
    answers((bytes) => waiting.push(bytes));
    const pad = padSender(framingInWords("f", words), write);
    for (const key of keys) {
      pad.send(key, null);
      for (let answer = waiting.shift(); answer; answer = waiting.shift()) pad.hear(answer);
    }
    pad.stop();
  });

for (const words of [
  "stx-etx",
  "stx-etx,lrc",
  "stx-etx,lrc-with-stx",
  "stx-etx,sum8",
  "enq-ack,lrc",
  "enq-ack,lrc-with-stx",
  "enq-ack,sum8",
])
  test(`a pad that speaks ${words} is named, with what to put into the settings`, async () => {
    const { code, lines } = await typing(words, ["1", "2", "9", "enter"]);
    assert.equal(code, 1);
    assert.ok(lines.includes(`This pad speaks ${words}; set is ascii.`), lines.join("\n"));
    assert.match(lines.join("\n"), /do: put "framing":"/);
  });

test("a pad that speaks what is set is well, and its bytes are shown", async () => {
  const { code, lines } = await typing("ascii", ["1", "2", "enter"]);
  assert.equal(code, 0);
  assert.ok(lines.includes("31 32 0d   1 2 CR"), lines.join("\n"));
  assert.ok(lines.includes("    ascii                1 2 enter"), lines.join("\n"));
});

test("parity in the eighth bit is found", async () => {
  const { lines } = await examined("ascii", (write) => write(Uint8Array.of(0xb1, 0xb2, 0x33, 0xb4, 0x8d)));
  assert.ok(lines.includes("This pad speaks ascii,seven-bits; set is ascii."), lines.join("\n"));
});

test("silence, noise and a device that cannot be opened are three different things", async () => {
  const silent = await examined("ascii", () => {});
  assert.match(silent.lines.join("\n"), /this is silence, no wrong setting/);
  const dropped = await examined("ascii", () => {}, null, "even");
  assert.match(dropped.lines.join("\n"), /silence, or the parity is wrong/);
  const noise = await examined("ascii", (write) => write(Uint8Array.of(0xf8, 0x00, 0xe6, 0x9e, 0x80, 0xfe, 0x06)));
  assert.match(noise.lines.join("\n"), /the speed or the parity is set wrongly/);
  const refused = await examined("ascii", () => {}, "refused");
  assert.match(refused.lines.join("\n"), /cannot be opened/);
  const pulled = await examined("ascii", () => {}, "hung-up");
  assert.match(pulled.lines.join("\n"), /The line hung up/);
  assert.deepEqual([silent.code, noise.code, refused.code, pulled.code], [1, 1, 2, 1]);
});
