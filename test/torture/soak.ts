// One process, one desk, thousands of ceremonies: what a kiosk that is never switched off keeps of them.

import { mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import type { Building } from "../../src/building.ts";
import { Player } from "../../src/commands/player.ts";
import { trainees } from "../../src/main/playing.ts";
import { lineOf, opens } from "./branch-day.ts";
import { type LiveDesk, makeBranch, RehearsedBranch } from "./rehearsed-branch.ts";

export type Soaked = {
  readonly ceremonies: number;
  /** Bytes of the heap after a collection, when a tenth was done, or two hundred, and at the end. */
  readonly heap: readonly [early: number, late: number];
  readonly rss: readonly [early: number, late: number];
  readonly descriptors: readonly [early: number, late: number];
  /** The longest that the write-ahead log was between two ceremonies, in bytes. */
  readonly walBytes: number;
  /** Of an append to the journal, in milliseconds. */
  readonly appendP50: number;
  readonly appendP99: number;
  readonly rows: number;
  /** Certificates, copies and new passwords: none may fail. */
  readonly done: number;
};

const issued = [
  "insert usb0",
  "key 1 1",
  "key enter enter enter enter 1 enter enter enter 1 enter enter 1",
  "key 9 0 0 1 0 1 1 2 3 4 5 6 7 enter 0 1 2 3 4 5 0 2 1 0 0 0 1 7 enter 1 3 5 7 enter",
  "key 1",
  "wait 4s",
  "card hong",
  "key 1",
  'secret "Kiosk!2026test"',
  "key enter",
  'secret "Kiosk!2026test"',
  "key enter",
  "key enter",
];

const copied = [
  "insert usb-lee",
  "insert usb0",
  "key 4 2",
  "key 1 1",
  'secret "Cert!lee58"',
  "key enter",
  "key 2",
  "pull usb-lee",
];
const viewed = ["insert usb-smith", "key 4 1", "key 1", "key 1", "pull usb-smith"];
const refused = [
  "insert usb-lee",
  "key 4 2",
  "key 1 1",
  'secret "Cert!lee59"',
  "key enter",
  "key cancel 1",
  "pull usb-lee",
];
const walkedAway = ["key 1 1", "key enter enter", "wait 61s"];

const changed = (from: string, to: string): readonly string[] => [
  "insert usb-park",
  "key 4 3",
  "key 1 1",
  `secret "${from}"`,
  "key enter",
  `secret "${to}"`,
  "key enter",
  `secret "${to}"`,
  "key enter",
  "pull usb-park",
];

const leave = ["pull usb0", "wait 81s", "wait 61s"];

const doings = ["certificate-issued", "certificate-copied", "certificate-relocked"];

/** Ten ceremonies, after which all is as it was but for the books. */
const round: readonly (readonly string[])[] = [
  viewed,
  changed("Cert!park58", "Anders!27neu"),
  walkedAway,
  copied,
  refused,
  viewed,
  changed("Anders!27neu", "Cert!park58"),
  refused,
  copied,
  issued,
];

/** Ceremonies after which everything has been loaded and compiled that there is. */
const warm = 200;

/** `until`: milliseconds of `performance.now()` at which it ends, however many were done. */
export async function soak(wanted: number, until = Number.POSITIVE_INFINITY): Promise<Soaked> {
  const root = mkdtempSync(join(tmpdir(), "changgu-soak-"));
  await makeBranch(root, opens);
  const branch = new RehearsedBranch(root, opens);
  const times: number[] = [];
  const live = await branch.open({ desk: "kiosk", terminal: "T-01", plant: (building) => timed(building, times) });
  const player = new Player(live.stage, trainees);
  const wal = `${branch.home.database}-wal`;
  const collect = collector();
  let early: Standing | null = null;
  let walBytes = 0;
  let ceremonies = 0;
  try {
    while (ceremonies < wanted && performance.now() < until) {
      for (const text of [...(round[ceremonies % round.length] ?? []), ...leave]) await play(live, player, text);
      rmSync(join(branch.home.sticks, "usb0"), { recursive: true, force: true });
      walBytes = Math.max(walBytes, statSync(wal, { throwIfNoEntry: false })?.size ?? 0);
      ceremonies++;
      // Times are of no use by the thousand, and a list of them is memory.
      if (times.length > 20_000) times.splice(0, 10_000);
      if (!early && ceremonies >= Math.min(wanted / 10, warm)) early = standing(collect);
    }
    const late = standing(collect);
    const first = early ?? late;
    const rows = live.stage.journal();
    times.sort((a, b) => a - b);
    return {
      ceremonies,
      heap: [first.heap, late.heap],
      rss: [first.rss, late.rss],
      descriptors: [first.descriptors, late.descriptors],
      walBytes,
      appendP50: times[times.length >> 1] ?? Number.NaN,
      appendP99: times[Math.floor(times.length * 0.99)] ?? Number.NaN,
      rows: rows.length,
      done: rows.filter(({ event }) => doings.includes(String(event))).length,
    };
  } finally {
    await branch.close();
    rmSync(root, { recursive: true, force: true });
  }
}

async function play(live: LiveDesk, player: Player, text: string): Promise<void> {
  const line = lineOf(text);
  if (!line) throw new RangeError(text);
  // A screen is drawn now and then, so that it is soaked as well.
  await live.show(line.verb === "card" || line.verb === "insert");
  await player.play(line);
}

type Standing = { readonly heap: number; readonly rss: number; readonly descriptors: number };

function standing(collect: () => void): Standing {
  collect();
  const { heapUsed, rss } = process.memoryUsage();
  return { heap: heapUsed, rss, descriptors: readdirSync("/proc/self/fd").length };
}

function collector(): () => void {
  setFlagsFromString("--expose-gc");
  return runInNewContext("gc") as () => void;
}

function timed(building: Building, times: number[]): Building {
  const { journal } = building;
  const clocked = <T>(work: () => T): T => {
    const from = performance.now();
    try {
      return work();
    } finally {
      times.push(performance.now() - from);
    }
  };
  return {
    ...building,
    journal: {
      append: (fact, about) => clocked(() => journal.append(fact, about)),
      appendAll: (facts, about) => journal.appendAll(facts, about),
      seal: () => journal.seal(),
    },
  };
}

if (import.meta.main) {
  const wanted = Number(process.argv[2] ?? 1000);
  const from = performance.now();
  const report = await soak(wanted);
  console.log(JSON.stringify({ ...report, seconds: Math.round((performance.now() - from) / 1000) }));
}
