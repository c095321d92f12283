// A serial line without a cable: a pseudo-terminal that the real driver opens as it opens a device, under a link that stays.

import { constants, lstatSync, openSync, readlinkSync, renameSync, rmSync, symlinkSync, writeSync } from "node:fs";
import { ReadStream } from "node:tty";
import pty from "@lydell/node-pty";
import type { PadLine, PlugOutcome } from "../../src/commands/keypad.ts";
import { bareFraming, type Framing } from "../../src/input/framing.ts";
import { padSender } from "./pad-sender.ts";

export type PseudoTerminal = {
  /** What the driver opens: `/dev/pts/7`. */
  readonly path: string;
  /** How many bytes the wire took: fewer than given when nobody reads its other side, none after the end. Never waits. */
  write(bytes: Uint8Array): number;
  /** What the driver sends. */
  hear(listener: (bytes: Uint8Array) => void): void;
  /** The cable is pulled: whoever has the path open sees the line hang up. */
  close(): void;
};

/** Null when the system gives none. A child process started while it is open inherits it, and keeps the line up. */
export function openPseudoTerminal(): PseudoTerminal | null {
  const pair = openPair();
  if (pair === null) return null;
  const { master, fd, held, path } = pair;
  return {
    path,
    write: (bytes) => (master.destroyed ? 0 : written(fd, bytes)),
    hear: (listener) => void master.on("data", listener),
    close() {
      // Not node-pty's own `destroy`: without a child its process id is -1, and it would signal every process.
      master.destroy();
      held.destroy();
    },
  };
}

/** Past the stream, whose writes block the whole program while nobody reads the other side. */
function written(fd: number, bytes: Uint8Array): number {
  try {
    return writeSync(fd, bytes);
  } catch {
    return 0;
  }
}

/** `fd` is the master's; `held` is the driver's side, raw and never read. */
type Pair = { readonly master: ReadStream; readonly fd: number; readonly held: ReadStream; readonly path: string };

/** What node-pty's types leave out: a pair without a child. */
type Opener = {
  open(options: { readonly encoding: null }): {
    readonly master: ReadStream;
    readonly slave: ReadStream;
    readonly fd: number;
    readonly ptsName: string;
  };
};

function openPair(): Pair | null {
  try {
    const { master, slave, fd, ptsName: path } = (pty as unknown as Opener).open({ encoding: null });
    // node-pty reads the driver's side too, and would take the keys: its stream ends before its first read.
    slave.destroy();
    // Its own listener throws. After an error the stream is closed, which is all there is to know.
    master.removeAllListeners("error");
    master.on("error", () => {});
    // Without it keys before the first driver would be echoed, and the line would end with every driver that leaves.
    const held = new ReadStream(openSync(path, constants.O_RDWR | constants.O_NOCTTY | constants.O_NONBLOCK));
    held.setRawMode(true);
    return { master, fd, held, path };
  } catch {
    return null;
  }
}

/** A pad's line at `link`, not plugged in yet. Closing it takes the link away, unless another pad took it over. */
export function openPadLine(link: string, framing: Framing = bareFraming, words: string = framing.type): PadLine {
  let terminal: PseudoTerminal | null = null;
  const sender = padSender(framing, (bytes) => void terminal?.write(bytes));
  const unplug = (): void => {
    if (terminal === null) return;
    sender.stop();
    if (targetOf(link) === terminal.path) rmSync(link, { force: true });
    terminal.close();
    terminal = null;
  };
  return {
    path: link,
    framing: words,
    hasCheck: framing.type !== "ascii" && framing.check !== "none",
    plug() {
      if (terminal !== null) return { type: "plugged" };
      terminal = openPseudoTerminal();
      if (terminal === null) return { type: "no-terminal" };
      terminal.hear((bytes) => sender.hear(bytes));
      const outcome = linkTo(terminal.path, link);
      if (outcome.type !== "plugged") unplug();
      return outcome;
    },
    unplug,
    plugged: () => terminal !== null,
    send: (what, fault = null) => terminal !== null && sender.send(what, fault),
    close: unplug,
  };
}

/** The link appears whole or not at all, so that a driver that waits for it finds the device. */
function linkTo(path: string, link: string): PlugOutcome {
  try {
    // Only what a pad made, perhaps one that was killed, is replaced.
    if (lstatSync(link, { throwIfNoEntry: false }) && !targetOf(link)?.startsWith("/dev/pts/"))
      return { type: "path-taken" };
    const fresh = `${link}.${process.pid}`;
    symlinkSync(path, fresh);
    renameSync(fresh, link);
    return { type: "plugged" };
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : String(error);
    return { type: "no-link", code };
  }
}

function targetOf(link: string): string | null {
  try {
    return readlinkSync(link);
  } catch {
    return null;
  }
}
