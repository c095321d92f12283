// File systems that only root can mount, for tests of what a full or a read-only stick really says.

import { execFileSync } from "node:child_process";
import { mkdtempSync, rmdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestContext } from "node:test";

/** For `skip`: false as root. */
export const noRoot: string | false = process.getuid?.() === 0 ? false : "needs root to mount a file system";

/** A tmpfs on a folder of its own, whose source can be named in `allowDevices`; gone when the test ends. */
export function tmpfsStick(context: TestContext, source: string, sizeKilobytes: number): string {
  const path = mkdtempSync(join(tmpdir(), "changgu-tmpfs-"));
  execFileSync("mount", ["-t", "tmpfs", "-o", `size=${sizeKilobytes}k`, source, path]);
  context.after(() => {
    execFileSync("umount", [path]);
    rmdirSync(path);
  });
  return path;
}

export function remountReadOnly(path: string): void {
  execFileSync("mount", ["-o", "remount,ro", path]);
}
