// One desk a terminal: who holds the lock settles what a power cut left, and nobody else does.

import { readFileSync, rmSync, writeFileSync } from "node:fs";

export type LockOutcome =
  | { readonly type: "held"; release(): void }
  | { readonly type: "taken"; readonly process: number };

/** A lock whose process is gone is taken over: a power cut releases nothing. */
export function lockTerminal(file: string): LockOutcome {
  for (;;) {
    try {
      writeFileSync(file, String(process.pid), { flag: "wx", mode: 0o600 });
      return { type: "held", release: () => rmSync(file, { force: true }) };
    } catch (error) {
      if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
    }
    const holder = Number(readFileSync(file, "utf8"));
    if (holder !== process.pid && isAlive(holder)) return { type: "taken", process: holder };
    rmSync(file, { force: true });
  }
}

function isAlive(process_: number): boolean {
  if (!Number.isInteger(process_) || process_ <= 0) return false;
  try {
    process.kill(process_, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}
