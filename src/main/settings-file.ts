// The settings of a home: its file, with the environment over it.

import { existsSync, readFileSync } from "node:fs";
import { systemCode } from "../../hardware/appliance/private-file.ts";
import type { Home } from "../home.ts";
import { readSettings, type SettingsOutcome } from "../settings/settings.ts";

export function settingsAt(home: Home, environment: typeof process.env = process.env): SettingsOutcome {
  let text: string | null;
  try {
    text = existsSync(home.settings) ? readFileSync(home.settings, "utf8") : null;
  } catch (error) {
    const code = systemCode(error);
    if (code === null) throw error;
    return { type: "wrong-setting", key: "(the whole file)", why: `cannot be read (${code})` };
  }
  return readSettings(text, environment);
}

/** For the person at the terminal: which setting is wrong, why, and where it stands. */
export function wrongSetting(home: Home, { key, why }: Extract<SettingsOutcome, { type: "wrong-setting" }>): string {
  return `the setting ${key} ${why}; correct it in ${home.settings} or in the environment`;
}
