// How long the event loop of the built program stood still while a customer was served: a whole ceremony in its own process.

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { playTranscript } from "../../src/commands/play.ts";
import { openStage, trainees } from "../../src/main/playing.ts";

const transcript = fileURLToPath(new URL("../transcripts/kiosk-card.txt", import.meta.url));

/** Runs in the program before anything else: a timer that comes late tells for how long nothing else ran either. */
const watch = (file: string): string => `
const { writeFileSync } = require("node:fs");
const every = 2;
const late = [];
let last = Date.now();
setInterval(() => {
  const now = Date.now();
  if (now - last > 10 + every) late.push([last, now - last - every]);
  last = now;
}, every).unref();
process.on("exit", () => writeFileSync(${JSON.stringify(file)}, JSON.stringify(late)));
`;

export type Standstill = { readonly worstMs: number; readonly over10: number };

/** From the desk's first page to the last line; the branch's own opening is a start and serves nobody yet. */
export async function benchStandstill(): Promise<Standstill> {
  const folder = mkdtempSync(join(tmpdir(), "changgu-standstill-"));
  const [watcher, noted] = [join(folder, "watch.cjs"), join(folder, "late.json")];
  writeFileSync(watcher, watch(noted));
  const before = process.env.NODE_OPTIONS;
  process.env.NODE_OPTIONS = `${before ?? ""} --require ${watcher}`;
  let opened = 0;
  try {
    const outcome = await playTranscript(readFileSync(transcript, "utf8"), {
      ...{ trainees, pty: true },
      async openStage(wanted) {
        const stage = await openStage(join(folder, "home"), wanted);
        opened = Date.now();
        return stage;
      },
    });
    if (outcome.type !== "played") throw new Error(JSON.stringify(outcome));
    const late = JSON.parse(readFileSync(noted, "utf8")) as readonly (readonly [number, number])[];
    const served = late.filter(([at]) => at > opened).map(([, milliseconds]) => milliseconds);
    return { worstMs: Math.max(0, ...served), over10: served.length };
  } finally {
    if (before === undefined) delete process.env.NODE_OPTIONS;
    else process.env.NODE_OPTIONS = before;
    rmSync(folder, { recursive: true, force: true });
  }
}
