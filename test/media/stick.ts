// A stick for tests: a folder with real files, and a MediumFiles that fails at a chosen operation.

import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestContext } from "node:test";
import type { Clock } from "../../src/clock.ts";
import type { Drive, Drives } from "../../src/media/drive.ts";
import { mediumError } from "../../src/media/medium-error.ts";
import type { MediumFiles } from "../../src/media/medium-files.ts";
import { createSystemFiles } from "../../src/media/system-files.ts";
import type { Content, Writing } from "../../src/media/write.ts";

export const folder = "NPKI/yessign/USER/cn=홍길동()007104620261123000000001,ou=POST,ou=personal4IB,o=yessign,c=kr";

export function pair(mark: string): readonly Content[] {
  return [
    { name: "signCert.der", bytes: Buffer.from(`certificate ${mark} `.repeat(90)) },
    { name: "signPri.key", bytes: Buffer.from(`key ${mark} `.repeat(300)) },
  ];
}

export function driveAt(mountPoint: string, more: Partial<Drive> = {}): Drive {
  const device = statSync(mountPoint, { bigint: true }).dev;
  const size = { sizeBytes: 8_000_000_000, freeBytes: 4_000_000_000 };
  const facts = { label: "Test Stick", mountPoint, disk: null, device, readOnly: false, simulated: false };
  return { id: `${device}:${mountPoint}`, ...facts, ...size, ...more };
}

export function stickFolder(context: TestContext, parent = tmpdir()): string {
  const path = mkdtempSync(join(parent, "changgu-stick-"));
  context.after(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

/** One drive that is there until `pulled` says otherwise. */
export function drivesOf(drive: Drive, files: MediumFiles, pulled: () => boolean = () => false): Drives {
  return {
    list: async () => (pulled() ? [] : [drive]),
    watch: () => () => {},
    present: async () => !pulled(),
    release: async () => ({ type: "released" }),
    files: () => files,
  };
}

/** Waits for nothing. */
export const hastyClock: Clock = {
  now: () => new Date(),
  after(_, callback) {
    const soon = setImmediate(callback);
    return () => clearImmediate(soon);
  },
};

let writes = 0;

export function writingOn(drive: Drive, files: MediumFiles, drives: Drives, contents: readonly Content[]): Writing {
  const random = () => Buffer.from((++writes).toString(16).padStart(16, "0"), "hex");
  return { drive, files, drives, folder, contents, progress: () => {}, random, clock: hastyClock };
}

/** Every file below `root` with its content, our own unfinished work left out; folders end in `/`. */
export function visible(root: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const entry of readdirSync(root, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (path.includes("/.changgu-")) continue;
    if (entry.isDirectory()) found.set(`${path.slice(root.length + 1)}/`, "");
    else if (entry.isFile()) found.set(path.slice(root.length + 1), readFileSync(path, "latin1"));
  }
  return new Map([...found].sort(([a], [b]) => (a < b ? -1 : 1)));
}

export function unfinished(root: string): readonly string[] {
  return readdirSync(root, { recursive: true, encoding: "utf8" }).filter((path) => path.includes(".changgu-"));
}

/** `nothing`: the operation has no effect. `all`: it happened, and failed all the same. `half`: a torn write. */
export type Effect = "nothing" | "all" | "half";

export type Fault = {
  readonly at: number;
  readonly code: string;
  readonly effect: Effect;
  /** Everything after it fails too, as when the stick is out. */
  readonly forGood: boolean;
};

export type FaultyFiles = { readonly files: MediumFiles; readonly count: () => number; readonly fired: () => boolean };

/** Counts every operation from 1 on and calls `after` behind each, so that a test can look at the stick. */
export function faultyFiles(fault: Fault | null, after: () => void = () => {}): FaultyFiles {
  const real = createSystemFiles();
  let operations = 0;
  async function through<T>(act: () => Promise<T>, half?: () => Promise<unknown>): Promise<T> {
    operations += 1;
    if (fault?.forGood && operations > fault.at) throw mediumError(fault.code, "scripted");
    if (fault === null || operations !== fault.at) {
      const result = await act();
      after();
      return result;
    }
    if (fault.effect === "all") await act();
    if (fault.effect === "half") await half?.();
    after();
    throw mediumError(fault.code, "scripted");
  }
  const files: MediumFiles = {
    device: (path) => through(() => real.device(path)),
    makeFolder: (path) => through(() => real.makeFolder(path)),
    writeNew: (path, bytes, device, flushing) =>
      through(
        () => real.writeNew(path, bytes, device, flushing),
        () => real.writeNew(path, bytes.subarray(0, bytes.length / 2), device),
      ),
    syncFolder: (path) => through(() => real.syncFolder(path)),
    rename: (from, to) => through(() => real.rename(from, to)),
    readBack: (path) => through(() => real.readBack(path)),
    read: (path, most) => through(() => real.read(path, most)),
    list: (path) => through(() => real.list(path)),
    exists: (path) => through(() => real.exists(path)),
    remove: (path) => through(() => real.remove(path)),
    freeBytes: (path) => through(() => real.freeBytes(path)),
  };
  return { files, count: () => operations, fired: () => fault !== null && operations >= fault.at };
}
