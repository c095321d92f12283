// A cable for tests: a pseudo-terminal under a path that stays, and what a keypad at its other end reports.
import assert from "node:assert/strict";
import { mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestContext } from "node:test";
import { openPseudoTerminal, type PseudoTerminal } from "../../../hardware/keypad/pseudo-terminal.ts";
import { type SerialKeypadOptions, serialKeypad } from "../../../hardware/keypad/serial-keypad.ts";
import { defaultLine, type LineSpeed } from "../../../src/input/framing.ts";
import type { Keypad, KeypadReport } from "../../../src/input/keypad.ts";

/** Nothing waits for it but a hang: what is waited for is the report itself, however busy the machine is. */
const patienceMilliseconds = 60_000;

export function folderOf(context: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), "changgu-keypad-"));
  context.after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export function pseudoTerminal(context: TestContext): PseudoTerminal {
  const terminal = openPseudoTerminal();
  assert.ok(terminal !== null, "the system gives a pseudo-terminal");
  context.after(() => terminal.close());
  return terminal;
}

/** Plugs a new line in at the path. */
export function plugAt(context: TestContext, path: string): PseudoTerminal {
  const terminal = pseudoTerminal(context);
  symlinkSync(terminal.path, path);
  return terminal;
}

/** A keypad at the end of the cable at `path`. */
export type Cabled = Partial<LineSpeed> & Pick<SerialKeypadOptions, "protocol" | "bell"> & { readonly path: string };

export function cabled({ path, protocol, bell, ...speed }: Cabled): Keypad {
  return serialKeypad({
    place: { type: "path", path },
    line: { ...defaultLine, ...speed },
    ...(protocol && { protocol }),
    ...(bell !== undefined && { bell }),
  });
}

export type Listening = {
  readonly keypad: Keypad;
  /** Everything so far, statuses and keys as words. */
  readonly heard: readonly string[];
  /** Waits until that many words were heard. */
  count(words: number): Promise<void>;
};

/** `pressed` is called at each key, as a desk does that sounds a tone. */
export function listen(context: TestContext, options: Cabled, pressed: () => void = () => {}): Listening {
  const heard: string[] = [];
  let wake = (): void => {};
  const keypad = cabled(options);
  context.after(() => keypad.close());
  keypad.open((report) => {
    heard.push(wordOf(report));
    if (report.type === "key") pressed();
    wake();
  });
  return {
    keypad,
    heard,
    count: (words) =>
      patiently(
        (done) => {
          wake = () => void (heard.length >= words && done());
          wake();
        },
        () => `${words} reports wanted, heard ${heard.join(" ")}`,
      ),
  };
}

export const wordOf = (report: KeypadReport): string => (report.type === "key" ? report.key : report.status);

/** Fails with the words when it is not done in time. */
export async function patiently(start: (done: () => void) => void, what: () => string): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const timer = setTimeout(() => reject(new Error(`in vain: ${what()}`)), patienceMilliseconds);
  start(resolve);
  await promise.finally(() => clearTimeout(timer));
}

export const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
