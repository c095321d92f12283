// Between the first sign of life and the first page: whoever wants to leave then is heard, and an older Node that hands over takes the program with it.

import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { suite, test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import pty from "@lydell/node-pty";
import { EmulatedTerminal } from "../../src/screens/terminal/emulator.ts";
import { program, startProgram } from "./built-program.ts";

const pinned = fileURLToPath(new URL("../../node_modules/.bin/node", import.meta.url));
const noProcesses = process.platform !== "linux" && "processes are found in /proc";
const noPinned = !existsSync(pinned) && "no Node is pinned for this machine";
const patience = 20_000;
const openingScreen = "\x1b[?1049h";
const closingScreen = "\x1b[?1049l";

/** What is dead and not yet waited for is gone too. */
function lives(pid: number): boolean {
  try {
    return !/^.*\) [ZX]/s.test(readFileSync(`/proc/${pid}/stat`, "latin1"));
  } catch {
    return false;
  }
}

function childOf(pid: number): number {
  return Number(readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").trim());
}

suite("the launcher", { timeout: 60_000 }, () => {
  test("hears Ctrl+C while the program opens", async (context) => {
    const home = mkdtempSync(join(tmpdir(), "changgu-launcher-"));
    const desk = startProgram(["train"], home);
    context.after(async () => {
      if (lives(desk.pid)) await desk.kill("SIGKILL");
      rmSync(home, { recursive: true, force: true });
    });
    while (!desk.written().includes(openingScreen)) await pause(1);
    desk.type("\x03");
    await desk.ended;
    assert.ok(desk.written().lastIndexOf(closingScreen) > desk.written().lastIndexOf(openingScreen));
  });

  test("is no older Node's orphan", { skip: noProcesses || noPinned }, async (context) => {
    const home = mkdtempSync(join(tmpdir(), "changgu-orphan-"));
    const older = join(home, "older.cjs");
    const versions = '{ ...process.versions, node: "20.0.0" }';
    writeFileSync(older, `Object.defineProperty(process, "versions", { value: ${versions} });\n`);
    const screen = new EmulatedTerminal({ columns: 80, rows: 24 });
    const env = { ...process.env, CHANGGU_HOME: home, LANG: "ko_KR.UTF-8" };
    const started = ["-c", '"$0" "$@"; exec cat', process.execPath, "--require", older, program, "train"];
    const shell = pty.spawn("/bin/sh", started, { cols: 80, rows: 24, name: "xterm-256color", env });
    const ended = new Promise<void>((resolve) => void shell.onExit(() => resolve()));
    shell.onData((data) => screen.write(data));
    let desk: number | null = null;
    context.after(async () => {
      if (desk !== null && lives(desk)) process.kill(desk, "SIGKILL");
      shell.kill("SIGKILL");
      await ended;
      rmSync(home, { recursive: true, force: true });
    });
    assert.ok(await screen.until((text) => text.includes("단말 선택"), patience));
    const launcher = childOf(shell.pid);
    desk = childOf(launcher);
    process.kill(launcher, "SIGKILL");
    while (lives(desk)) await pause(20);
    assert.ok(await screen.until((text) => !screen.alternate && !text.includes("단말"), patience));
  });
});
