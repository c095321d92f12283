// Runs below failing-calls.so: each scene with its i-th operation failing, for every i; prints what was tried.

import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { repairDrive } from "../../src/media/repair.ts";
import { createSystemFiles } from "../../src/media/system-files.ts";
import { driveAt, unfinished, visible } from "../media/stick.ts";
import { type FailingCall, FailingCalls, type Kind } from "./failing-calls.ts";
import { brokenScene, type Scene, scenesOn } from "./stick-scenes.ts";

export type Tried = {
  readonly scene: string;
  /** Of a run in which nothing fails. */
  readonly operations: number;
  readonly faults: number;
  readonly fired: readonly Kind[];
  readonly ends: readonly string[];
};

const calls = new FailingCalls();

function emptied(root: string): void {
  calls.disarm();
  rmSync(root, { recursive: true, force: true });
  mkdirSync(root);
}

/** Null when nothing failed any more: the scene has fewer operations. */
async function fail(root: string, scene: Scene, call: FailingCall): Promise<{ kind: Kind; end: string } | null> {
  emptied(root);
  scene.lay();
  const before = visible(root);
  calls.arm(call);
  const told = await scene.act();
  calls.disarm();
  const { fired } = calls.heard();
  if (fired === null) return null;
  const where = `${scene.name}: ${JSON.stringify(call)} at ${fired}, told ${told}`;
  // Whoever looks now sees all or nothing; a stick that answers is as it was when that was said.
  if (!call.sticky) {
    assert.equal(scene.held(), told === "done" ? "new" : "old", where);
    if (told === "not done") assert.deepEqual(visible(root), before, where);
  }
  const repair = await repairDrive(driveAt(root), createSystemFiles());
  assert.ok(repair.type === "repaired" && repair.left.length === 0, `${where}: ${JSON.stringify(repair)}`);
  assert.deepEqual(unfinished(root), [], where);
  const held = scene.held();
  assert.ok(held !== "half" && (held === "new" || told !== "done"), `${where}: ${held}`);
  // What stands in its place and cannot be taken back is not said to be gone.
  assert.ok(held === "old" || told !== "not done", `${where}: ${held}`);
  return { kind: fired, end: `${told}, ${held}` };
}

async function everyCall(root: string, scene: Scene, call: Omit<FailingCall, "at">, step: number): Promise<Tried> {
  let operations = 0;
  // Twice: the first read past the page cache looks for its alignment.
  for (let time = 0; time < 2; time++) {
    emptied(root);
    scene.lay();
    calls.count();
    assert.equal(await scene.act(), "done", scene.name);
    ({ operations } = calls.heard());
    assert.equal(scene.held(), "new", scene.name);
  }
  const fired = new Set<Kind>();
  const ends = new Set<string>();
  let faults = 0;
  for (let at = 1; ; at += step) {
    const failed = await fail(root, scene, { ...call, at });
    if (failed === null) break;
    fired.add(failed.kind);
    ends.add(failed.end);
    faults += 1;
  }
  assert.ok(faults >= Math.floor(operations / step), `${scene.name}: ${faults} of ${operations}`);
  return { scene: scene.name, operations, faults, fired: [...fired], ends: [...ends] };
}

const [below = "", step = "1", ...which] = process.argv.slice(2);
const root = join(below, "stick");
mkdirSync(root);
if (which.includes("broken")) {
  await everyCall(root, brokenScene(root), { code: "EIO" }, 1);
} else {
  const tried: Tried[] = [];
  const well = mkdtempSync(join(tmpdir(), "changgu-well-"));
  for (const scene of await scenesOn(root, well)) {
    tried.push(await everyCall(root, scene, { code: "EIO" }, 1));
    tried.push(await everyCall(root, scene, { code: "ENODEV", sticky: true }, 1));
    tried.push(await everyCall(root, scene, { code: "ENOSPC", done: true }, Number(step)));
    tried.push(await everyCall(root, scene, { code: "EROFS", sticky: true }, Number(step)));
  }
  rmSync(well, { recursive: true });
  console.log(JSON.stringify(tried));
}
