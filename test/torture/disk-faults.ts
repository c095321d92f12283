// The long set of test/faults: every operation of a ceremony's disk and of whatever writes a stick, each code in its turn.

import type { CeremonyTried } from "../faults/ceremony-child.ts";
import { noCompiler, runUnderFaults } from "../faults/failing-calls.ts";
import type { Tried } from "../faults/stick-child.ts";

type Figure = { reached: number; readonly wanted: number; lost: number; note: string };

const codes = ["EIO", "ENODEV+", "ENOSPC", "EROFS+", "KILL"] as const;
/** In one process, so that a fault that is found costs no more than these. */
const step = 60;

/** A fault that a ceremony does not survive is printed, with the word that tries it again. */
export async function failingDisks(figure: Figure, deadline: number): Promise<void> {
  if (noCompiler) figure.note = noCompiler;
  for (let first = 1; first <= step; first++)
    for (const code of codes) {
      if (noCompiler || Date.now() > deadline) return;
      const word = `${code}:${first}:${step}`;
      const { status, stdout, stderr } = runUnderFaults("ceremony-child.ts", [word]);
      if (status === 0) figure.reached += (JSON.parse(stdout) as CeremonyTried).faults.length;
      else {
        figure.lost++;
        console.log(`${word}: ${stderr}`);
      }
    }
}

export async function failingSticks(figure: Figure, deadline: number): Promise<void> {
  if (noCompiler) figure.note = noCompiler;
  while (!noCompiler && Date.now() < deadline && figure.reached < figure.wanted) {
    const { status, stdout, stderr } = runUnderFaults("stick-child.ts", ["1"]);
    if (status === 0) for (const { faults } of JSON.parse(stdout) as readonly Tried[]) figure.reached += faults;
    else {
      figure.lost++;
      console.log(stderr);
      return;
    }
  }
}
