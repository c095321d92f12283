// The power goes under a process that writes: a file system of its own is shut down without its last words. Root, ext4, perl.

import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

export type CutDisk = {
  readonly at: string;
  /** What was not flushed is gone, and nothing can be written any more. */
  cut(): void;
  /** As after the power is back: the file system repairs itself. */
  again(): void;
  release(): void;
};

/** EXT4_IOC_SHUTDOWN, _IOR('X', 125, __u32), with EXT4_GOING_FLAGS_NOLOGFLUSH (fs/ext4/ext4.h). */
const shutdown = "my $f = pack('L', 2); open my $d, '<', $ARGV[0] or die $!; ioctl($d, 0x8004587d, $f) or die $!";

/** A text says why there can be none here. */
export function cutDisk(): CutDisk | string {
  if (process.getuid?.() !== 0) return "only root can mount";
  const folder = mkdtempSync(join(tmpdir(), "changgu-cut-"));
  const image = join(folder, "image");
  const at = join(folder, "disk");
  mkdirSync(at);
  writeFileSync(image, "");
  truncateSync(image, 64 * 1024 * 1024);
  const mount = (): void => void execFileSync("mount", ["-o", "loop", image, at]);
  const unmount = (): void => void execFileSync("umount", [at]);
  try {
    execFileSync("mkfs.ext4", ["-q", "-m", "0", image]);
    mount();
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    return `no file system can be made here: ${error instanceof Error ? error.message.split("\n")[0] : error}`;
  }
  return {
    at,
    cut: () => void execFileSync("perl", ["-e", shutdown, at]),
    again() {
      unmount();
      mount();
    },
    release() {
      spawnSync("umount", ["-l", at]);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
