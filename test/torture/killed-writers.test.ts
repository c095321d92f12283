// Writers that end in the middle of a row, in other ways than by a kill: what they acknowledged is there.
import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, it } from "node:test";
import { begin, outOfMemory, stopAndGo } from "./killed-writers.ts";

const folder = mkdtempSync(join(tmpdir(), "changgu-writers-"));
after(() => rmSync(folder, { recursive: true, force: true }));
begin(folder);

describe("acknowledged rows survive", () => {
  it("a process that is stopped and let go on, again and again", async () => {
    assert.ok(await stopAndGo(folder, 30));
  });

  it("a process that runs out of memory", async () => {
    assert.ok(await outOfMemory(folder));
  });
});
