// A rehearsal that is out of service recovers by itself when it can, as a branch does.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, renameSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { program, startProgram } from "./built-program.ts";
import { changgu } from "./fresh-branch.ts";

test("a training desk whose journal cannot be written says so, and is open again when it can", async (context) => {
  const home = mkdtempSync(join(tmpdir(), "changgu-recovers-"));
  context.after(() => rmSync(home, { recursive: true, force: true }));
  const desk = startProgram(["train", "--desk", "kiosk"], home);
  await desk.see("어서 오십시오");
  const state = join(home, "training", "journal.key");
  renameSync(state, `${state}.away`);
  desk.type("1");
  await desk.see("점검 중");
  renameSync(`${state}.away`, state);
  await desk.see("어서 오십시오");
  await desk.kill("SIGTERM");
  assert.match(changgu(home, "audit", "tail", "--training", "-n", "60"), / back-in-service .*journal\.key is gone/);
  renameSync(state, `${state}.away`);
  const closed = startProgram(["train", "--desk", "teller"], home);
  await closed.see("열쇠 상태가 없음");
  closed.type("\u0003");
  // Whoever leaves there is told what to do, at once.
  await closed.ended;
  assert.match(closed.written().split("[?1049l").at(-1) ?? "", /the journal's key state is missing.*audit recover/);
  const stood = startProgram(["train", "--desk", "kiosk"], home);
  await stood.see("책임자가 실행: changgu audit recover");
  const first = join(home, "training", "journal.first-key");
  const asked = ["--officer", "200001", "--reason", "디스크를 바꿨습니다", "--k0-file", first];
  assert.match(changgu(home, "audit", "recover", "--training", ...asked), /The terminal can go on/);
  await stood.see("어서 오십시오");
  await stood.kill("SIGTERM");
});

test("a log that was removed after a kill is told of in words, and nothing is begun anew in its place", async (context) => {
  const home = mkdtempSync(join(tmpdir(), "changgu-log-"));
  context.after(() => rmSync(home, { recursive: true, force: true }));
  const desk = startProgram(["train", "--desk", "kiosk"], home);
  await desk.see("어서 오십시오");
  desk.type("1");
  await desk.see("인증서 종류");
  await desk.kill("SIGKILL");
  const file = join(home, "training", "changgu.sqlite");
  for (const end of ["-wal", "-shm"]) rmSync(file + end);
  const left = readFileSync(file);
  const said = (...words: readonly string[]) =>
    spawnSync(process.execPath, [program, ...words, "--training"], {
      env: { ...process.env, LC_ALL: "C", CHANGGU_HOME: home },
      encoding: "utf8",
    });
  const verified = said("audit", "verify");
  assert.equal(verified.status, 1);
  assert.match(
    verified.stderr,
    /BROKEN\. .* rows 0 to at least \d+ were written\..* the -wal file beside it, was removed/,
  );
  assert.match(said("doctor").stdout, /AMISS {2}database: damaged\n {7}do: restore the last backup/);
  const closed = startProgram(["train", "--desk", "kiosk"], home);
  await closed.see("데이터베이스가 손상됨");
  await closed.kill("SIGTERM");
  assert.deepEqual(readFileSync(file), left);
});
