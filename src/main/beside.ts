// Opens the books of a provisioned home for a command, beside whatever desk works there; settles nothing.

import { existsSync } from "node:fs";
import { type AcceptedCopy, openBooks } from "../../db/books.ts";
import { openBootCounter } from "../../hardware/appliance/boot-counter.ts";
import { forbidCoreDumps } from "../../hardware/appliance/core-dumps.ts";
import { openKeyFile } from "../../hardware/appliance/key-file.ts";
import { openKeyStates } from "../../hardware/appliance/key-state.ts";
import type { BooksOutcome } from "../books.ts";
import { wallClock } from "../clock.ts";
import type { Home } from "../home.ts";
import { settingsDigest } from "../settings/settings.ts";
import { cutOffProvisioning } from "./cut-off.ts";
import { openToOthers } from "./home-alone.ts";
import { settingsAt, wrongSetting } from "./settings-file.ts";
import { unprovisioned } from "./unprovisioned.ts";

/** What a command writes is journaled under the terminal's name; the caller closes the books. */
export async function openBooksBeside(
  home: Home,
  keyStates = openKeyStates(home.keyState),
  accepting: AcceptedCopy | null = null,
): Promise<BooksOutcome> {
  await forbidCoreDumps();
  const cutOff = cutOffProvisioning(home) ?? openToOthers(home);
  if (cutOff) return { type: "refused", why: cutOff };
  const settings = settingsAt(home);
  if (settings.type === "wrong-setting") return { type: "refused", why: wrongSetting(home, settings) };
  const key = openKeyFile(home.keyFile);
  if (key.type === "missing") {
    const begun = existsSync(home.database);
    return { type: "refused", why: begun ? `${home.keyFile} is missing; run: changgu doctor` : unprovisioned(home) };
  }
  if (key.type === "refused") return { type: "refused", why: key.why };
  return openBooks({
    file: home.database,
    key: key.key,
    keyStates,
    boots: openBootCounter(home.boots),
    clock: wallClock,
    terminal: settings.settings.terminal,
    settingsDigest: settingsDigest(settings.settings),
    firstKey: null,
    accepting,
    enrol: async () => {},
  });
}
