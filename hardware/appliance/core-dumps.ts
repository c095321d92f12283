// A crash leaves no picture of the memory behind: this process may write no core file, nor pipe one to a program.

import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { promisify } from "node:util";

export type CoreDumps =
  | { readonly type: "forbidden" }
  /** What to do about it, for the one who looks after the terminal. */
  | { readonly type: "possible"; readonly why: string };

/** In bytes, from proc(5) /proc/self/limits; null where there is no limit, or no such file. */
function limit(): number | null {
  try {
    const [, soft] = /^Max core file size +(\d+) /m.exec(readFileSync("/proc/self/limits", "utf8")) ?? [];
    return soft === undefined ? null : Number(soft);
  } catch {
    return null;
  }
}

/**
 * A limit of one byte and not of none: with 0 the kernel still pipes a dump to a program that `core_pattern` names
 * (core(5)), with 1 it does neither (fs/coredump.c). Node cannot set limits; prlimit(1) of util-linux does it for us.
 */
export async function forbidCoreDumps(): Promise<CoreDumps> {
  if (limit() === 1) return { type: "forbidden" };
  try {
    await promisify(execFile)("prlimit", ["--pid", String(process.pid), "--core=1:1"], { timeout: 5000 });
  } catch {
    // What became of it is read, whatever the reason: a hard limit of 0 cannot be raised, and is as good.
  }
  const left = limit();
  return left !== null && left <= 1
    ? { type: "forbidden" }
    : { type: "possible", why: "a crash may write secrets to the disk; install util-linux (prlimit), or: ulimit -c 0" };
}
