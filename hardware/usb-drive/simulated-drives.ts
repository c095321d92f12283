// Sticks for training and play: a stick is a folder that keeps its content, inserted and pulled by hand or by transcript.

import { cp, mkdir, readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { type Clock, wallClock } from "../../src/clock.ts";
import type { Drive, Drives } from "../../src/media/drive.ts";
import type { MediumFiles } from "../../src/media/medium-files.ts";
import { createSimulatedFiles, type Insertion, insertion, type StickFaults } from "./simulated-files.ts";

export type InsertOptions = StickFaults & {
  /** A folder whose content is copied onto the stick first. */
  readonly from?: string;
};

export type SimulatedDrives = Drives & {
  /** In again with the faults given now; a stick that is in already is pulled first. Throws at a name that is none. */
  insert(name: string, options?: InsertOptions): Promise<Drive>;
  /** `whileWriting` waits for the next file that is written, and leaves half of it. */
  pull(name: string, options?: { readonly whileWriting?: boolean }): void;
  /** Also when it was let go. */
  isIn(name: string): boolean;
  /** The names of all sticks that exist, in or out, sorted. */
  names(): Promise<readonly string[]>;
};

/** What every simulated stick claims to be, so that screens and transcripts are the same on every machine. */
const sizeBytes = 8_004_304_896;
const freeBytes = 7_812_345_856;

/** `usb0`, `usb-lee`: a folder name that leads nowhere else. */
export function isStickName(name: string): boolean {
  return /^usb[0-9a-z-]{1,20}$/.test(name);
}

type Inserted = {
  readonly drive: Drive;
  readonly insertion: Insertion;
  readonly files: MediumFiles;
  /** Unmounted by `release`: still in, no longer listed. */
  released: boolean;
};

export type SimulatedSettings = {
  /** Made when the first stick goes in; sticks stay in it between runs. */
  readonly directory: string;
  /** What slow sticks go by. */
  readonly clock?: Clock;
};

export function createSimulatedDrives({ directory, clock = wallClock }: SimulatedSettings): SimulatedDrives {
  const inserted = new Map<string, Inserted>();
  const watchers = new Set<(drives: readonly Drive[], released: readonly Drive[]) => void>();

  const sticks = (released: boolean): readonly Drive[] =>
    [...inserted.values()].filter((stick) => stick.released === released).map(({ drive }) => drive);
  const list = (): readonly Drive[] => sticks(false);
  const tell = (): void => {
    for (const changed of watchers) changed(list(), sticks(true));
  };
  const find = (drive: Drive) => [...inserted.values()].find((stick) => stick.drive.id === drive.id);

  function pullOut(name: string): void {
    const stick = inserted.get(name);
    if (stick === undefined) return;
    stick.insertion.out = true;
    stick.insertion.interrupt();
    inserted.delete(name);
    tell();
  }

  return {
    async insert(name, options = {}) {
      const { from, ...faults } = options;
      pullOut(name);
      const drive = await prepareStick(directory, name, from, faults);
      const put = insertion(faults);
      inserted.set(name, { drive, insertion: put, files: createSimulatedFiles(put, clock), released: false });
      tell();
      return drive;
    },
    pull(name, { whileWriting = false } = {}) {
      const stick = inserted.get(name);
      if (stick === undefined) return;
      if (whileWriting) stick.insertion.duringNextWrite = () => pullOut(name);
      else pullOut(name);
    },
    isIn: (name) => inserted.has(name),
    async names() {
      const entries = await readdir(directory, { withFileTypes: true }).catch(() => []);
      return entries.flatMap((entry) => (entry.isDirectory() && isStickName(entry.name) ? [entry.name] : [])).sort();
    },
    list: async () => list(),
    watch(changed) {
      watchers.add(changed);
      queueMicrotask(() => {
        if (watchers.has(changed)) changed(list(), sticks(true));
      });
      return () => watchers.delete(changed);
    },
    present: async (drive) => find(drive) !== undefined,
    async release(drive) {
      const stick = find(drive);
      if (stick !== undefined && !stick.released) {
        stick.released = true;
        tell();
      }
      return { type: "released" };
    },
    files(drive) {
      return find(drive)?.files ?? createSimulatedFiles({ ...insertion({}), out: true }, clock);
    },
  };
}

async function prepareStick(
  directory: string,
  name: string,
  from: string | undefined,
  { readonly = false, full = false }: StickFaults,
): Promise<Drive> {
  if (!isStickName(name)) throw new RangeError(`a simulated stick is called usb0, usb1 or usb-name, not ${name}`);
  const mountPoint = join(directory, name);
  await mkdir(mountPoint, { recursive: true, mode: 0o700 });
  if (from !== undefined) await cp(from, mountPoint, { recursive: true });
  const device = (await stat(mountPoint, { bigint: true })).dev;
  return {
    id: `${device}:${mountPoint}`,
    label: name,
    mountPoint,
    disk: null,
    device,
    sizeBytes,
    freeBytes: full ? 0 : freeBytes,
    readOnly: readonly,
    simulated: true,
  };
}
