// Lays the recorded kiosk out as folders, so that the readers of mountinfo and sysfs run on it unchanged.

import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { TestContext } from "node:test";

const folder = join(import.meta.dirname, "../../recordings/usb-drive");

export const kioskMountinfo = readFileSync(join(folder, "kiosk.mountinfo"), "utf8");

/** A folder that stands for `/sys`. */
export function layOutSysfs(context: TestContext): string {
  const sys = mkdtempSync(join(tmpdir(), "changgu-sysfs-"));
  context.after(() => rmSync(sys, { recursive: true, force: true }));
  for (const line of readFileSync(join(folder, "kiosk.sysfs"), "utf8").split("\n")) {
    const [, link, target] = /^(\S+) -> (\S+)$/.exec(line) ?? [];
    const [, file, text] = /^(\S+): (.*)$/.exec(line) ?? [];
    const path = join(sys, link ?? file ?? "");
    mkdirSync(dirname(path), { recursive: true });
    if (link !== undefined && target !== undefined) symlinkSync(join(sys, target), path);
    if (file !== undefined) writeFileSync(path, `${text}\n`);
  }
  return sys;
}
