// Up to where the journal was handed over, a file a server, which is whole or the one before.

import { readdirSync, readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import type { Cursor, CursorsRead } from "../../src/audit/syslog.ts";
import { replaceFile } from "./durable-file.ts";
import { systemCode } from "./private-file.ts";

const line = /^changgu-cursor-v1 (\d{1,15}) ([0-9a-f]{64}) ([0-9a-f-]{36})\n$/;

/** Of one server, `HOST:PORT`: what one has says nothing of another. */
export function cursorFileOf(prefix: string, server: string): string {
  return `${prefix}.${server.toLowerCase().replaceAll(/[^a-z0-9.-]/g, "_")}`;
}

/** Those of all servers. */
export function readCursors(prefix: string): CursorsRead {
  const folder = dirname(prefix);
  try {
    // One that was cut off while it was replaced is no cursor.
    const names = readdirSync(folder).filter(
      (name) => name.startsWith(`${basename(prefix)}.`) && !name.endsWith(".new"),
    );
    return { type: "found", cursors: names.flatMap((name) => openCursor(join(folder, name)).read() ?? []) };
  } catch (error) {
    const code = systemCode(error);
    if (code === null && !(error instanceof CursorDamaged)) throw error;
    return { type: "unreadable", why: (error as Error).message };
  }
}

class CursorDamaged extends Error {
  override readonly name = "CursorDamaged";
}

/** Throws the system's error, and an Error for a file that is no cursor: handing everything over again is for a person to decide. */
export function openCursor(file: string): { read(): Cursor | null; keep(cursor: Cursor): void } {
  return {
    read() {
      try {
        const [, seq, hash, database] = line.exec(readFileSync(file, "utf8")) ?? [];
        if (!seq || !hash || !database)
          throw new CursorDamaged(`${file} is damaged; remove it to hand over every row again`);
        return { seq: Number(seq), hash, database };
      } catch (error) {
        if (systemCode(error) === "ENOENT") return null;
        throw error;
      }
    },
    keep: ({ seq, hash, database }) =>
      replaceFile(file, Buffer.from(`changgu-cursor-v1 ${seq} ${hash} ${database}\n`), 0o600),
  };
}
