// How screens live on a terminal: sizes, foreign bytes, errors, the end.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Words } from "../../../src/screens/terminal/look.tsx";
import { screenUnderTest } from "../screen-under-test.ts";
import { gallery, masked } from "./gallery.tsx";

test("the screen is the alternate one, and the terminal gets its own back", async () => {
  const screen = await screenUnderTest(gallery.choices);
  assert.equal(screen.terminal.alternate, true);
  screen.mounted.unmount();
  await screen.mounted.flushed();
  assert.equal(screen.terminal.alternate, false);
  assert.ok(screen.written().endsWith("\x1b[?25h"));
});

test("a terminal that is too small says so, and work resumes when it grows", async () => {
  using screen = await screenUnderTest(gallery.choices, { tooSmall: <Words>화면이 너무 작습니다</Words> });
  const before = screen.text();
  screen.terminal.resize({ columns: 30, rows: 8 });
  await screen.waitFor("화면이 너무 작습니다");
  screen.terminal.resize({ columns: 80, rows: 24 });
  await screen.waitFor("인증서 발급");
  await screen.mounted.flushed();
  assert.equal(screen.text(), before);
});

test("no size on the way leaves anything of an older frame", async () => {
  using screen = await screenUnderTest(gallery.choices);
  for (const [columns, rows] of [
    [120, 40],
    [40, 12],
    [79, 23],
    [100, 13],
    [41, 40],
    [80, 24],
  ] as const) {
    screen.terminal.resize({ columns, rows });
    using fresh = await screenUnderTest(gallery.choices, { columns, rows });
    const until = performance.now() + 10_000;
    while (screen.text() !== fresh.text() && performance.now() < until) {
      await screen.mounted.flushed();
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    assert.equal(screen.text(), fresh.text(), `${columns}x${rows}`);
  }
});

test("a repaint removes what others wrote", async () => {
  using screen = await screenUnderTest(gallery.choices);
  const before = screen.text();
  screen.terminal.write("\x1b[5;5Hkernel: usb 1-1: reset\n\n\n\x1b[31m");
  await screen.show(masked(1));
  screen.mounted.repaint();
  await screen.show(gallery.choices);
  assert.equal(screen.text(), before);
  screen.terminal.write("\x1b[5;5Hkernel: again");
  screen.mounted.repaint();
  await screen.mounted.flushed();
  assert.equal(screen.text(), before);
});

function Broken(): never {
  throw new Error("slot 12 is 4711");
}

test("an error while drawing shows the apology with its incident, and no stack", async () => {
  const crashes: unknown[] = [];
  using screen = await screenUnderTest(gallery.choices, {
    onCrash: (error) => `A-${crashes.push(error)}`,
    apology: (incident) => <Words>{`죄송합니다. ${incident}`}</Words>,
  });
  await screen.show(<Broken />);
  assert.match(screen.text(), /^죄송합니다\. A-1\n/);
  assert.equal(screen.written().includes("4711"), false);
  assert.deepEqual(crashes.map(String), ["Error: slot 12 is 4711"]);
});
