// Sticks that somebody filled to harm whoever reads them: links, pipes, devices, sockets, giants, crowds, loops, names.

import { closeSync, ftruncateSync, mkdirSync, openSync, symlinkSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { run } from "./root-mount.ts";

export const user = "NPKI/SignKorea/USER";

export type Trap = {
  readonly what: string;
  /** Why it is skipped; null where it can be made. */
  readonly needs: "root" | null;
  /** Made in memory: a disk takes minutes for it. */
  readonly large?: boolean;
  set(root: string): void | Promise<void>;
};

function folderOf(root: string, name: string): string {
  const path = join(root, user, name);
  mkdirSync(path, { recursive: true });
  return path;
}

/** The certificate's place is taken by something else, and the key's too. */
function both(what: string, put: (path: string) => void, needs: Trap["needs"] = null): Trap {
  return {
    ...{ what, needs },
    set(root) {
      const folder = folderOf(root, `cn=${what}`);
      put(join(folder, "signCert.der"));
      put(join(folder, "signPri.key"));
    },
  };
}

function sparse(path: string): void {
  const file = openSync(path, "w");
  ftruncateSync(file, 1 << 30);
  closeSync(file);
}

export const traps: readonly Trap[] = [
  both("links to a file of this machine", (path) => symlinkSync("/etc/passwd", path)),
  both("links to themselves", (path) => symlinkSync(path, path)),
  both("links to a terminal that waits", (path) => symlinkSync("/dev/tty", path)),
  both("pipes that nobody writes to", (path) => void run("mkfifo", path)),
  both("files of a gigabyte", sparse),
  both("folders", (path) => mkdirSync(path)),
  both("a device that gives zeros for ever", (path) => void run("mknod", path, "c", "1", "5"), "root"),
  both("a block device", (path) => void run("mknod", path, "b", "7", "200"), "root"),
  both("a device that acts when it is opened", (path) => void run("mknod", path, "c", "10", "130"), "root"),
  {
    ...{ what: "sockets", needs: null },
    async set(root) {
      const folder = folderOf(root, "cn=s");
      // A socket's path is short: it is bound from inside the folder.
      const before = process.cwd();
      process.chdir(folder);
      const server = createServer();
      await new Promise<void>((resolve) => server.listen("signCert.der", resolve));
      process.chdir(before);
      // Closing would remove it; the process ends all the same.
      server.unref();
    },
  },
  {
    ...{ what: "an NPKI that leads into itself", needs: null },
    set(root) {
      mkdirSync(join(root, "NPKI/KICA"), { recursive: true });
      symlinkSync("..", join(root, "NPKI/loop"));
      symlinkSync(root, join(root, "NPKI/KICA/USER"));
      symlinkSync("NPKI", join(root, "npki"));
    },
  },
  {
    ...{ what: "names that speak to a terminal", needs: null },
    set(root) {
      const folder = folderOf(root, "cn=\u001b[2J\u001b]0;owned\u0007\u202e\u2066,o=\n\r\t");
      writeFileSync(join(folder, "signCert.der"), "no certificate");
      mkdirSync(join(root, "NPKI/\u001b[31mKICA/USER/cn=x"), { recursive: true });
      writeFileSync(join(root, "NPKI/\u001b[31mKICA/USER/cn=x/signPri.key"), "no key");
    },
  },
  {
    ...{ what: "a hundred thousand folders", needs: null, large: true },
    set(root) {
      const path = folderOf(root, "");
      for (let at = 0; at < 100_000; at++) mkdirSync(join(path, `cn=${at}`));
    },
  },
];
