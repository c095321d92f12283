// Whether anybody else is in a home, and whether others may change what lies in it.

import { existsSync, readdirSync, renameSync, rmSync, statSync } from "node:fs";
import { lockTerminal } from "../../hardware/appliance/terminal-lock.ts";
import type { Home } from "../home.ts";

export type Alone = { readonly type: "alone"; release(): void };

/** Of all terminals that were ever opened here. */
function locksIn({ root }: Home): readonly string[] {
  return readdirSync(root)
    .filter((name) => /^terminal-[0-9a-f]{16}\.lock$/.test(name))
    .map((name) => `${root}/${name}`);
}

export type Open = { readonly type: "open"; readonly process: number };

/** Holds the locks of all its terminals, unless one is open. */
export function alone(home: Home): Alone | Open {
  const locks = locksIn(home).map(lockTerminal);
  const release = (): void => {
    for (const lock of locks) if (lock.type === "held") lock.release();
  };
  const open = locks.find((lock) => lock.type === "taken");
  if (!open) return { type: "alone", release };
  release();
  return { type: "open", process: open.process };
}

/**
 * Removes what was rehearsed: under the locks of all its terminals, and out of the way in one step, so that no desk begins
 * in half of it. Null: done, or nothing was there; a text says why nothing was removed.
 */
export function forget(home: Home): string | null {
  const { root } = home;
  if (!existsSync(root)) return null;
  const begun = [home.keyFile, home.keyState, home.database].some((file) => existsSync(file));
  if (!begun && readdirSync(root).length > 0)
    return `${root} holds other files, and no rehearsal: nothing was removed; name another folder in CHANGGU_TRAINING_HOME`;
  const held = alone(home);
  if (held.type === "open")
    return `what was rehearsed is not forgotten: a terminal of this home is open in process ${held.process}; close it first`;
  const aside = `${root}.forgotten-${process.pid}`;
  renameSync(root, aside);
  rmSync(aside, { recursive: true, force: true });
  return null;
}

const othersMayWrite = 0o022;

/**
 * Whoever may write in the folder may put an old copy, a key state or settings of his own there, whatever the mode of each
 * file: as ssh does with its own, nothing is opened then. Null where it is ours alone, or not there yet.
 */
export function openToOthers({ root }: Home): string | null {
  const mode = (statSync(root, { throwIfNoEntry: false })?.mode ?? 0) & 0o777;
  if ((mode & othersMayWrite) === 0) return null;
  return `others may write in ${root} (mode ${mode.toString(8)}), and so put an old copy or other settings there: chmod 700 ${root}, and look with: changgu doctor`;
}
