// `changgu keypad` as a person uses it: the program in a window of its own, and a desk's driver at its link.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { fileURLToPath } from "node:url";
import pty from "@lydell/node-pty";
import { protocolOf } from "../../../hardware/keypad/framing.ts";
import { framingInWords } from "../../../src/settings/keypad.ts";
import { folderOf, listen, patiently } from "./wire.ts";

const root = fileURLToPath(new URL("../../..", import.meta.url));
const program = (link: string, framing = "ascii"): string[] => [
  "--import",
  "tsx",
  "src/main.ts",
  "keypad",
  "--link",
  link,
  "--framing",
  framing,
];

type Window = {
  type(text: string): void;
  kill(signal: string): void;
  shows(text: string): Promise<void>;
  all(): string;
  exit(): Promise<number>;
};

function openWindow(context: TestContext, link: string, framing = "ascii"): Window {
  const child = pty.spawn(process.execPath, program(link, framing), { cwd: root, cols: 80, rows: 24 });
  let text = "";
  let code: number | null = null;
  let wake = (): void => {};
  child.onData((data) => {
    text += data;
    wake();
  });
  child.onExit(({ exitCode }) => {
    code = exitCode;
    wake();
  });
  context.after(() => {
    if (code === null) child.kill("SIGKILL");
  });
  const until = (holds: () => boolean, what: string): Promise<void> =>
    patiently(
      (done) => {
        wake = () => void (holds() && done());
        wake();
      },
      () => `${what} in ${JSON.stringify(text)}`,
    );
  return {
    type: (typed) => child.write(typed),
    kill: (signal) => child.kill(signal),
    shows: (wanted) => until(() => text.includes(wanted), wanted),
    all: () => text,
    async exit() {
      await until(() => code !== null, "its end");
      return code ?? -1;
    },
  };
}

const restored = "\x1b[?1006l\x1b[?1000l\x1b[?25h\x1b[?1049l";

test("keys of the window reach the desk, u pulls the plug, p puts it back, Ctrl+C leaves nothing behind", async (context) => {
  const link = join(folderOf(context), "pad");
  const window = openWindow(context, link);
  await window.shows("꽂혀 있음");
  const { heard, count } = listen(context, { path: link });
  await count(1);
  window.type("12#*");
  await count(5);
  window.type("\x1b");
  await count(6);
  window.type("\x7f\r");
  await count(8);
  window.type("u3");
  await count(9);
  await window.shows("뽑혀 있음");
  assert.ok(!existsSync(link));
  window.type("p");
  await count(10);
  window.type("9");
  await count(11);
  const keys = ["1", "2", "enter", "clear", "cancel", "clear", "enter"];
  assert.deepEqual(heard, ["online", ...keys, "offline", "online", "9"]);
  window.type("\x03");
  assert.equal(await window.exit(), 0);
  assert.ok(window.all().trimEnd().endsWith(restored));
  assert.ok(!existsSync(link));
});

test("what was pressed is not on the window", async (context) => {
  const link = join(folderOf(context), "pad");
  const window = openWindow(context, link);
  await window.shows("꽂혀 있음");
  const before = window.all().length;
  window.type("7");
  await window.shows("누른 키  *");
  // The link's own name may hold the digit.
  const fresh = window.all().slice(before).replaceAll(link, "");
  assert.equal(fresh.split("7").length, fresh.split("|   7   |").length);
});

test("a click on a drawn key presses it; faults are armed and taken back; a lid that is opened is told", async (context) => {
  const link = join(folderOf(context), "pad");
  const window = openWindow(context, link, "stx-etx,lrc");
  await window.shows("꽂혀 있음");
  const protocol = () => protocolOf(framingInWords("framing", "stx-etx,lrc"));
  const { heard, count } = listen(context, { path: link, protocol });
  await count(1);
  // On the key 5, on a line between keys, on Esc.
  window.type("\x1b[<0;15;7M\x1b[<0;15;7m\x1b[<0;15;8M\x1b[<0;10;13M");
  await count(3);
  window.type("r1");
  await count(5);
  window.type("w2");
  window.type("rr3");
  await count(6);
  window.type("k4");
  await count(9);
  window.type("k");
  window.type("o");
  await window.shows("누른 키");
  await patiently(
    (done) => {
      const look = (): void => void (heard.includes("fraud-attempt") ? done() : setImmediate(look));
      look();
    },
    () => heard.join(" "),
  );
  assert.deepEqual(heard.slice(0, 9), ["online", "5", "cancel", "1", "1", "3", "4", "4", "4"]);
  window.type("eq");
  assert.equal(await window.exit(), 0);
  assert.match(window.all(), /somebody opens it/);
});

test("a window that is ended by a signal is restored too", async (context) => {
  for (const signal of ["SIGTERM", "SIGHUP", "SIGINT"]) {
    const link = join(folderOf(context), "pad");
    const window = openWindow(context, link);
    await window.shows("꽂혀 있음");
    window.kill(signal);
    assert.equal(await window.exit(), 0, signal);
    assert.ok(window.all().trimEnd().endsWith(restored), signal);
    assert.ok(!existsSync(link), signal);
  }
});

test("without a terminal, or with a file at the link, it says why and ends with 2", async (context) => {
  const folder = folderOf(context);
  const piped = spawnSync(process.execPath, program(join(folder, "pad")), { cwd: root, input: "1", encoding: "utf8" });
  assert.equal(piped.status, 2);
  assert.match(piped.stderr, /must be a terminal/);
  writeFileSync(join(folder, "file"), "kept");
  const window = openWindow(context, join(folder, "file"));
  assert.equal(await window.exit(), 2);
  assert.match(window.all(), /choose another path/);
  const nowhere = openWindow(context, join(folder, "no", "pad"));
  assert.equal(await nowhere.exit(), 2);
  assert.match(nowhere.all(), /ENOENT/);
});
