// The boot counter in a file: one line of text, replaced whole, and only by a later number.

import type { BootCount, BootCounter, BootRead } from "../../src/audit/boot-counter.ts";
import { replaceFile } from "./durable-file.ts";
import { readPrivate, systemCode } from "./private-file.ts";

const most = 200;
const line = /^changgu-boots-v1 (\d{1,15}) ([0-9a-f-]{36})\n$/;

function read(file: string): BootRead {
  const found = readPrivate(file, 0o600, most);
  if (found.type === "missing") return found;
  if (found.type === "refused") return { type: "unreadable", why: found.why };
  const [, boots, database] = line.exec(found.bytes.toString("latin1")) ?? [];
  if (!boots || !database) return { type: "unreadable", why: `${file} is damaged` };
  return { type: "found", count: { boots: Number(boots), database } };
}

/** The boot counter kept in `file` (mode 0600). */
export function openBootCounter(file: string): BootCounter {
  return {
    read: () => read(file),
    replace({ boots, database }: BootCount) {
      const old = read(file);
      if (old.type === "unreadable") return old.why;
      if (old.type === "found" && old.count.database === database && old.count.boots >= boots) return null;
      try {
        replaceFile(file, Buffer.from(`changgu-boots-v1 ${boots} ${database}\n`), 0o600);
        return null;
      } catch (error) {
        const code = systemCode(error);
        if (code === null) throw error;
        return `${file} cannot be written (${code})`;
      }
    },
  };
}
