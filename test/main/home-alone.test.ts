// Who else is in a home: what was rehearsed is not forgotten under a desk that is open, nor what is no rehearsal at all.

import assert from "node:assert/strict";
import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { homeAt, lockOf } from "../../src/home.ts";
import { alone, forget, openToOthers } from "../../src/main/home-alone.ts";

const folder = mkdtempSync(join(tmpdir(), "changgu-alone-"));
after(() => rmSync(folder, { recursive: true, force: true }));

function begun(name: string) {
  const home = homeAt(mkdtempSync(join(folder, name)));
  writeFileSync(home.keyFile, "key");
  return home;
}

/** A lock as another living process holds it. */
function held(file: string): void {
  const fields = readFileSync(`/proc/${process.ppid}/stat`, "utf8").replace(/^.*\) /s, "");
  writeFileSync(file, `${process.ppid} ${fields.split(" ")[19]}`);
}

test("a rehearsal is forgotten when no terminal of it is open, and only then", () => {
  const home = begun("open-");
  held(lockOf(home, "T-0002"));
  assert.match(forget(home) ?? "", /not forgotten: a terminal of this home is open in process \d+; close it first$/);
  assert.ok(existsSync(home.keyFile));
  rmSync(lockOf(home, "T-0002"));
  writeFileSync(lockOf(home, "T-0003"), "999999999 1");
  assert.equal(forget(home), null);
  assert.deepEqual(readdirSync(folder), []);
  assert.equal(forget(home), null);
});

test("a folder of other files is never removed", () => {
  const home = homeAt(mkdtempSync(join(folder, "other-")));
  writeFileSync(join(home.root, "letters.txt"), "mine");
  assert.match(forget(home) ?? "", /holds other files, and no rehearsal: nothing was removed/);
  assert.deepEqual(readdirSync(home.root), ["letters.txt"]);
});

test("the locks of all terminals are held, or none", () => {
  const home = begun("locks-");
  writeFileSync(lockOf(home, "T-0001"), "999999999 1");
  held(lockOf(home, "T-0002"));
  assert.deepEqual(alone(home), { type: "open", process: process.ppid });
  assert.equal(existsSync(lockOf(home, "T-0001")), false);
  rmSync(lockOf(home, "T-0002"));
  const free = alone(home);
  assert.ok(free.type === "alone");
  free.release();
});

test("others who may write in a home are named; who may read alone finds files of mode 0600", () => {
  const home = begun("mode-");
  for (const [mode, says] of [
    [0o700, null],
    [0o755, null],
    [0o770, /mode 770\).*chmod 700/],
    [0o702, /mode 702\)/],
    [0o1777, /mode 777\)/],
  ] as const) {
    chmodSync(home.root, mode);
    const said = openToOthers(home);
    if (says === null) assert.equal(said, null);
    else assert.match(said ?? "", says);
  }
  chmodSync(home.root, 0o700);
  assert.equal(openToOthers(homeAt(join(folder, "not-there"))), null);
});
