// One desk a terminal: who holds the lock settles what a power cut left, and nobody else does.

import { readFileSync, rmSync, writeFileSync } from "node:fs";

export type LockOutcome =
  | { readonly type: "held"; release(): void }
  | { readonly type: "taken"; readonly process: number };

/** A lock whose process is gone is taken over: a power cut releases nothing. */
export function lockTerminal(file: string): LockOutcome {
  for (;;) {
    try {
      writeFileSync(file, identityOf(process.pid) ?? "", { flag: "wx", mode: 0o600 });
      return { type: "held", release: () => rmSync(file, { force: true }) };
    } catch (error) {
      if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
    }
    const holder = readFileSync(file, "utf8");
    const holding = Number(holder.split(" ")[0]);
    if (holding !== process.pid && identityOf(holding) === holder) return { type: "taken", process: holding };
    rmSync(file, { force: true });
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
