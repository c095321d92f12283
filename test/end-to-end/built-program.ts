// The built program in a pseudo-terminal, seen as a person sees it.

import { fileURLToPath } from "node:url";
import pty from "@lydell/node-pty";
import { EmulatedTerminal } from "../../src/screens/terminal/emulator.ts";

export const program = fileURLToPath(new URL("../../dist/changgu.cjs", import.meta.url));

export type Running = {
  readonly pid: number;
  screen(): string;
  /** Every byte that the program wrote. */
  written(): string;
  /** The screen once it shows `text`, blanks folded; throws when it has not within `milliseconds`. */
  see(text: string, milliseconds?: number): Promise<string>;
  type(text: string): void;
  kill(signal: NodeJS.Signals): Promise<void>;
  /** When it ended by itself. */
  readonly ended: Promise<void>;
};

const patience = 20_000;

export function startProgram(
  words: readonly string[],
  home: string,
  environment: Readonly<Record<string, string>> = {},
): Running {
  const terminal = new EmulatedTerminal({ columns: 80, rows: 24 });
  const env = { ...process.env, CHANGGU_HOME: home, LANG: "ko_KR.UTF-8", ...environment };
  const child = pty.spawn(process.execPath, [program, ...words], { cols: 80, rows: 24, name: "xterm-256color", env });
  const ended = new Promise<void>((resolve) => void child.onExit(() => resolve()));
  child.onData((data) => terminal.write(data));
  const squeeze = (some: string): string => some.replace(/\s+/g, "");
  return {
    pid: child.pid,
    screen: () => terminal.text(),
    written: () => terminal.written,
    ended,
    async see(text, milliseconds = patience) {
      const seen = await terminal.until((screen) => squeeze(screen).includes(squeeze(text)), milliseconds);
      if (seen === null) throw new Error(`"${text}" is not on the screen:\n${terminal.text()}`);
      return seen;
    },
    type: (text) => child.write(text),
    async kill(signal) {
      child.kill(signal);
      await ended;
    },
  };
}
