// One desk a terminal: who holds the lock settles what a power cut left, and nobody else does.

import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { systemCode } from "./private-file.ts";

export type LockOutcome =
  | { readonly type: "held"; release(): void }
  | { readonly type: "taken"; readonly process: number };

/** A lock whose process is gone is taken over: a power cut releases nothing. */
export function lockTerminal(file: string): LockOutcome {
  const mine = `${file}.${process.pid}`;
  // Whole when others see it: an empty one would look like one that nobody holds.
  writeFileSync(mine, identityOf(process.pid) ?? "", { mode: 0o600 });
  try {
    for (;;) {
      if (linked(mine, file)) return { type: "held", release: () => rmSync(file, { force: true }) };
      const holder = read(file);
      const other = livingOther(holder);
      if (other !== null) return { type: "taken", process: other };
      putAside(file, holder);
    }
  } finally {
    rmSync(mine, { force: true });
  }
}

/** The other process that holds the lock; null where none does that lives. */
export function lockHolder(file: string): number | null {
  return livingOther(read(file));
}

function livingOther(holder: string): number | null {
  const holding = Number(holder.split(" ")[0]);
  return holding !== process.pid && identityOf(holding) === holder ? holding : null;
}

/** Takes a dead holder's lock away; if somebody was faster, it is a living one's, and is put back. */
function putAside(file: string, dead: string): void {
  const aside = `${file}.${process.pid}.over`;
  try {
    renameSync(file, aside);
  } catch (error) {
    if (systemCode(error) !== "ENOENT") throw error;
    return;
  }
  if (read(aside) !== dead) linked(aside, file);
  rmSync(aside);
}

function linked(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if (systemCode(error) !== "EEXIST") throw error;
    return false;
  }
}

/** Nothing where it was released meanwhile. */
function read(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    if (systemCode(error) !== "ENOENT") throw error;
    return "";
  }
}

/** Number and start time of a process, so that another one with a number used again is not taken for it; null when it has ended. */
function identityOf(number: number): string | null {
  try {
    // proc(5): the name in brackets may hold anything; behind it come the state and, as the 22nd field, the start time.
    const fields = readFileSync(`/proc/${number}/stat`, "utf8")
      .replace(/^.*\) /s, "")
      .split(" ");
    return fields[0] === "Z" || fields[0] === "X" ? null : `${number} ${fields[19]}`;
  } catch {
    return null;
  }
}
