// A keypad that comes and goes. On real pseudo-terminals, with the real driver and its native binding.
import assert from "node:assert/strict";
import { mkdirSync, rmSync, symlinkSync, unlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { asciiProtocol } from "../../../hardware/keypad/ascii.ts";
import { openPadLine } from "../../../hardware/keypad/pseudo-terminal.ts";
import type { Key } from "../../../src/input/key.ts";
import { cabled, folderOf, listen, nextTurn, patiently, plugAt, pseudoTerminal, wordOf } from "./wire.ts";

test("keys arrive in order, with the ascii framing's defaults", async (context) => {
  const terminal = pseudoTerminal(context);
  const { heard, count } = listen(context, { path: terminal.path });
  await count(1);
  terminal.write(Buffer.from("0123456789*#\r\n\b\x1bE"));
  await count(17);
  const digits = [..."0123456789"];
  assert.deepEqual(heard, ["online", ...digits, "clear", "enter", "enter", "backspace", "cancel", "enter"]);
});

test("every setting of a pad's wire opens", async (context) => {
  for (const parity of ["none", "even", "odd"] as const)
    for (const [dataBits, stopBits] of [
      [7, 2],
      [8, 1],
    ] as const) {
      const terminal = pseudoTerminal(context);
      const { keypad, heard, count } = listen(context, {
        path: terminal.path,
        baudRate: 1200,
        parity,
        dataBits,
        stopBits,
      });
      await count(1);
      assert.deepEqual(heard, ["online"], `${dataBits} ${parity} ${stopBits}`);
      await keypad.close();
    }
});

test("through 30 unplugs and replugs under one link no key is lost and each change is told", async (context) => {
  const line = openPadLine(join(folderOf(context), "keypad"));
  context.after(() => line.close());
  const { heard, count } = listen(context, { path: line.path });
  const keys: readonly Key[] = ["1", "2", "3", "enter"];
  const wanted = ["no-device"];
  for (let cycle = 0; cycle < 30; cycle++) {
    assert.equal(line.plug().type, "plugged");
    wanted.push("online");
    await count(wanted.length);
    for (const key of keys) line.send(key);
    wanted.push(...keys);
    await count(wanted.length);
    line.unplug();
    wanted.push("offline");
    await count(wanted.length);
  }
  assert.deepEqual(heard, wanted);
});

test("a replug that is faster than its notice is told as one, whether or not keys were on their way", async (context) => {
  const line = openPadLine(join(folderOf(context), "keypad"));
  context.after(() => line.close());
  line.plug();
  const { heard, count } = listen(context, { path: line.path });
  await count(1);
  for (let cycle = 0; cycle < 10; cycle++) {
    line.unplug();
    line.plug();
    await count(heard.length + 2);
    assert.deepEqual(heard.slice(-2), ["offline", "online"]);
    line.send("5");
    await count(heard.length + 1);
    assert.equal(heard.at(-1), "5");
  }
});

test("half a frame does not outlive an unplug", async (context) => {
  const path = join(folderOf(context), "keypad");
  const first = plugAt(context, path);
  const { heard, count } = listen(context, { path });
  await count(1);
  first.write(Buffer.from("\x1b["));
  await count(2);
  unlinkSync(path);
  first.close();
  await count(3);
  const second = plugAt(context, path);
  await count(4);
  second.write(Buffer.from("7"));
  await count(5);
  assert.deepEqual(heard, ["online", "cancel", "offline", "online", "7"]);
});

test("a path that never existed is no device, even in a folder that comes later", async (context) => {
  const folder = join(folderOf(context), "serial", "by-id");
  const { heard, count } = listen(context, { path: join(folder, "pad") });
  await count(1);
  mkdirSync(folder, { recursive: true });
  const terminal = plugAt(context, join(folder, "pad"));
  await count(2);
  rmSync(folder, { recursive: true });
  terminal.close();
  await count(3);
  mkdirSync(folder);
  plugAt(context, join(folder, "pad"));
  await count(4);
  assert.deepEqual(heard, ["no-device", "online", "offline", "online"]);
});

test("what is no keypad is a hardware error until a keypad takes its place", async (context) => {
  const path = join(folderOf(context), "keypad");
  writeFileSync(path, "a file");
  const { heard, count } = listen(context, { path });
  await count(1);
  unlinkSync(path);
  symlinkSync("/dev/null", path);
  unlinkSync(path);
  plugAt(context, path);
  await count(heard.includes("offline") ? 3 : 2);
  assert.equal(heard[0], "hardware-error");
  assert.equal(heard.at(-1), "online");
});

test("a second desk at the same keypad is told so, and gets it when the first one leaves", async (context) => {
  const terminal = pseudoTerminal(context);
  const first = listen(context, { path: terminal.path });
  await first.count(1);
  const second = listen(context, { path: terminal.path });
  await second.count(1);
  assert.deepEqual([first.heard, second.heard], [["online"], ["taken"]]);
  await first.keypad.close();
  await second.count(2);
  assert.deepEqual(second.heard, ["taken", "online"]);
});

test("a pad is sounded when it is there and has a bell; what was asked while it was away is forgotten", async (context) => {
  const path = join(folderOf(context), "keypad");
  const { keypad, count } = listen(context, { path, bell: true });
  await count(1);
  for (let time = 0; time < 5; time++) keypad.beep();
  const terminal = plugAt(context, path);
  const sounds: number[] = [];
  await count(2);
  await patiently(
    (done) => {
      terminal.hear((bytes) => {
        sounds.push(...bytes);
        setImmediate(done);
      });
      keypad.beep();
    },
    () => "a sound",
  );
  assert.deepEqual(sounds, [0x07]);
});

test("a pad without a bell is sent nothing", async (context) => {
  const terminal = pseudoTerminal(context);
  const sounds: number[] = [];
  terminal.hear((bytes) => sounds.push(...bytes));
  const { keypad, count } = listen(context, { path: terminal.path });
  await count(1);
  for (let time = 0; time < 5; time++) keypad.beep();
  terminal.write(Buffer.from("1"));
  await count(2);
  await keypad.close();
  assert.deepEqual(sounds, []);
});

test("a closed keypad says nothing more", async (context) => {
  const terminal = pseudoTerminal(context);
  const { keypad, heard, count } = listen(context, { path: terminal.path });
  await count(1);
  await keypad.close();
  terminal.write(Buffer.from("1"));
  terminal.close();
  keypad.beep();
  assert.deepEqual(heard, ["online"]);
});

/** Bytes of every value in an order that repeats only after 65,536 of them. */
const garbage = Uint8Array.from({ length: 1 << 20 }, (_, index) => (index * 167 + (index >> 8) * 13) & 0xff);

test("a megabyte of garbage is read to its end, leaves nothing behind, and the next key is a key", async (context) => {
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc") as () => void;
  // V8 sweeps buffers on a thread of its own, and counts them until it has: what one collection leaves may be gone at the next.
  const held = async (): Promise<number> => {
    let [before, now] = [Number.POSITIVE_INFINITY, Number.MAX_SAFE_INTEGER];
    while (now < before) {
      await nextTurn();
      collect();
      const { heapUsed, arrayBuffers } = process.memoryUsage();
      [before, now] = [now, heapUsed + arrayBuffers];
    }
    return before;
  };
  const wanted = asciiProtocol().receive(garbage).keys.length;
  const terminal = pseudoTerminal(context);
  const keypad = cabled({ path: terminal.path });
  context.after(() => keypad.close());
  let keys = 0;
  let last = "";
  await patiently(
    (done) =>
      keypad.open((report) => {
        if (report.type === "key") keys++;
        last = wordOf(report);
        if (last === "online") done();
      }),
    () => "a keypad",
  );
  const before = await held();
  for (let sent = 0; sent < garbage.length; await nextTurn())
    sent += terminal.write(garbage.subarray(sent, sent + 65536));
  for (let turn = 0; keys < wanted && turn < 100_000; turn++) await nextTurn();
  assert.equal(keys, wanted);
  const more = (await held()) - before;
  assert.ok(more < 512 * 1024, `${more} bytes are held`);
  while (terminal.write(Buffer.from("\r")) === 0) await nextTurn();
  for (let turn = 0; keys === wanted && turn < 100_000; turn++) await nextTurn();
  assert.equal(last, "enter");
});

test("a wire whose other side nobody reads loses what does not fit, and waits for nobody", (context) => {
  const terminal = pseudoTerminal(context);
  let taken = 0;
  for (let time = 0; time < 100; time++) taken += terminal.write(garbage.subarray(0, 65536));
  assert.ok(taken > 0 && taken < 1 << 20, `${taken} bytes`);
  terminal.close();
  assert.equal(terminal.write(garbage), 0);
});

test("keys pressed before the first desk are neither echoed to the pad nor told to the desk", async (context) => {
  const terminal = pseudoTerminal(context);
  const sounds: number[] = [];
  terminal.write(Buffer.from("1234\r"));
  const { keypad, heard, count } = listen(context, { path: terminal.path, bell: true });
  await count(1);
  await patiently(
    (done) => {
      terminal.hear((bytes) => {
        sounds.push(...bytes);
        if (sounds.includes(0x07)) done();
      });
      keypad.beep();
    },
    () => "a sound",
  );
  assert.deepEqual(sounds, [0x07]);
  assert.deepEqual(heard, ["online"]);
});

const quiet = asciiProtocol().receive(new Uint8Array(0));

test("a protocol's reply goes out at once; a sound asked while the line was opened does not go out before it", async (context) => {
  const terminal = pseudoTerminal(context);
  const sent: number[] = [];
  const replying = () => ({ ...asciiProtocol(), receive: () => ({ ...quiet, reply: Uint8Array.of(0x06) }) });
  const { keypad, count } = listen(context, { path: terminal.path, bell: true, protocol: replying });
  keypad.beep();
  await patiently(
    (done) => {
      terminal.hear((bytes) => {
        sent.push(...bytes);
        if (sent.includes(0x06)) done();
      });
      void count(1).then(() => terminal.write(Buffer.from("1")));
    },
    () => "a reply",
  );
  assert.deepEqual(sent, [0x06]);
});
