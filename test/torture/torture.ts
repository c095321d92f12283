// `npm run torture [-- --minutes N]`: faults of every kind for as long as is asked, and a report against the figures to reach.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { checkCourses } from "../verification/attempts-course.ts";
import { inMemory, newBranch, onDisk } from "../verification/attempts-world.ts";
import { drawDay, makeTemplate, playDay } from "./branch-day.ts";
import { die, simulateCeremonies } from "./ceremonies.ts";
import { jumpClocks } from "./clock-jumps.ts";
import { judgeStates, record } from "./crash-run.ts";
import { failingDisks, failingSticks } from "./disk-faults.ts";
import { shrinkDay, transcriptOf } from "./failing-day.ts";
import { everyReader, tryOne } from "./hostile-bytes.ts";
import { begin, cutPower, kill, outOfMemory, stopAndGo, tears } from "./killed-writers.ts";
import { cutDisk } from "./power-cut.ts";
import { allCuts, cutPowerAt, dispose, makeTemplates } from "./power-cuts.ts";
import { canTrace } from "./recording.ts";
import { soak } from "./soak.ts";
import { startsAfterKills } from "./starts.ts";

type Figure = {
  readonly what: string;
  readonly wanted: number;
  reached: number;
  lost: number;
  /** What else was measured, or why it could not be. */
  note: string;
};

/** One kind of fault, until `deadline` (of `Date.now()`) or until the figure is reached. */
type Trial = { readonly what: string; readonly wanted: number; run(figure: Figure, deadline: number): Promise<void> };

const asked = process.argv.indexOf("--minutes");
const minutes = asked > 0 ? Number(process.argv[asked + 1]) : 5;
const only = process.argv.indexOf("--only");
const seed = Number(process.env.CHANGGU_SEED ?? Date.now() % 1_000_000);
const roll = die(seed);

const going = (figure: Figure, deadline: number): boolean => Date.now() < deadline && figure.reached < figure.wanted;

function count(figure: Figure, held: boolean): void {
  figure.reached++;
  if (!held) figure.lost++;
}

async function tornLogs(figure: Figure, deadline: number): Promise<void> {
  for await (const starts of tears(roll)) {
    count(figure, starts);
    if (Date.now() > deadline) return;
  }
}

async function kills(figure: Figure, deadline: number): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "changgu-kill-"));
  begin(folder);
  while (going(figure, deadline)) count(figure, await kill(folder, 1 + roll(80)));
  rmSync(folder, { recursive: true, force: true });
}

async function hardships(figure: Figure, deadline: number): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "changgu-hardship-"));
  begin(folder);
  while (going(figure, deadline))
    count(figure, figure.reached % 2 === 0 ? await stopAndGo(folder, 1 + roll(80)) : await outOfMemory(folder));
  rmSync(folder, { recursive: true, force: true });
}

async function powerCuts(figure: Figure, deadline: number): Promise<void> {
  const disk = cutDisk();
  if (typeof disk === "string") {
    figure.note = disk;
    return;
  }
  try {
    begin(disk.at);
    while (going(figure, deadline)) count(figure, await cutPower(disk, 1 + roll(80)));
  } finally {
    disk.release();
  }
}

async function falseAlarms(figure: Figure, deadline: number): Promise<void> {
  for (let round = 0; going(figure, deadline); round++) {
    try {
      figure.note = `${simulateCeremonies(100, seed + round, 50).crashes} crashes in the last hundred`;
    } catch (error) {
      figure.lost++;
      console.log(`CHANGGU_SEED=${seed + round}: ${error instanceof Error ? error.message : error}`);
    }
    figure.reached += 100;
  }
}

/** A day that goes wrong is told in the few lines that it takes. */
async function days(figure: Figure, deadline: number): Promise<void> {
  const template = await makeTemplate();
  let [deaths, rows, number, lines, passed] = [0, 0, 0, 0, 0];
  for (; going(figure, deadline); number++) {
    const day = drawDay(seed + number, 20);
    const played = await playDay(day, { template });
    figure.reached += played.ceremonies;
    deaths += played.deaths;
    rows += played.rows;
    lines += day.acts.length;
    passed += played.passed;
    if (played.fault === null) continue;
    figure.lost++;
    const short = await shrinkDay(day, played.fault, { template });
    console.log(transcriptOf(short, played.fault, seed + number));
  }
  figure.note = `${number} days, ${deaths} of their desks killed, ${rows} rows; ${passed} of ${lines} lines found nothing to answer`;
  rmSync(template, { recursive: true, force: true });
}

async function crashes(figure: Figure, deadline: number): Promise<void> {
  if (!canTrace()) {
    figure.note = "strace is missing or may not trace here";
    return;
  }
  const template = await makeTemplate();
  const recording = record(template);
  // All in turn, or as many of them as there is time for, from everywhere.
  for (let every = 16; every >= 1 && going(figure, deadline); every = every >> 1) {
    const { states, judged, lost, first } = await judgeStates(recording, {
      every,
      enough: () => Date.now() > deadline,
    });
    figure.reached = Math.max(figure.reached, Math.floor(states / every));
    figure.lost += lost;
    figure.note = `${judged} of them with different files${first && `; ${first}`}`;
  }
  recording.dispose();
  rmSync(template, { recursive: true, force: true });
}

/** Each point of each service once, and round again. */
async function cutsInServices(figure: Figure, deadline: number): Promise<void> {
  const templates = await makeTemplates();
  for (let at = 0; going(figure, deadline); at++) {
    const cut = allCuts[at % allCuts.length];
    if (!cut) break;
    const { fault, deaths } = await cutPowerAt(cut, templates);
    count(figure, fault === null && deaths === 1);
    if (fault) console.log(`${cut.service} at ${cut.point}: ${fault.why}`);
  }
  dispose(templates);
}

const usableMilliseconds = 2000;

async function starts(figure: Figure, deadline: number): Promise<void> {
  const times: number[] = [];
  for await (const took of startsAfterKills(figure.wanted, roll)) {
    times.push(took);
    count(figure, took <= usableMilliseconds);
    if (Date.now() > deadline) break;
  }
  times.sort((a, b) => a - b);
  figure.note = `median ${times[times.length >> 1]?.toFixed(0)} ms, longest ${times.at(-1)?.toFixed(0)} ms`;
}

async function guesses(figure: Figure, deadline: number): Promise<void> {
  const template = await newBranch();
  let cuts = 0;
  for (let round = 0; going(figure, deadline); round++) {
    const seen = await checkCourses(round % 10 === 0 ? () => onDisk(template) : inMemory, 5);
    figure.reached += seen.answers;
    cuts += seen.cuts;
  }
  figure.note = `${cuts} power cuts`;
}

async function hostileBytes(figure: Figure, deadline: number): Promise<void> {
  const readers = await everyReader();
  while (going(figure, deadline)) {
    const thrown = tryOne(readers, roll);
    count(figure, thrown === null);
    if (thrown) console.log(`${thrown.what}: ${thrown.input}\n${thrown.error}`);
  }
  figure.note = `${readers.length} readers`;
}

async function clockJumps(figure: Figure, deadline: number): Promise<void> {
  let refused = 0;
  while (going(figure, deadline)) {
    const jumped = jumpClocks(200, roll);
    figure.reached += jumped.jumps;
    refused += jumped.refused;
    if (jumped.fault === null) continue;
    figure.lost++;
    console.log(jumped.fault);
  }
  figure.note = `${refused} of them out of service`;
}

const flat = 1.05;

async function soaking(figure: Figure, deadline: number): Promise<void> {
  const left = deadline - Date.now();
  const told = await soak(figure.wanted, performance.now() + left);
  figure.reached = told.ceremonies;
  const [early, late] = told.heap;
  const [opened, open] = told.descriptors;
  if (late > early * flat || open > opened) figure.lost++;
  const mebibytes = (bytes: number): string => (bytes / 1048576).toFixed(1);
  figure.note = [
    `heap ${mebibytes(early)} to ${mebibytes(late)} MiB`,
    `${opened} to ${open} descriptors`,
    `log at most ${mebibytes(told.walBytes)} MiB`,
    `append ${told.appendP50.toFixed(2)} ms, p99 ${told.appendP99.toFixed(2)} ms`,
  ].join(", ");
}

const trials: readonly Trial[] = [
  { what: "logs torn by a power cut: terminals that do not start", wanted: 100, run: tornLogs },
  { what: "starts after a kill, every second with a torn log: pages later than 2 s", wanted: 20, run: starts },
  { what: "power cuts under a writer: acknowledged rows lost", wanted: 80, run: powerCuts },
  { what: "kill -9 of a writer: acknowledged rows lost", wanted: 500, run: kills },
  { what: "writers stopped and let go on, or out of memory: acknowledged rows lost", wanted: 40, run: hardships },
  { what: "states after a power cut in a ceremony: something told is lost", wanted: 20_000, run: crashes },
  {
    what: "power cuts at each point of each service: books that do not agree",
    wanted: allCuts.length,
    run: cutsInServices,
  },
  { what: "failed operations of a ceremony's disk: acts without a row, no 점검 중", wanted: 1800, run: failingDisks },
  { what: "failed operations of a stick: half written, or told wrongly", wanted: 1000, run: failingSticks },
  { what: "ceremonies in whole days: books that do not agree", wanted: 10_000, run: days },
  { what: "answers to guesses, against a model: replays, a try too many", wanted: 100_000, run: guesses },
  { what: "bytes at every reader: anything but a named outcome", wanted: 1_000_000, run: hostileBytes },
  { what: "clock jumps: acts without a row, rows out of order", wanted: 10_000, run: clockJumps },
  { what: "journals of ceremonies with crashes: false alarms", wanted: 10_000, run: falseAlarms },
  { what: "ceremonies in one process: memory or descriptors that grow", wanted: 10_000, run: soaking },
];

const shownByTests = [
  {
    what: "each attack on the journal's file",
    tests: ["test/db/attack-table.test.ts", "test/db/journal-attacks.test.ts", "test/db/checkpoint-attacks.test.ts"],
  },
  { what: "disks that lie about a flush are noticed", tests: ["test/torture/crash-states.test.ts"] },
  { what: "a full disk under a desk, and at its start", tests: ["test/end-to-end/full-disk.test.ts"] },
  { what: "a clock before the last row at a desk's start", tests: ["test/commands/out-of-service.test.ts"] },
  {
    what: "secrets in memory and in files",
    tests: ["test/end-to-end/secrets.test.ts", "test/end-to-end/every-secret.test.ts"],
  },
] as const;

console.log(`CHANGGU_SEED=${seed}, ${minutes} minutes`);
const chosen = trials.filter(({ what }) => only < 0 || what.includes(process.argv[only + 1] ?? ""));
const end = Date.now() + minutes * 60_000;
let failed = false;
for (const [at, { what, wanted, run }] of chosen.entries()) {
  const figure: Figure = { what, wanted, reached: 0, lost: 0, note: "" };
  // What one leaves of its time is for those after it.
  try {
    await run(figure, Date.now() + (end - Date.now()) / (chosen.length - at));
  } catch (error) {
    figure.lost++;
    figure.note = error instanceof Error ? error.message : String(error);
  }
  const verdict = figure.lost > 0 ? "FAILED" : figure.reached >= wanted ? "reached" : "so far";
  const note = figure.note && `  (${figure.note})`;
  console.log(`${String(figure.lost).padStart(6)}  ${what}, in ${figure.reached} of ${wanted}  ${verdict}${note}`);
  failed ||= figure.lost > 0;
}
// What is a list and no figure is shown whole by tests.
if (only < 0) for (const { what, tests } of shownByTests) console.log(`     -  ${what}: npm test, ${tests.join(", ")}`);
process.exitCode = failed ? 1 : 0;
