// One ceremony is recorded, and a terminal starts on every state that a power cut in it could leave.

import { cpSync, existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Before, digestOf, judge, readBefore } from "./after-crash.ts";
import { crashStates } from "./crash-states.ts";
import { actsIn, type FileAct, traced } from "./recording.ts";

export type Recording = {
  readonly acts: readonly FileAct[];
  readonly before: Before;
  /** Of the home before, beside which states are laid. */
  readonly root: string;
  dispose(): void;
};

/** States are many and small: where memory is a file system, they do not go to the disk. */
const shared = "/dev/shm";

/** `template`: a branch that was opened once. */
export function record(template: string): Recording {
  const work = mkdtempSync(join(existsSync(shared) ? shared : tmpdir(), "changgu-crash-"));
  const root = join(work, "home");
  const recorded = join(work, "recorded");
  for (const place of [root, recorded]) cpSync(template, place, { recursive: true });
  const before = readBefore(root);
  const program = fileURLToPath(new URL("./recorded-ceremony.ts", import.meta.url));
  const log = traced(program, recorded, join(work, "strace"));
  rmSync(join(work, "strace"));
  const acts = actsIn(
    log,
    recorded,
    before.files.map(([path]) => path),
  );
  return { acts, before, root, dispose: () => rmSync(work, { recursive: true, force: true }) };
}

export type Judging = {
  /** False for a flush that the disk only pretends. */
  readonly flushes?: (act: FileAct) => boolean;
  /** Judges one in so many. */
  readonly every?: number;
  /** Asked before each: enough? */
  enough(judged: number, lost: number): boolean;
};

export type Judged = {
  readonly states: number;
  readonly judged: number;
  readonly lost: number;
  readonly first: string;
};

/** `states` counts all up to where it ended; those with the same files are judged once. */
export async function judgeStates({ acts, before, root }: Recording, judging: Judging): Promise<Judged> {
  const { flushes = () => true, every = 1, enough } = judging;
  // Before the first lie there is nothing to find.
  const from = acts.findIndex((act) => !flushes(act));
  const seen = new Set<string>();
  let states = 0;
  let lost = 0;
  let first = "";
  for (const state of crashStates(acts, before, flushes)) {
    if (enough(seen.size, lost)) break;
    states++;
    if (states % every !== 0 || state.acts <= from) continue;
    const tree = state.tree();
    const digest = digestOf(tree, state);
    if (seen.has(digest)) continue;
    seen.add(digest);
    const why = await judge(state, tree, root, before);
    if (why === null) continue;
    lost++;
    first ||= `after act ${state.acts}, ${state.how}: ${why}`;
  }
  return { states, judged: seen.size, lost, first };
}

/** Flushes of the log are pretended: what WAL without `synchronous=FULL`, or a lying disk, comes to. */
export function pretending(acts: readonly FileAct[], end: string): (act: FileAct) => boolean {
  const files = new Set(acts.flatMap((act) => (act.type === "create" && act.path.endsWith(end) ? [act.file] : [])));
  return (act) => !(act.type === "sync" && files.has(act.file));
}
