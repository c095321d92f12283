// The settings of a home: its file, with the environment over it.

import { existsSync, readFileSync } from "node:fs";
import type { Home } from "../home.ts";
import { readSettings, type SettingsOutcome } from "../settings/settings.ts";

export function settingsAt(home: Home, environment: typeof process.env = process.env): SettingsOutcome {
  const text = existsSync(home.settings) ? readFileSync(home.settings, "utf8") : null;
  return readSettings(text, environment);
}

/** For the person at the terminal: which setting is wrong, why, and where it stands. */
export function wrongSetting(home: Home, { key, why }: Extract<SettingsOutcome, { type: "wrong-setting" }>): string {
  return `the setting ${key} ${why}; correct it in ${home.settings} or in the environment`;
}
