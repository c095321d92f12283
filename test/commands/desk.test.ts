// A desk that a bug ends: the page says sorry with a number, the journal has the same number, and nothing else is told of the customer.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import { homeAt } from "../../src/home.ts";
import { openBooksBeside } from "../../src/main/beside.ts";
import { provisionBranch } from "../../src/main/branch.ts";
import { defaultSettings } from "../../src/settings/settings.ts";

const desk = fileURLToPath(new URL("crashing-desk.ts", import.meta.url));

describe("a bug at a desk", () => {
  const folder = mkdtempSync(join(tmpdir(), "changgu-crash-"));
  const home = homeAt(join(folder, "home"));
  before(async () => {
    const asked = { home, settings: defaultSettings, acceptance: true, staff: null, passwordFile: null };
    assert.equal((await provisionBranch({ ...asked, handOver: null })).type, "provisioned");
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  /** The events behind the last start, and the number on the page. */
  async function crashed(bug: string) {
    const ran = spawnSync(process.execPath, ["--import", "tsx", desk, home.root, bug], {
      encoding: "utf8",
      timeout: 120_000,
    });
    const beside = await openBooksBeside(home);
    assert.ok(beside.type === "opened");
    const events = [...beside.books.rows.all()].map(({ body }) => JSON.parse(body));
    beside.books.close();
    const began = events.findLastIndex(({ event }) => event === "started");
    return { incident: ran.stdout.trim(), said: ran.stderr, events: events.slice(began) };
  }

  for (const bug of ["effect", "timer", "promise"])
    it(`in ${bug === "effect" ? "an effect" : `a ${bug}`} is journaled under the number that the page shows`, async () => {
      const { incident, said, events } = await crashed(bug);
      assert.match(incident, /^[0-9A-F]{6}$/, said);
      const crashes = events.filter(({ event }) => event === "crashed");
      assert.deepEqual(
        crashes.map((row) => row.incident),
        [incident],
      );
      const names = events.map(({ event }) => event);
      assert.equal(names.includes("ceremony-began"), bug !== "effect");
      // How a ceremony ended that nobody ended is for the next start to say.
      const afterwards = names.slice(names.indexOf("crashed") + 1);
      assert.deepEqual(afterwards, ["stopped", "checkpoint"]);
    });
});
