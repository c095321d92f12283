// A desk that a bug ends: the page says sorry with a number, and the journal has the same number.

import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { runDesk } from "../../src/commands/desk.ts";
import { homeAt } from "../../src/home.ts";
import { openBooksBeside } from "../../src/main/beside.ts";
import { openRealBranch, provisionBranch } from "../../src/main/branch.ts";
import { defaultSettings } from "../../src/settings/settings.ts";

test("a bug is journaled as crashed, under the number that the page shows", async (context) => {
  const folder = mkdtempSync(join(tmpdir(), "changgu-crash-"));
  context.after(() => rmSync(folder, { recursive: true, force: true }));
  const home = homeAt(join(folder, "home"));
  const asked = { home, settings: defaultSettings, acceptance: true, staff: null, passwordFile: null };
  assert.equal((await provisionBranch({ ...asked, handOver: null })).type, "provisioned");
  let leave = (): void => {};
  let shown = "";
  await runDesk({
    desk: "teller",
    plain: true,
    leavable: true,
    recovers: null,
    stdout: process.stdout,
    keys: {
      isTTY: false,
      listen(_, ended) {
        leave = ended;
        return () => {};
      },
    },
    show: () => ({
      repaint() {},
      apologize(incident) {
        shown = incident;
        leave();
      },
      flushed: async () => {},
      unmount() {},
    }),
    async open() {
      const opened = await openRealBranch({ home, settings: defaultSettings, desk: "teller" });
      assert.ok(opened.type === "opened", JSON.stringify(opened));
      const settle = async (): Promise<never> => {
        throw new Error("a bug");
      };
      return { ...opened, building: { ...opened.building, settle } };
    },
    guard: async () => ({ release() {} }),
  });
  const beside = await openBooksBeside(home);
  assert.ok(beside.type === "opened");
  const row = beside.books.rows.lastOf(null, ["crashed"]);
  beside.books.close();
  assert.match(shown, /^[0-9A-F]{6}$/);
  assert.ok(row?.body.includes(`"incident":"${shown}"`), row?.body);
});
