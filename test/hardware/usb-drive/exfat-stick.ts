// A real exFAT stick for tests: an image on a loop device, mounted by exfat-fuse. Needs root, exfat-fuse and exfatprogs.

import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { run } from "../../media/root-mount.ts";

export type ExfatStick = {
  readonly mountPoint: string;
  /** For the setting `allowDevices`: `/dev/loop3`. */
  readonly device: string;
  /** The kernel's name of it: `loop3`. */
  readonly disk: string;
  /** Kills the driver, as if the stick were pulled: every access says ENOTCONN. */
  killDriver(): void;
  /** Unmounts and, by `mount`, mounts again: the content stays. */
  unmount(): void;
  mount(): void;
  /** Unmounts if need be, frees the loop device and removes the image. */
  destroy(): void;
};

const tools = ["/usr/sbin/mkfs.exfat", "/usr/sbin/mount.exfat-fuse", "/usr/sbin/losetup"];

/** Why no such stick can be made here, for `skip`; false where it can, and in CI as root, where it must. */
export function noExfatStick(): string | false {
  if (process.getuid?.() !== 0) return "needs root for a loop device";
  if (process.env.CI) return false;
  const lacking = tools.filter((path) => !existsSync(path) && !existsSync(path.replace("/usr", "")));
  if (lacking.length > 0) return `needs ${lacking.join(", ")} (Debian: exfat-fuse exfatprogs mount)`;
  return existsSync("/dev/fuse") && existsSync("/dev/loop-control") ? false : "needs /dev/fuse and loop devices";
}

/** Several may exist at once: each has a folder, an image and a loop device of its own. */
export function makeExfatStick(sizeBytes = 32 * 1024 * 1024): ExfatStick {
  const home = mkdtempSync(join(tmpdir(), "changgu-exfat-"));
  const image = join(home, "image");
  const mountPoint = join(home, "CHANGGU");
  mkdirSync(mountPoint);
  writeFileSync(image, "");
  truncateSync(image, sizeBytes);
  run("mkfs.exfat", "-L", "CHANGGU", image);
  const device = attachLoop(image);

  function mount(): void {
    run("mount.exfat-fuse", device, mountPoint);
  }

  function unmount(): void {
    run("umount", mountPoint);
  }

  mount();
  return {
    mountPoint,
    device,
    disk: device.slice("/dev/".length),
    killDriver() {
      for (const pid of driversOf(device)) process.kill(pid, "SIGKILL");
    },
    unmount,
    mount,
    destroy() {
      if (readFileSync("/proc/self/mountinfo", "utf8").includes(` ${mountPoint} `)) unmount();
      // The driver answers the unmount before it has closed the device.
      run("losetup", "--detach", device);
      rmSync(home, { recursive: true, force: true });
    },
  };
}

/** Another process may take the free device first: then the next one. */
function attachLoop(image: string): string {
  for (let tries = 0; ; tries++) {
    try {
      return run("losetup", "--find", "--show", image).trim();
    } catch (error) {
      if (tries === 5) throw error;
    }
  }
}

function driversOf(device: string): readonly number[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => {
      const words = commandLine(pid);
      return words[0]?.endsWith("mount.exfat-fuse") === true && words.includes(device);
    })
    .map(Number);
}

function commandLine(pid: string): readonly string[] {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0");
  } catch {
    return [];
  }
}
