// The first page of a desk hears what it lists: whoever presses the moment it stands is served.

import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { runDesk } from "../../src/commands/desk.ts";
import { homeAt } from "../../src/home.ts";
import { openTraining } from "../../src/main/training.ts";
import { defaultSettings } from "../../src/settings/settings.ts";

test("a key that is pressed the moment the first page stands begins a ceremony, and one before it begins none", async () => {
  const folder = mkdtempSync(join(tmpdir(), "changgu-first-"));
  let press = (_: string): void => {};
  let leave = (): void => {};
  const services: (string | null)[] = [];
  const { code } = await runDesk({
    desk: "kiosk",
    plain: true,
    leavable: true,
    recovers: null,
    commandOptions: " --training",
    stdout: process.stdout,
    keys: {
      isTTY: false,
      listen(read, ended) {
        press = (text) => read(new TextEncoder().encode(text));
        leave = ended;
        return () => {};
      },
    },
    show(session) {
      let before = session.state();
      session.subscribe(() => {
        const [last, now] = [before, session.state()];
        before = now;
        if (last.step.at === "opening" && now.step.at === "services") press("1");
        if (last.facts === null && now.facts !== null) {
          services.push(now.facts.service);
          leave();
        }
      });
      return { repaint() {}, apologize: assert.fail, flushed: async () => {}, unmount() {} };
    },
    async open() {
      press("2");
      const opened = await openTraining({
        home: homeAt(folder),
        settings: defaultSettings,
        desks: ["kiosk"],
        fresh: false,
        clock: null,
        stick: false,
        scenario: null,
        beginAnew: () => {},
      });
      press("2");
      return opened;
    },
    guard: async () => ({ release() {} }),
  });
  rmSync(folder, { recursive: true, force: true });
  assert.deepEqual([code, services], [0, ["issue"]]);
});
