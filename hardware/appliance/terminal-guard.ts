// Gives the terminal back when the program could not: after SIGKILL, or when the machine had no memory left.

import { spawn } from "node:child_process";

export type TerminalGuard = {
  /** The program has given the terminal back itself. */
  release(): void;
};

/** What raw mode took, taken back; the keys of the line discipline stay as the machine has them. */
const modes = "icanon echo isig iexten icrnl brkint ixon";

/** Colours off, the page gone, the first screen and its cursor back. */
const screen = "\\033[0m\\033[H\\033[2J\\033[?1049l\\033[?25h";

const script = `read -r word; [ "$word" = released ] || { stty ${modes} <&1; printf '${screen}'; }`;

/**
 * A shell at the other end of a pipe. It ends at a word; a pipe that ends without one has lost its program. In a session of
 * its own: what kills the program's group spares it, and it may set the terminal's modes though another program is in front.
 * A machine without a shell goes without.
 */
export function guardTerminal(terminal: number): TerminalGuard {
  const shell = spawn("/bin/sh", ["-c", script], {
    stdio: ["pipe", terminal, "ignore"],
    detached: true,
    env: { PATH: "/usr/bin:/bin" },
  });
  shell.on("error", () => {});
  shell.stdin?.on("error", () => {});
  shell.unref();
  return { release: () => void shell.stdin?.end("released\n") };
}
