// The screens follow a session, a window and a contrast, and say sorry for what must not happen.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { State } from "../../src/ceremony/state.ts";
import { type DeskView, showDesk } from "../../src/screens/app.tsx";
import { EmulatedTerminal, type Size } from "../../src/screens/terminal/emulator.ts";
import { ascii } from "../../src/screens/terminal/glyphs.ts";
import { mono } from "../../src/screens/terminal/palette.ts";
import { stringWidth } from "../../src/screens/terminal/string-width.ts";
import { facts, kiosk, teller } from "./samples.ts";

const welcome: State = { ...kiosk, step: { at: "services", page: "front", waiting: false } };

/** A session without a building: its state is what it is told. */
class Told implements DeskView {
  readonly #listeners = new Set<() => void>();
  #state: State;

  constructor(state: State) {
    this.#state = state;
  }

  get listeners(): number {
    return this.#listeners.size;
  }

  state(): State {
    return this.#state;
  }

  subscribe(changed: () => void): () => void {
    this.#listeners.add(changed);
    return () => this.#listeners.delete(changed);
  }

  tell(state: State): void {
    this.#state = state;
    for (const changed of this.#listeners) changed();
  }
}

async function shown(state: State, size: Size = { columns: 80, rows: 24 }, clearsScrollback = false) {
  const session = new Told(state);
  const terminal = new EmulatedTerminal(size);
  const crashes: unknown[] = [];
  const screen = showDesk(session, {
    stdout: terminal,
    clearsScrollback,
    onCrash: (error) => `C0FFE${crashes.push(error)}`,
  });
  await screen.flushed();
  return {
    session,
    terminal,
    screen,
    crashes,
    async tell(next: State) {
      session.tell(next);
      await screen.flushed();
      return terminal.text();
    },
    [Symbol.dispose]() {
      screen.unmount();
      terminal.destroy();
    },
  };
}

test("the page follows the session's state", async () => {
  using desk = await shown(welcome);
  assert.match(desk.terminal.text(), /어서 오십시오/);
  assert.match(await desk.tell({ ...welcome, locale: "en" }), /Welcome/);
  assert.match(await desk.tell({ ...teller, step: { at: "services", page: "front", waiting: false } }), /업무 선택/);
});

test("a session is listened to once, and no more after the end", async () => {
  const desk = await shown(welcome);
  for (const locale of ["en", "ko", "en"] as const) await desk.tell({ ...welcome, locale });
  assert.ok(desk.session.listeners > 0);
  desk.screen.unmount();
  await desk.screen.flushed();
  assert.equal(desk.session.listeners, 0);
  desk.terminal.destroy();
});

test("high contrast changes the colours and no word", async () => {
  using desk = await shown(welcome);
  const before = desk.terminal.text();
  const background = desk.terminal.cells()[20]?.[40]?.background;
  assert.equal(await desk.tell({ ...welcome, contrast: "high" }), before);
  assert.notEqual(desk.terminal.cells()[20]?.[40]?.background, background);
});

test("a terminal without colours stays without, in either contrast", async () => {
  const session = new Told(welcome);
  const terminal = new EmulatedTerminal({ columns: 80, rows: 24 });
  const screen = showDesk(session, { stdout: terminal, look: { palette: mono, glyphs: ascii }, onCrash: () => "" });
  session.tell({ ...welcome, contrast: "high" });
  await screen.flushed();
  assert.equal(terminal.cells()[20]?.[40]?.background, null);
  screen.unmount();
  terminal.destroy();
});

test("a window that is too small says so in both languages, and work resumes when it grows", async () => {
  using desk = await shown(welcome, { columns: 39, rows: 12 });
  assert.match(desk.terminal.text(), /창이 너무 작습니다/);
  assert.match(desk.terminal.text(), /too small/);
  desk.terminal.resize({ columns: 40, rows: 12 });
  assert.ok(await desk.terminal.until((text) => text.includes("어서 오십시오")));
});

test("an error while drawing ends in the apology with its incident number, and no stack", async () => {
  using desk = await shown(welcome);
  const broken = { ...welcome, step: { at: "term", term: "no such term" } } as unknown as State;
  const text = await desk.tell(broken);
  assert.match(text, /죄송합니다/);
  assert.match(text, /장애번호: C0FFE1/);
  assert.equal(desk.crashes.length, 1);
  assert.doesNotMatch(desk.terminal.written, /no such term|node_modules|\.tsx/);
});

test("an error elsewhere shows the apology in the language of the page, at every layout", async () => {
  for (const size of [
    { columns: 40, rows: 12 },
    { columns: 80, rows: 24 },
  ]) {
    using desk = await shown({ ...welcome, locale: "en" }, size);
    desk.screen.apologize("7A11CE");
    await desk.screen.flushed();
    assert.match(desk.terminal.text(), /We are sorry/);
    assert.match(desk.terminal.text(), /7A11CE/);
    assert.match(desk.terminal.text(), /our staff this number/);
  }
});

test("after a repaint the page is whole again", async () => {
  using desk = await shown(welcome);
  const before = desk.terminal.text();
  desk.terminal.write("\x1b[5;5Hkernel: usb 1-1: reset");
  desk.screen.repaint();
  await desk.screen.flushed();
  assert.equal(desk.terminal.text(), before);
});

test("when a customer leaves, the page is drawn anew, and at a real desk what scrolled away is gone", async () => {
  const cancelled: State = { ...kiosk, facts: null, step: { at: "ended", ending: { type: "cancelled" }, slip: null } };
  for (const clearsScrollback of [true, false]) {
    const served: State = { ...kiosk, facts: facts(0), step: { at: "product" } };
    using desk = await shown(served, { columns: 80, rows: 24 }, clearsScrollback);
    desk.terminal.write("\x1b[5;5Hcn=hong");
    const from = desk.terminal.written.length;
    assert.doesNotMatch(await desk.tell(cancelled), /cn=hong/);
    const drawn = desk.terminal.written.slice(from);
    assert.ok(drawn.includes("\x1b[H\x1b[J"));
    assert.equal(drawn.includes("\x1b[3J"), clearsScrollback);
    desk.screen.unmount();
    await desk.terminal.until(() => !desk.terminal.alternate);
    assert.equal(desk.terminal.written.slice(from + drawn.length).includes("\x1b[3J"), clearsScrollback);
  }
});

test("when a member of staff signs off, the page is drawn anew", async () => {
  using desk = await shown({ ...teller, facts: null, step: { at: "services", page: "front", waiting: false } });
  desk.terminal.write("\x1b[5;5Hcn=hong");
  const step = { at: "sign-on", number: "", ask: "number", typed: { length: 0, half: false }, waiting: false } as const;
  assert.doesNotMatch(await desk.tell({ ...teller, facts: null, officer: null, step }), /cn=hong/);
});

const searching = (query: string): State => ({
  ...teller,
  facts: facts(1),
  step: { at: "customer-search", query, waiting: false },
});

for (const size of [
  { columns: 80, rows: 24 },
  { columns: 40, rows: 12 },
])
  test(`the terminal's cursor is where an input method composes, at ${size.columns} columns`, async () => {
    const { terminal, tell, screen } = await shown(searching("홍길"), size);
    const isShown = () => terminal.written.lastIndexOf("\x1b[?25h") > terminal.written.lastIndexOf("\x1b[?25l");
    /** The cell behind the text on the screen. */
    const behind = (text: string) => {
      const y = terminal
        .text()
        .split("\n")
        .findIndex((line) => line.includes(text));
      const line = terminal.text().split("\n")[y] ?? "";
      return { x: stringWidth(line.slice(0, line.indexOf(text) + text.length)), y };
    };
    assert.deepEqual(terminal.cursor, behind("홍길"));
    assert.ok(isShown());
    await tell(searching("홍길동"));
    assert.deepEqual(terminal.cursor, behind("홍길동"));
    await tell(welcome);
    assert.ok(!isShown());
    screen.unmount();
  });
