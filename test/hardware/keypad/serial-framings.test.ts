// A pad of each framing at the end of a real pseudo-terminal: asked, answered, misread, opened by somebody.
import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { protocolOf } from "../../../hardware/keypad/framing.ts";
import { openPadLine } from "../../../hardware/keypad/pseudo-terminal.ts";
import type { Key } from "../../../src/input/key.ts";
import { framingInWords } from "../../../src/settings/keypad.ts";
import { folderOf, listen, patiently, pseudoTerminal } from "./wire.ts";

const framing = (words: string) => framingInWords("framing", words);
const speaking = (words: string) => () => protocolOf(framing(words));

test("through 5 replugs no key is lost in any framing, however it is answered, and each lost byte is asked for again", async (context) => {
  for (const words of ["stx-etx", "stx-etx,lrc-with-stx,ack-nak", "stx-etx,sum8,ack-nak", "enq-ack"]) {
    const line = openPadLine(join(folderOf(context), "pad"), framing(words));
    context.after(() => line.close());
    const { keypad, heard, count } = listen(context, { path: line.path, protocol: speaking(words) });
    const pressed: readonly Key[] = ["1", "0", "clear", "enter"];
    const wanted: string[] = ["no-device"];
    for (let cycle = 0; cycle < 5; cycle++) {
      line.plug();
      wanted.push("online");
      await count(wanted.length);
      for (const key of pressed) assert.ok(line.send(key, line.hasCheck ? "wrong-check" : null));
      wanted.push(...pressed);
      await count(wanted.length);
      line.unplug();
      wanted.push("offline");
      await count(wanted.length);
    }
    assert.deepEqual(heard, wanted, words);
    await keypad.close();
  }
});

test("a pad that waits to be asked is asked when its line opens and after each frame, in one write with answer and tone", async (context) => {
  const terminal = pseudoTerminal(context);
  const sent: number[] = [];
  const protocol = () =>
    protocolOf({ ...framing("stx-etx,lrc,ack-nak"), before: "\x1bM", after: "\x1bI" } as ReturnType<typeof framing>);
  await patiently(
    (done) => {
      terminal.hear((bytes) => {
        sent.push(...bytes);
        if (sent.length >= 6) done();
      });
      const { keypad, count } = listen(context, { path: terminal.path, protocol, bell: true }, () => keypad.beep());
      void count(1).then(() => terminal.write(Buffer.from([0x02, 0x31, 0x03, 0x32])));
    },
    () => `greeting, answer, question and tone: ${sent}`,
  );
  assert.deepEqual(sent, [0x1b, 0x4d, 0x06, 0x1b, 0x49, 0x07]);
});

test("bytes that mean nothing are told apart from silence, and a pad that is read again is told to be", async (context) => {
  const terminal = pseudoTerminal(context);
  const { heard, count } = listen(context, { path: terminal.path, protocol: speaking("stx-etx,lrc") });
  await count(1);
  // The ascii of another pad; then noise of another speed; then frames as they should be.
  terminal.write(Buffer.from("12345\r"));
  await count(2);
  for (let time = 0; time < 3; time++) terminal.write(Buffer.from([0x02, 0x37, 0x03, 0x34]));
  await count(6);
  // They may come in one read or in several.
  const statuses = heard.filter((word) => word !== "7");
  assert.deepEqual([statuses, heard.length], [["online", "misread", "online"], 6]);
});

test("frames on a line that is set to ascii press no key and are told; plain keys are believed again", async (context) => {
  for (const words of ["stx-etx", "stx-etx,lrc", "stx-etx,lrc,ack-nak", "stx-etx,sum8"]) {
    const line = openPadLine(join(folderOf(context), "pad"), framing(words));
    context.after(() => line.close());
    line.plug();
    const { heard, count, keypad } = listen(context, { path: line.path, protocol: speaking("ascii") });
    await count(1);
    // The check of `3` is a `0`, which changes the language.
    for (const key of ["3", "1"] as const) line.send(key);
    await count(2);
    assert.deepEqual(heard, ["online", "misread"], words);
    await keypad.close();
    line.close();
  }
  const terminal = pseudoTerminal(context);
  const { heard, count } = listen(context, { path: terminal.path, protocol: speaking("ascii") });
  await count(1);
  terminal.write(Buffer.from([0x05, 0x05, 0x05, 0x05, 0x04, 0x05]));
  await count(2);
  terminal.write(Buffer.from("123"));
  await count(6);
  assert.deepEqual([heard[1], [...heard].sort()], ["misread", ["1", "2", "3", "misread", "online", "online"]]);
});

test("one disturbed key is no wrong setting", async (context) => {
  const terminal = pseudoTerminal(context);
  const { heard, count } = listen(context, { path: terminal.path, protocol: speaking("stx-etx,lrc") });
  await count(1);
  terminal.write(Buffer.from([0x02, 0x37, 0x03, 0x35, 0xff]));
  terminal.write(Buffer.from([0x02, 0x38, 0x03, 0x3b]));
  await count(2);
  assert.deepEqual(heard, ["online", "8"]);
});

test("of a pad that somebody opened no key is believed until it was plugged in anew", async (context) => {
  const line = openPadLine(join(folderOf(context), "pad"), framing("stx-etx,lrc"));
  context.after(() => line.close());
  line.plug();
  const { heard, count } = listen(context, { path: line.path, protocol: speaking("stx-etx,lrc") });
  await count(1);
  line.send("1");
  await count(2);
  line.send("tamper");
  await count(3);
  line.send("2");
  line.unplug();
  await count(4);
  line.plug();
  await count(5);
  line.send("3");
  await count(6);
  assert.deepEqual(heard, ["online", "1", "fraud-attempt", "offline", "online", "3"]);
});

test("a pad of link control that goes silent in the midst is let go, and asks anew", async (context) => {
  const terminal = pseudoTerminal(context);
  const sent: number[] = [];
  const { heard, count } = listen(context, { path: terminal.path, protocol: speaking("enq-ack") });
  await count(1);
  await patiently(
    (done) => {
      terminal.hear((bytes) => {
        sent.push(...bytes);
        if (sent.includes(0x15)) done();
      });
      // Half a frame: it is refused after 400 ms of silence.
      terminal.write(Buffer.from([0x05, 0x02, 0x31]));
    },
    () => `ACK and NAK: ${sent}`,
  );
  terminal.write(Buffer.from([0x02, 0x31, 0x03, 0x32]));
  await count(2);
  assert.deepEqual(
    [sent.slice(0, 2), heard],
    [
      [0x06, 0x15],
      ["online", "1"],
    ],
  );
});
