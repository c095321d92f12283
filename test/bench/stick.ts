// A certificate on a proven stick, against the bare write and flushes of the same bytes: turn by turn in one run.

import { mkdir, mkdtemp, open, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { createSystemDrives } from "../../hardware/usb-drive/system-drives.ts";
import type { Drive, Drives } from "../../src/media/drive.ts";
import { proveFolder } from "../../src/media/prove.ts";
import { createSystemFiles } from "../../src/media/system-files.ts";
import { writeFolder } from "../../src/media/write.ts";
import { Secret } from "../../src/secret.ts";
import { makeExfatStick, noExfatStick } from "../hardware/usb-drive/exfat-stick.ts";
import { makePair, password } from "../media/made-pair.ts";
import { driveAt, drivesOf, folder, writingOn } from "../media/stick.ts";

/** Medians in milliseconds, and the median of the ratios taken pair by pair. */
export type StickFigure = {
  readonly medium: "folder" | "exfat";
  readonly bare: number;
  readonly written: number;
  readonly proven: number;
  /** Written and proven, against bare. */
  readonly ratio: number;
  readonly rounds: number;
};

const made = makePair();
const contents = [
  { name: "signCert.der", bytes: made.certificate },
  { name: "signPri.key", bytes: made.lockedKey },
];

/** Two files and the folders that they need, each flushed once: the least that survives a pulled stick. */
async function writeBare(root: string): Promise<void> {
  const target = join(root, folder);
  await mkdir(target, { recursive: true });
  for (const { name, bytes } of contents) {
    const file = await open(join(target, name), "wx", 0o600);
    await file.write(bytes);
    await file.sync();
    await file.close();
  }
  const levels = folder.split("/").length;
  for (let up = 0; up <= levels; up++) {
    const handle = await open(join(target, ...Array<string>(up).fill("..")), "r");
    await handle.sync();
    await handle.close();
  }
}

async function timed(act: () => Promise<unknown>): Promise<number> {
  const from = performance.now();
  await act();
  return performance.now() - from;
}

function median(numbers: readonly number[]): number {
  return [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN;
}

async function compare(medium: StickFigure["medium"], drive: Drive, drives: Drives, rounds: number) {
  const bare: number[] = [];
  const written: number[] = [];
  const proven: number[] = [];
  const files = drives.files(drive);
  using secret = Secret.fromText(password);
  const proving = { drive, drives, files, folder, password: secret, certificate: made.certificate };
  const clear = () => rm(join(drive.mountPoint, "NPKI"), { recursive: true, force: true });
  for (let round = 0; round < rounds; round++) {
    bare.push(await timed(() => writeBare(drive.mountPoint)));
    await clear();
    written.push(
      await timed(async () => expect("written", await writeFolder(writingOn(drive, files, drives, contents)))),
    );
    proven.push(await timed(async () => expect("proven", await proveFolder(proving))));
    await clear();
  }
  const ratios = bare.map((time, round) => ((written[round] ?? 0) + (proven[round] ?? 0)) / time);
  const medians = { bare: median(bare), written: median(written), proven: median(proven) };
  return { medium, ...medians, ratio: median(ratios), rounds } as const;
}

/** A figure of something that went wrong is no figure. */
function expect(type: string, outcome: { readonly type: string }): void {
  if (outcome.type !== type) throw new Error(`${type} was expected, not ${outcome.type}`);
}

/** A folder on this machine's disk, and a real exFAT stick where one can be made. */
export async function measureStick(rounds = 25): Promise<readonly StickFigure[]> {
  const figures: StickFigure[] = [];
  const root = await mkdtemp(join(tmpdir(), "changgu-bench-"));
  try {
    const drive = driveAt(root);
    figures.push(await compare("folder", drive, drivesOf(drive, createSystemFiles()), rounds));
  } finally {
    await rm(root, { recursive: true, force: true });
  }
  if (noExfatStick() !== false) return figures;
  const stick = makeExfatStick();
  try {
    const drives = createSystemDrives({ allowDevices: [stick.device] });
    const drive = (await drives.list()).find(({ mountPoint }) => mountPoint === stick.mountPoint);
    if (drive !== undefined) figures.push(await compare("exfat", drive, drives, rounds));
  } finally {
    stick.destroy();
  }
  return figures;
}

if (import.meta.main) console.log(JSON.stringify(await measureStick(), null, 2));
