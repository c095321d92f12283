// A folder leaves a stick as a whole or stays as it was, wherever the stick fails or the power goes.

import assert from "node:assert/strict";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it, type TestContext } from "node:test";
import type { MediumFiles } from "../../src/media/medium-files.ts";
import { removeFolder } from "../../src/media/remove.ts";
import { repairDrive } from "../../src/media/repair.ts";
import { createSystemFiles } from "../../src/media/system-files.ts";
import {
  driveAt,
  drivesOf,
  type Fault,
  faultyFiles,
  folder,
  hastyClock,
  pair,
  stickFolder,
  unfinished,
  visible,
} from "./stick.ts";

const other = folder.replace("홍길동", "김우정");

function fill(root: string): void {
  for (const place of [folder, other]) {
    mkdirSync(join(root, place), { recursive: true });
    for (const { name, bytes } of pair("old")) writeFileSync(join(root, place, name), bytes);
  }
}

function remove(root: string, files: MediumFiles) {
  const drive = driveAt(root, { simulated: true });
  const random = () => Buffer.from("00000000000000aa", "hex");
  return removeFolder({ drive, files, drives: drivesOf(drive, files), folder, random, clock: hastyClock });
}

function stick(context: TestContext): string {
  const root = stickFolder(context);
  fill(root);
  return root;
}

describe("removeFolder", () => {
  it("takes one folder away, and nothing else", async (context) => {
    const root = stick(context);
    assert.deepEqual(await remove(root, createSystemFiles()), { type: "removed" });
    assert.ok(!existsSync(join(root, folder)));
    assert.deepEqual(
      [...visible(root).keys()].filter((path) => !path.endsWith("/")),
      pair("old")
        .map(({ name }) => `${other}/${name}`)
        .sort(),
    );
    assert.deepEqual(unfinished(root), []);
  });

  it("leaves all of it or nothing, and the next insertion tidies up", async (context) => {
    const root = stick(context);
    const whole = visible(root);
    const seen = new Set<string>();
    const cut = async (fault: Fault): Promise<boolean> => {
      fill(root);
      const faulty = faultyFiles(fault);
      const outcome = await remove(root, faulty.files);
      const inPlace = existsSync(join(root, folder));
      // Before the stick comes back a reader sees it whole or not at all.
      if (inPlace) assert.deepEqual(visible(root), whole, `${fault.at}`);
      const repair = await repairDrive(driveAt(root), createSystemFiles());
      assert.ok(repair.type === "repaired" && repair.left.length === 0, `${fault.at}`);
      assert.deepEqual(unfinished(root), [], `${fault.at}`);
      const after = existsSync(join(root, folder));
      if (after) assert.deepEqual(visible(root), whole, `${fault.at}`);
      if (outcome.type === "removed") assert.ok(!after, `${fault.at}`);
      const told = outcome.type.startsWith("remov") ? outcome.type : "failed";
      seen.add(`${told} ${after ? "whole" : "gone"}`);
      return faulty.fired();
    };
    for (const effect of ["nothing", "all"] as const)
      for (const forGood of [true, false])
        for (let at = 1; await cut({ at, code: "EIO", effect, forGood }); at++) assert.ok(at < 100);
    // What is gone is never said to have stayed.
    assert.deepEqual([...seen].sort(), [
      "failed whole",
      "removal-in-doubt gone",
      "removal-in-doubt whole",
      "removed gone",
    ]);
  });

  it("leaves a folder within it where it is, aside and told", async (context) => {
    const root = stick(context);
    mkdirSync(join(root, folder, "photos"));
    writeFileSync(join(root, folder, "photos", "cat.jpg"), "cat");
    await remove(root, createSystemFiles());
    const repair = await repairDrive(driveAt(root), createSystemFiles());
    assert.ok(repair.type === "repaired" && repair.left.length === 1);
    assert.ok(unfinished(root).some((path) => path.endsWith("cat.jpg")));
  });
});
