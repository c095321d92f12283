// The faults of failing-calls.c, from both sides: who starts a program under it, and the program that asks for faults.

import { execFileSync, type SpawnSyncReturns, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, openSync, readSync, rmSync, writeFileSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** In the order of the C source. */
export const kinds = [
  "open",
  "write",
  "read",
  "sync",
  "rename",
  "link",
  "unlink",
  "mkdir",
  "rmdir",
  "truncate",
] as const;
export type Kind = (typeof kinds)[number];

const errnos = { EIO: 5, ENODEV: 19, ENOSPC: 28, EROFS: 30, KILL: 0 } as const;

export type FailingCall = {
  /** Of the operations from now on, counted from 1. */
  readonly at: number;
  readonly code: keyof typeof errnos;
  /** Everything behind it fails as well, as when a stick is out. */
  readonly sticky?: boolean;
  /** It takes place, and is reported as failed all the same. */
  readonly done?: boolean;
};

/** For `skip`. */
export const noCompiler: string | false =
  process.platform === "linux" && spawnSync("gcc", ["--version"]).status === 0 ? false : "needs gcc on Linux";

/** Runs `child`, a TypeScript file beside this one, with faults in a folder of its own, which it finds as its first word. */
export function runUnderFaults(child: string, words: readonly string[] = []): SpawnSyncReturns<string> {
  const made = mkdtempSync(join(tmpdir(), "changgu-faults-"));
  const library = join(made, "failing-calls.so");
  const source = fileURLToPath(new URL("failing-calls.c", import.meta.url));
  execFileSync("gcc", ["-O2", "-Wall", "-Werror", "-shared", "-fPIC", "-o", library, source, "-ldl"]);
  const control = join(made, "control");
  writeFileSync(control, Buffer.alloc(64));
  // In memory: a thousand faults flush a disk ten thousand times.
  const below = mkdtempSync(join(existsSync("/dev/shm") ? "/dev/shm" : made, "changgu-below-"));
  const environment = { CHANGGU_FAULTS: control, CHANGGU_FAULTS_UNDER: below, UV_USE_IO_URING: "0" };
  const ended = spawnSync(
    process.execPath,
    ["--import", "tsx", fileURLToPath(new URL(child, import.meta.url)), below, ...words],
    {
      env: { ...process.env, ...environment, LD_PRELOAD: library },
      encoding: "utf8",
      timeout: 240_000,
      maxBuffer: 64 * 1024 * 1024,
    },
  );
  for (const folder of [below, made]) rmSync(folder, { recursive: true, force: true });
  return ended;
}

/** Inside the program that runs under faults. */
export class FailingCalls {
  readonly #control: number;

  constructor() {
    this.#control = openSync(process.env.CHANGGU_FAULTS ?? "", "r+");
  }

  /** Counting begins anew. */
  arm({ at, code, sticky = false, done = false }: FailingCall): void {
    this.#write([at, errnos[code], Number(sticky), Number(done)]);
  }

  /** Counts, and lets everything pass. */
  count(): void {
    this.#write([0, 0, 0, 0]);
  }

  disarm(): void {
    writeSync(this.#control, Buffer.alloc(8), 0, 8, 0);
  }

  heard(): { readonly operations: number; readonly fired: Kind | null; readonly seen: readonly Kind[] } {
    const bytes = Buffer.alloc(64);
    readSync(this.#control, bytes, 0, 64, 0);
    const [operations, fired, seen] = [4, 5, 6].map((place) => Number(bytes.readBigInt64LE(8 * place)));
    return {
      operations: operations ?? 0,
      fired: kinds[(fired ?? 0) - 1] ?? null,
      seen: kinds.filter((_, kind) => ((seen ?? 0) & (1 << kind)) !== 0),
    };
  }

  #write(numbers: readonly number[]): void {
    const bytes = Buffer.alloc(64);
    for (const [place, number] of numbers.entries()) bytes.writeBigInt64LE(BigInt(number), 8 * place);
    writeSync(this.#control, bytes, 0, 64, 0);
  }
}
