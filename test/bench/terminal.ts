// The built program in a pseudo-terminal: first frame against `node -e 0`, and what a key costs.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import pty from "@lydell/node-pty";
import { EmulatedTerminal } from "../../src/screens/terminal/emulator.ts";
import { median } from "./median.ts";

export type TerminalFigure = {
  readonly nodeMs: number;
  readonly splashMs: number;
  readonly firstFrameMs: number;
  readonly keyMs: number;
  readonly keyBytes: number;
};

/** Of a loaded machine. */
const patienceMilliseconds = 60_000;

const program = fileURLToPath(new URL("../../dist/changgu.cjs", import.meta.url));

type Child = {
  readonly process: pty.IPty;
  readonly started: number;
  text: string;
  bytes: number;
  readonly listeners: Set<() => void>;
};

function start(words: readonly string[], home: string): Child {
  const env = { ...process.env, CHANGGU_HOME: home, LANG: "ko_KR.UTF-8" };
  const started = performance.now();
  const child: Child = {
    process: pty.spawn(process.execPath, [...words], { cols: 80, rows: 24, name: "xterm-256color", env }),
    started,
    text: "",
    bytes: 0,
    listeners: new Set(),
  };
  child.process.onData((data) => {
    child.text += data;
    child.bytes += Buffer.byteLength(data);
    for (const heard of child.listeners) heard();
  });
  return child;
}

/** Milliseconds until `condition`, looked at whenever something arrives. */
function until(child: Child, condition: () => boolean, from = child.started): Promise<number> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`never seen:\n${child.text.slice(-500)}`)), patienceMilliseconds);
    const look = (): void => {
      if (!condition()) return;
      clearTimeout(timer);
      child.listeners.delete(look);
      resolve(performance.now() - from);
    };
    child.listeners.add(look);
    look();
  });
}

async function bareNode(): Promise<number> {
  const started = performance.now();
  const child = pty.spawn(process.execPath, ["-e", "0"], { cols: 80, rows: 24 });
  await new Promise<void>((resolve) => void child.onExit(() => resolve()));
  return performance.now() - started;
}

/** Ink brackets a frame in a synchronized update (DECSET 2026); the splash does not. */
function hasFrame(text: string): boolean {
  const begins = text.indexOf("\x1b[?2026h");
  return begins >= 0 && text.length > begins + 1000;
}

/** The splash is the first byte; the first frame is the first whole page of the screens. */
async function starts(home: string, linger = 0): Promise<{ readonly splash: number; readonly frame: number }> {
  const child = start([program, "train"], home);
  const splash = await until(child, () => child.bytes > 0);
  const frame = await until(child, () => hasFrame(child.text));
  await pause(linger);
  await end(child);
  return { splash, frame };
}

async function end(child: Child): Promise<void> {
  const ended = new Promise<void>((resolve) => void child.process.onExit(() => resolve()));
  child.process.kill("SIGKILL");
  await ended;
}

const cacheMilliseconds = 5000;
const quietMilliseconds = 40;

/** As a customer does: the next key when the page that it answers stands, however long that takes. */
async function toResidentNumber(child: Child): Promise<void> {
  const screen = new EmulatedTerminal({ columns: 80, rows: 24 });
  const listening = child.process.onData((data) => void screen.write(data));
  const see = async (wanted: (text: string) => boolean): Promise<string> => {
    const text = await screen.until(wanted, patienceMilliseconds);
    return text ?? Promise.reject(new Error(`never seen; the screen:\n${screen.text()}`));
  };
  await see((text) => text.includes("어서 오십시오"));
  child.process.write("1");
  await see((text) => text.includes("어떤 인증서를"));
  child.process.write("1");
  let page = await see((text) => text.includes("번호를 눌러 약관을"));
  while (!page.includes("주민등록번호 13자리")) {
    const before = page;
    child.process.write("\r");
    page = await see((text) => text !== before);
  }
  listening.dispose();
  screen.destroy();
}

/** Digits typed into the resident number, one at a time: the time to the first byte, and all bytes until it is quiet. */
async function keys(home: string): Promise<{ readonly ms: number; readonly bytes: number }> {
  const child = start([program, "train", "--desk", "kiosk"], home);
  await toResidentNumber(child);
  await pause(quietMilliseconds);
  const times: number[] = [];
  const sizes: number[] = [];
  for (let round = 0; round < 26; round++) {
    const before = child.bytes;
    const pressed = performance.now();
    child.process.write(round % 13 === 12 ? "*" : "1");
    times.push(await until(child, () => child.bytes > before, pressed));
    await pause(quietMilliseconds);
    sizes.push(child.bytes - before);
  }
  await end(child);
  return { ms: median(times), bytes: median(sizes) };
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

export async function benchTerminal(rounds = 9): Promise<TerminalFigure> {
  const home = mkdtempSync(join(tmpdir(), "changgu-bench-"));
  try {
    // A program that was opened before has its compiled code in the cache, which is written a few seconds after the start.
    await starts(home, cacheMilliseconds);
    const bare: number[] = [];
    const splashes: number[] = [];
    const frames: number[] = [];
    for (let round = 0; round < rounds; round++) {
      bare.push(await bareNode());
      const { splash, frame } = await starts(home);
      splashes.push(splash);
      frames.push(frame);
    }
    const { ms, bytes } = await keys(home);
    return {
      nodeMs: median(bare),
      splashMs: median(splashes),
      firstFrameMs: median(frames),
      keyMs: ms,
      keyBytes: bytes,
    };
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}
