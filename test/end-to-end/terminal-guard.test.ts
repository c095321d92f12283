// A program that is killed leaves a terminal that a person can use, and nobody's name on it.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, readlinkSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import pty from "@lydell/node-pty";
import { EmulatedTerminal } from "../../src/screens/terminal/emulator.ts";
import { program } from "./built-program.ts";

const skip = process.platform === "linux" ? false : "the terminal of another process is found in /proc";
const patience = 20_000;

/** `stty -a` of the terminal, a word each. */
function modesOf(terminal: string): readonly string[] {
  return spawnSync("stty", ["-F", terminal, "-a"], { encoding: "utf8" }).stdout.split(/[\s;]+/);
}

test("after SIGKILL the terminal shows its first screen, echoes, and has lines again", { skip }, async (context) => {
  const home = mkdtempSync(join(tmpdir(), "changgu-guard-"));
  const screen = new EmulatedTerminal({ columns: 80, rows: 24 });
  const env = { ...process.env, CHANGGU_HOME: home, LANG: "ko_KR.UTF-8" };
  // As a person starts it: from a shell, whose terminal stays when the program goes.
  const started = ["-c", '"$0" "$@"; exec cat', process.execPath, program, "train"];
  const shell = pty.spawn("/bin/sh", started, { cols: 80, rows: 24, name: "xterm-256color", env });
  const ended = new Promise<void>((resolve) => void shell.onExit(() => resolve()));
  shell.onData((data) => screen.write(data));
  context.after(async () => {
    shell.kill("SIGKILL");
    await ended;
    rmSync(home, { recursive: true, force: true });
  });
  assert.ok(await screen.until((text) => text.includes("단말 선택"), patience));
  const pid = Number(readFileSync(`/proc/${shell.pid}/task/${shell.pid}/children`, "utf8").trim());
  const terminal = readlinkSync(`/proc/${pid}/fd/1`);
  const raw = modesOf(terminal);
  for (const mode of ["-icanon", "-echo", "-isig"]) assert.ok(raw.includes(mode), mode);

  process.kill(pid, "SIGKILL");
  assert.ok(await screen.until((text) => !screen.alternate && !text.includes("단말"), patience));
  const given = modesOf(terminal);
  for (const mode of ["icanon", "echo", "isig", "icrnl"]) assert.ok(given.includes(mode), mode);
  // The shell that waited for it may say "Killed" behind that.
  assert.ok(await screen.until(() => screen.written.includes("\x1b[?1049l\x1b[?25h"), patience));
});
