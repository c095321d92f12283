// File systems that only root can mount, for tests of what a full or a read-only stick really says.

import { execFileSync } from "node:child_process";
import { mkdtempSync, rmdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestContext } from "node:test";

/** A program of the system; what it printed. It throws when the program fails. */
export function run(program: string, ...words: readonly string[]): string {
  const env = { PATH: "/usr/sbin:/usr/bin:/sbin:/bin", LC_ALL: "C.UTF-8" };
  return execFileSync(program, words, { env, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
}

/** For `skip`: false as root. */
export const noRoot: string | false = process.getuid?.() === 0 ? false : "needs root to mount a file system";

/** A tmpfs on a folder of its own, whose source can be named in `allowDevices`; gone when the test ends. */
export function tmpfsStick(context: TestContext, source: string, sizeKilobytes: number): string {
  const path = mkdtempSync(join(tmpdir(), "changgu-tmpfs-"));
  run("mount", "-t", "tmpfs", "-o", `size=${sizeKilobytes}k`, source, path);
  context.after(() => {
    run("umount", path);
    rmdirSync(path);
  });
  return path;
}

export function remountReadOnly(path: string): void {
  run("mount", "-o", "remount,ro", path);
}
