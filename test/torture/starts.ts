// How long a person waits for a usable page after the program was killed, and after its log was torn besides.

import { appendFileSync, existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startProgram } from "../end-to-end/built-program.ts";

/** The kiosk's first page. */
const front = "어서 오십시오";

/** What was being written when the power went: a piece of a frame that nobody was told of, behind those that are flushed. */
function tear(log: string, bytes: number): void {
  if (existsSync(log)) appendFileSync(log, readFileSync(log).subarray(-bytes));
}

/** Milliseconds from the start to the page of each of `rounds` starts; in every second one the log had been torn before. */
export async function* startsAfterKills(rounds: number, roll: (below: number) => number): AsyncIterable<number> {
  const home = mkdtempSync(join(tmpdir(), "changgu-start-"));
  const log = join(home, "training", "changgu.sqlite-wal");
  try {
    for (let round = -1; round < rounds; round++) {
      const from = performance.now();
      const desk = startProgram(["train", "--desk", "kiosk"], home);
      await desk.see(front);
      // The first time the branch is made.
      if (round >= 0) yield performance.now() - from;
      // Into a ceremony, and somewhere in it the end comes.
      for (const key of ["1", "1", "\r", "\r"].slice(0, roll(5))) desk.type(key);
      await desk.kill("SIGKILL");
      if (round % 2 === 0) tear(log, 1 + roll(4000));
    }
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}
