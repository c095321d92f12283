// A line's end is noticed, whenever it comes. On real pseudo-terminals, with the real driver and its native binding.
import assert from "node:assert/strict";
import { readdirSync, readlinkSync } from "node:fs";
import { test } from "node:test";
import { type Line, openLine } from "../../../hardware/keypad/serial-line.ts";
import { nextTurn, patiently, pseudoTerminal } from "./wire.ts";

const settings = { baudRate: 9600, dataBits: 8, parity: "none", stopBits: 1 } as const;

type Watched = {
  readonly line: Line;
  readonly ends: readonly string[];
  online(): Promise<void>;
  ended(): Promise<void>;
};

function watchLine(path: string, bytes: (bytes: Uint8Array) => void = () => {}): Watched {
  const ends: string[] = [];
  const online = Promise.withResolvers<void>();
  const ended = Promise.withResolvers<void>();
  const line = openLine(
    { ...settings, path },
    {
      online: () => online.resolve(),
      bytes,
      ended: (how) => {
        ends.push(how);
        ended.resolve();
      },
    },
  );
  const within = (promise: Promise<void>, what: string): Promise<void> =>
    patiently(
      (done) => void promise.then(done),
      () => what,
    );
  return {
    line,
    ends,
    online: () => within(online.promise, `${path} opened`),
    ended: () => within(ended.promise, `the end of ${path} noticed`),
  };
}

/** Lets the loop turn, so that the plug is pulled before, while and after a read is under way. */
async function turns(count: number): Promise<void> {
  for (let turn = 0; turn < count; turn++) await nextTurn();
}

// The stock binding takes a read of 0 bytes for "try again" and spins for ever, which happens when the line hangs up between
// the poll that says readable and the read. One pull seldom hits that moment, 200 at different moments do. No clock helps
// here: the line alone must notice.
test("of 200 plugs pulled under data, every one is noticed, once", async (context) => {
  for (let pull = 0; pull < 200; pull++) {
    const terminal = pseudoTerminal(context);
    const { ends, online, ended } = watchLine(terminal.path);
    await online();
    terminal.write(Buffer.from("1234567890"));
    await turns(pull % 5);
    terminal.write(Buffer.from("1234567890"));
    await turns(pull % 3);
    terminal.close();
    await ended();
    assert.deepEqual(ends, ["hung-up"]);
  }
});

test("a plug pulled while nothing is sent is noticed", async (context) => {
  const terminal = pseudoTerminal(context);
  const { ends, online, ended } = watchLine(terminal.path);
  await online();
  await turns(20);
  terminal.close();
  await ended();
  assert.deepEqual(ends, ["hung-up"]);
});

test("what is no serial line is refused, as is a path with nothing at it", async () => {
  for (const path of ["/dev/null", "/etc/passwd", "/dev/no-such-device", "/dev"]) {
    const { ends, ended } = watchLine(path);
    await ended();
    assert.deepEqual(ends, ["refused"], path);
  }
});

test("a line that was closed tells nothing more, and is free when it says so", async (context) => {
  const terminal = pseudoTerminal(context);
  const first = watchLine(terminal.path);
  await first.online();
  const second = watchLine(terminal.path);
  await second.ended();
  assert.deepEqual(second.ends, ["taken"], "two readers would each get half of the keys");
  await first.line.close();
  const third = watchLine(terminal.path);
  await third.online();
  terminal.close();
  await third.ended();
  assert.deepEqual(first.ends, []);
});

test("closed while it opens, it opens for nobody and leaves no descriptor behind", async (context) => {
  const terminal = pseudoTerminal(context);
  const before = descriptorsOf(terminal.path);
  for (let count = 0; count < 20; count++) await watchLine(terminal.path).line.close();
  assert.equal(descriptorsOf(terminal.path), before);
});

test("bytes are wiped once they were told", async (context) => {
  const terminal = pseudoTerminal(context);
  const kept: Uint8Array[] = [];
  const { promise: told, resolve } = Promise.withResolvers<void>();
  const { line, online } = watchLine(terminal.path, (bytes) => {
    assert.equal(bytes[0], 0x37);
    kept.push(bytes);
    setImmediate(resolve);
  });
  await online();
  terminal.write(Buffer.from("7"));
  await told;
  assert.deepEqual([...(kept[0] ?? [])], [0]);
  await line.close();
});

/** How many of this process lead there: others may come and go meanwhile. */
function descriptorsOf(path: string): number {
  return readdirSync("/proc/self/fd").filter((name) => {
    try {
      return readlinkSync(`/proc/self/fd/${name}`) === path;
    } catch {
      return false;
    }
  }).length;
}
