// A rehearsal that is out of service recovers by itself when it can, as a branch does.
import assert from "node:assert/strict";
import { mkdtempSync, renameSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { startProgram } from "./built-program.ts";
import { changgu } from "./fresh-branch.ts";

test("a training desk whose journal cannot be written says so, and is open again when it can", async (context) => {
  const home = mkdtempSync(join(tmpdir(), "changgu-recovers-"));
  context.after(() => rmSync(home, { recursive: true, force: true }));
  const desk = startProgram(["train", "--desk", "kiosk"], home);
  await desk.see("어서 오십시오");
  const state = join(home, "training", "journal.key");
  renameSync(state, `${state}.away`);
  desk.type("1");
  await desk.see("인증서 종류");
  desk.type("*");
  await desk.see("그만두기");
  desk.type("92");
  await desk.see("점검 중");
  renameSync(`${state}.away`, state);
  await desk.see("어서 오십시오");
  await desk.kill("SIGTERM");
  assert.match(changgu(home, "audit", "tail", "--training", "-n", "60"), / out-of-service /);
});
