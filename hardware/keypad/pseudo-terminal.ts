// A serial line without a cable: a pseudo-terminal that the real driver opens, under a link that stays.

import { lstatSync, readlinkSync, rmSync, symlinkSync } from "node:fs";
import pty from "@lydell/node-pty";
import type { PadLine } from "../../src/commands/keypad.ts";
import { asciiFraming } from "./ascii.ts";

type Pair = {
  readonly master: { write(bytes: Buffer): void; destroy(): void };
  readonly slave: { destroy(): void };
  readonly ptyName: string;
};

/** `link` is made, and replaced at every plugging; it must not be another program's file. */
export function openPadLine(link: string): PadLine {
  const framing = asciiFraming();
  let pair: Pair | null = null;
  const unplug = (): void => {
    removeLink(link);
    pair?.slave.destroy();
    pair?.master.destroy();
    pair = null;
  };
  const plug = (): void => {
    unplug();
    pair = openPair();
    symlinkSync(pair.ptyName, link);
  };
  plug();
  return {
    path: link,
    plug,
    unplug,
    plugged: () => pair !== null,
    send: (key) => pair?.master.write(Buffer.from(framing.encode(key))),
    close: unplug,
  };
}

function removeLink(link: string): void {
  try {
    if (!lstatSync(link).isSymbolicLink()) throw new Error(`${link} is no link; choose another path`);
    readlinkSync(link);
    rmSync(link);
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "ENOENT")) throw error;
  }
}

function openPair(): Pair {
  // node-pty's own types leave `open` out; it is its documented door to a pair without a child.
  return (pty as unknown as { open(options: object): Pair }).open({ cols: 80, rows: 24, encoding: null });
}
