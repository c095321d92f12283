// The files of a simulated stick: real files in a folder, and the faults that a rehearsal asked for.

import { stat } from "node:fs/promises";
import { basename } from "node:path";
import type { Clock } from "../../src/clock.ts";
import { mediumError } from "../../src/media/medium-error.ts";
import type { MediumFiles } from "../../src/media/medium-files.ts";
import { createSystemFiles } from "../../src/media/system-files.ts";

export type StickFaults = {
  /** The write-protect switch: EROFS. */
  readonly readonly?: boolean;
  /** ENOSPC, and no free bytes. */
  readonly full?: boolean;
  /** A counterfeit: it takes everything, holds 1,024 bytes, and the cache hides it. */
  readonly fake?: boolean;
  /** The N-th operation that reaches the disk since the insertion is EIO, once; counted from 1. */
  readonly failsAt?: number;
  /** Each file that is flushed takes six seconds of the clock. */
  readonly slow?: boolean;
  /** It answers nothing any more once something else is visible on it: the last rename came through, and nothing behind it. */
  readonly dies?: boolean;
};

/** One insertion of a stick; `out` for ever once it was pulled. */
export type Insertion = {
  readonly faults: StickFaults;
  out: boolean;
  /** Called in the middle of the next file that is written. */
  duringNextWrite: (() => void) | null;
  /** Ends the flush that is under way: whoever pulls it out calls. */
  interrupt: () => void;
};

export function insertion(faults: StickFaults): Insertion {
  return { faults, out: false, duringNextWrite: null, interrupt: () => {} };
}

export const flushMilliseconds = 6_000;

/** What a counterfeit stick really holds, in bytes over all files of one insertion. */
const fakeCapacity = 1024;

export function createSimulatedFiles(insertion: Insertion, clock: Clock): MediumFiles {
  const real = createSystemFiles();
  const { readonly, full, failsAt, slow, dies } = insertion.faults;
  const fake = insertion.faults.fake ? new FakeFlash() : null;
  let operations = 0;
  let dead = false;

  function look(): void {
    if (insertion.out) throw mediumError("ENODEV", "the stick is out");
    if (dead) throw mediumError("EIO", "the stick gave out");
  }

  /** Making, writing, flushing, renaming, removing and reading back reach the disk; looking does not. */
  function reach(): void {
    look();
    operations += 1;
    if (operations === failsAt) throw mediumError("EIO", "a bad sector");
  }

  function change(): void {
    reach();
    if (readonly) throw mediumError("EROFS", "the switch of the stick says no");
  }

  function grow(): void {
    change();
    if (full) throw mediumError("ENOSPC", "the stick is full");
  }

  return {
    async device(path) {
      look();
      return real.device(path);
    },
    async makeFolder(path) {
      grow();
      return real.makeFolder(path);
    },
    async writeNew(path, bytes, device, flushing) {
      grow();
      const pull = insertion.duringNextWrite;
      await real.writeNew(path, pull === null ? bytes : bytes.subarray(0, bytes.length / 2), device, flushing);
      if (slow) await flushed(insertion, clock);
      pull?.();
      look();
      await fake?.wrote(path, bytes.length);
    },
    async syncFolder(path) {
      reach();
      return real.syncFolder(path);
    },
    async rename(from, to) {
      change();
      await real.rename(from, to);
      // Names that begin with a dot are those of what is under way.
      dead = dies === true && [from, to].some((path) => !basename(path).startsWith("."));
    },
    async readBack(path) {
      reach();
      const { bytes } = await real.readBack(path);
      // Whatever the folder's own file system can do, this stick can be read past the cache.
      return { bytes: (await fake?.held(path, bytes)) ?? bytes, direct: true };
    },
    async read(path, maximumBytes) {
      look();
      return real.read(path, maximumBytes);
    },
    async list(path) {
      look();
      return real.list(path);
    },
    async exists(path) {
      look();
      return real.exists(path);
    },
    async remove(path) {
      change();
      return real.remove(path);
    },
    async freeBytes(mountPoint) {
      look();
      return full ? 0 : real.freeBytes(mountPoint);
    },
  };
}

/** Until its time is over, or it is out. */
function flushed(insertion: Insertion, clock: Clock): Promise<void> {
  return new Promise((resolve) => {
    const stop = clock.after(flushMilliseconds, resolve);
    insertion.interrupt = () => {
      stop();
      resolve();
    };
  });
}

/** Which bytes of which file fell behind the real capacity, by inode, because folders are renamed. */
class FakeFlash {
  readonly #starts = new Map<bigint, number>();
  #used = 0;

  async wrote(path: string, length: number): Promise<void> {
    this.#starts.set((await stat(path, { bigint: true })).ino, this.#used);
    this.#used += length;
  }

  async held(path: string, bytes: Buffer): Promise<Buffer> {
    const start = this.#starts.get((await stat(path, { bigint: true })).ino);
    if (start === undefined) return bytes;
    const held = Buffer.from(bytes);
    return held.fill(0, Math.min(held.length, Math.max(0, fakeCapacity - start)));
  }
}
