// Hot plug: device nodes come and go as events, mounts are looked at twice a second, and only a change is told.

import { type FSWatcher, watch } from "node:fs";
import { readFile } from "node:fs/promises";
import type { Drive } from "../../src/media/drive.ts";

const pollMilliseconds = 500;

export type Watching = {
  readonly mountinfo: string;
  readonly dev: string;
  list(): Promise<readonly Drive[]>;
  /** Mounts what is inserted and nobody mounts; may be called while it is at it. False: there was none. */
  mountNew(): Promise<boolean>;
  present(drive: Drive): Promise<boolean>;
  /** Let go by this program; those that are out are taken from it. */
  readonly released: Set<Drive>;
  changed(drives: readonly Drive[], released: readonly Drive[]): void;
};

/** The first look is told as well, also when there is no drive. The result stops the watch; nothing is told afterwards. */
export function watchDrives(watching: Watching): () => void {
  const { mountinfo, dev, list, mountNew, present, released, changed } = watching;
  let stopped = false;
  let looking = false;
  let nodesChanged = true;
  let mounts: string | null = null;
  let told: readonly Drive[] | null = null;
  let toldReleased = "";

  async function look(): Promise<void> {
    if (looking || stopped) return;
    looking = true;
    try {
      const now = await readFile(mountinfo, "utf8").catch(() => "");
      const gone = !(await Promise.all((told ?? []).map(present))).every((there) => there);
      if (nodesChanged || now !== mounts || gone) {
        nodesChanged = false;
        mounts = now;
        tell(await list().catch(() => []));
      }
      await lookAfterReleased();
    } finally {
      looking = false;
    }
  }

  /** Beside the looking: a stick that cannot be mounted takes half a minute to say so, and others come and go meanwhile. */
  async function mount(): Promise<void> {
    if (await mountNew().catch(() => false)) await look();
  }

  function seek(): void {
    void mount();
    void look();
  }

  function tell(drives: readonly Drive[]): void {
    const before = told;
    told = drives;
    if (!stopped && (before === null || before.map(identity).join() !== drives.map(identity).join()))
      changed(drives, [...released]);
  }

  /** A stick that was let go is on no list, and its disk stays until it is pulled. */
  async function lookAfterReleased(): Promise<void> {
    const before = [...released];
    const there = await Promise.all(before.map(present));
    const gone = before.filter((_, index) => !there[index]);
    for (const drive of gone) released.delete(drive);
    const now = [...released].map(identity).join();
    if ((now === toldReleased && gone.length === 0) || told === null || stopped) return;
    toldReleased = now;
    changed(told, [...released]);
  }

  const nodes = watchNodes(dev, () => {
    nodesChanged = true;
    seek();
  });
  const timer = setInterval(seek, pollMilliseconds);
  seek();
  return () => {
    stopped = true;
    clearInterval(timer);
    nodes?.close();
  };
}

/** What makes it another drive for whoever looks at the list; free space changes with every write and does not. */
function identity({ id, label, readOnly, sizeBytes }: Drive): string {
  return JSON.stringify([id, label, readOnly, sizeBytes]);
}

/** Null where the folder cannot be watched: the poll alone still finds every mount. */
function watchNodes(dev: string, changed: () => void): FSWatcher | null {
  try {
    const watcher = watch(dev, changed);
    watcher.on("error", () => watcher.close());
    return watcher;
  } catch {
    return null;
  }
}
