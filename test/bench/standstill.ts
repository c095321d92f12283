// How long the event loop of the built program stood still while a customer was served: a whole ceremony in its own process.

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { playTranscript } from "../../src/commands/play.ts";
import type { Stage } from "../../src/commands/stage.ts";
import { openStage, trainees } from "../../src/main/playing.ts";
import { heaviest, type Profile } from "./profile.ts";

const transcript = fileURLToPath(new URL("../transcripts/kiosk-card.txt", import.meta.url));

/**
 * Runs in the program before anything else: a timer that comes late tells for how long nothing else ran either. Times are of
 * the machine's steady clock in milliseconds, as in the profile that is taken meanwhile.
 */
const watch = (file: string): string => `
const { writeFileSync } = require("node:fs");
const { Session } = require("node:inspector");
const profiler = new Session();
profiler.connect();
profiler.post("Profiler.enable");
profiler.post("Profiler.setSamplingInterval", { interval: 1000 });
profiler.post("Profiler.start");
const every = 2;
const late = [];
const now = () => Number(process.hrtime.bigint()) / 1e6;
let [last, spent] = [now(), process.threadCpuUsage()];
setInterval(() => {
  const ms = now() - last - every;
  const { user, system } = process.threadCpuUsage(spent);
  if (ms > 10) late.push({ from: last, ms, cpuMs: (user + system) / 1000 });
  [last, spent] = [now(), process.threadCpuUsage()];
}, every).unref();
process.on("exit", () => profiler.post("Profiler.stop", (_, { profile }) => {
  writeFileSync(${JSON.stringify(file)}, JSON.stringify({ late, profile }));
}));
`;

/** `during`: what was pressed last, and in which functions most of it went by. */
export type Standstill = { readonly ms: number; readonly cpuMs: number; readonly during: string };

type Late = { readonly from: number; readonly ms: number; readonly cpuMs: number };

/**
 * From the desk's first page to the last line; the branch's own opening is a start and serves nobody yet. `longest` by the
 * clock, which other programs and the disk lengthen, and `busiest` by the processor's time that it took.
 */
export async function benchStandstill(): Promise<{
  readonly longest: Standstill;
  readonly busiest: Standstill;
  readonly over10: number;
}> {
  const folder = mkdtempSync(join(tmpdir(), "changgu-standstill-"));
  const [watcher, noted] = [join(folder, "watch.cjs"), join(folder, "late.json")];
  writeFileSync(watcher, watch(noted));
  const before = process.env.NODE_OPTIONS;
  process.env.NODE_OPTIONS = `${before ?? ""} --require ${watcher}`;
  const pressed: { readonly at: number; readonly what: string }[] = [];
  try {
    const outcome = await playTranscript(readFileSync(transcript, "utf8"), {
      ...{ trainees, pty: true },
      async openStage(wanted) {
        const stage = await openStage(join(folder, "home"), wanted);
        return noting(stage, (what) => pressed.push({ at: steadyNow(), what }));
      },
    });
    if (outcome.type !== "played") throw new Error(JSON.stringify(outcome));
    const { late, profile } = JSON.parse(readFileSync(noted, "utf8")) as { late: readonly Late[]; profile: Profile };
    const served = late.filter(({ from, ms }) => from + ms > (pressed[0]?.at ?? 0));
    const told = (by: "ms" | "cpuMs"): Standstill => {
      const worst = served.toSorted((one, other) => other[by] - one[by])[0];
      if (!worst) return { ms: 0, cpuMs: 0, during: "nothing" };
      const { from, ms, cpuMs } = worst;
      const key = pressed.findLast(({ at }) => at < from + ms)?.what ?? "nothing was pressed";
      const functions = heaviest(profile, from, from + ms).join(" > ");
      return { ms, cpuMs, during: `${key}: ${functions || "no function of its own"}` };
    };
    return { longest: told("ms"), busiest: told("cpuMs"), over10: served.length };
  } finally {
    if (before === undefined) delete process.env.NODE_OPTIONS;
    else process.env.NODE_OPTIONS = before;
    rmSync(folder, { recursive: true, force: true });
  }
}

const steadyNow = (): number => Number(process.hrtime.bigint()) / 1e6;

function noting(stage: Stage, note: (what: string) => void): Stage {
  return {
    ...stage,
    press(key) {
      note(`key ${key}`);
      return stage.press(key);
    },
    elapse(milliseconds) {
      note(`wait ${milliseconds} ms`);
      return stage.elapse(milliseconds);
    },
  };
}
