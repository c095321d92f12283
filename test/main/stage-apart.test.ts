// A program in a process of its own: one that ends by itself is not started again and again.

import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { homeAt } from "../../src/home.ts";
import { stageApart } from "../../src/main/stage-apart.ts";
import { EmulatedTerminal } from "../../src/screens/terminal/emulator.ts";

test("a program that ends at its start says why, and is not started again", async (context) => {
  const home = homeAt(mkdtempSync(join(tmpdir(), "changgu-apart-")));
  context.after(() => rmSync(home.root, { recursive: true }));
  // A folder lies where the database belongs.
  mkdirSync(home.database);
  const wanted = {
    desk: "kiosk",
    terminal: null,
    clock: new Date("2026-11-23T00:00:00Z"),
    process: true,
    size: [80, 24],
    scenario: null,
    settings: null,
  } as const;
  const terminal = new EmulatedTerminal({ columns: 80, rows: 24 });
  const stage = stageApart({ home, wanted, terminal, journal: () => [], disagreement: () => null });
  context.after(() =>
    stage.then(
      ({ close }) => close(),
      () => {},
    ),
  );
  await assert.rejects(stage, /the program ended .*\(exit code 2\): .*changgu\.sqlite/);
});
