// Every operation of a write fails once, in each way it can: the stick holds the old state or the new one, whole.

import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, it } from "node:test";
import { repairDrive } from "../../src/media/repair.ts";
import { createSystemFiles } from "../../src/media/system-files.ts";
import { writeFolder } from "../../src/media/write.ts";
import {
  driveAt,
  drivesOf,
  type Effect,
  type Fault,
  faultyFiles,
  folder,
  pair,
  unfinished,
  visible,
  writingOn,
} from "./stick.ts";

type Start = "empty" | "stranger" | "replaced";

function prepare(root: string, start: Start): void {
  if (start === "empty") return;
  mkdirSync(join(root, "NPKI/KICA/USER/cn=다른 사람,c=KR"), { recursive: true });
  writeFileSync(join(root, "NPKI/KICA/USER/cn=다른 사람,c=KR/signCert.der"), "another person's");
  if (start === "stranger") return;
  mkdirSync(join(root, folder), { recursive: true });
  for (const { name, bytes } of pair("old")) writeFileSync(join(root, folder, name), bytes);
  writeFileSync(join(root, folder, "kmCert.der"), "the old key management certificate");
}

/** What the customer's folder may look like at any moment. */
function folderState(root: string): "none" | "old" | "new" | "half" {
  const files = [...visible(root)].filter(([path]) => path.startsWith(`${folder}/`) && !path.endsWith("/"));
  const text = (mark: string) => pair(mark).map(({ name, bytes }) => `${name}=${bytes.toString()}`);
  const found = files
    .map(([path, content]) => `${path.slice(folder.length + 1)}=${content}`)
    .filter((t) => t[0] === "s");
  if (visible(root).get(`${folder}/`) === undefined) return "none";
  if (found.join() === text("new").join() && files.length === 2) return "new";
  return found.join() === text("old").join() && files.length === 3 ? "old" : "half";
}

async function run(
  start: Start,
  fault: Fault | null,
): Promise<{ readonly fired: boolean; readonly operations: number }> {
  const root = mkdtempSync(join(tmpdir(), "changgu-fault-"));
  try {
    prepare(root, start);
    const before = visible(root);
    const faulty = faultyFiles(fault, () => assert.notEqual(folderState(root), "half", "half-written and visible"));
    const drive = driveAt(root);
    const drives = drivesOf(drive, faulty.files, () => faulty.fired() && fault?.forGood === true);
    const outcome = await writeFolder(writingOn(drive, faulty.files, drives, pair("new")));
    const where = `${start} ${JSON.stringify(fault)} → ${JSON.stringify(outcome)}`;
    const at = folderState(root);
    if (outcome.type === "written") assert.equal(at, "new", where);
    else if (fault?.forGood) assert.match(outcome.type, /^(drive-removed|write-in-doubt)$/, where);
    else assert.deepEqual(visible(root), before, `a failure leaves the old state: ${where}`);

    const repair = await repairDrive(drive, createSystemFiles());
    assert.equal(repair.type, "repaired", where);
    if (repair.type === "repaired") assert.deepEqual(repair.left, [], where);
    assert.deepEqual(unfinished(root), [], where);
    const end = folderState(root);
    if (outcome.type === "written") assert.equal(end, "new", where);
    else if (end !== (start === "replaced" ? "old" : "none")) {
      // What is there after all was not said to be lost.
      assert.deepEqual([end, outcome.type], ["new", "write-in-doubt"], where);
    }
    if (end === "old") assert.deepEqual(visible(root), before, where);
    return { fired: faulty.fired(), operations: faulty.count() };
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

async function everyOperation(start: Start, effect: Effect, forGood: boolean): Promise<void> {
  const { operations } = await run(start, null);
  assert.ok(operations > 20, "the write goes through these files");
  for (let at = 1; at <= operations; at++) {
    assert.ok((await run(start, { at, code: forGood ? "ENODEV" : "EIO", effect, forGood })).fired);
  }
}

describe("a write whose i-th operation fails, for every i", () => {
  const starts: readonly Start[] = ["empty", "stranger", "replaced"];
  const effects: readonly Effect[] = ["nothing", "half", "all"];
  for (const start of starts) {
    for (const effect of effects) {
      it(`on a stick that is ${start}, with ${effect} of the operation done, puts the old state back`, async () => {
        await everyOperation(start, effect, false);
      });
      it(`on a stick that is ${start}, pulled with ${effect} of it done, is whole after the next insertion`, async () => {
        await everyOperation(start, effect, true);
      });
    }
  }
});
