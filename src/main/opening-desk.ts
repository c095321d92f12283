// Opens a real desk as the settings of its home say; whatever is wrong with them is waited for.

import type { Desk } from "../audit/entry.ts";
import type { Home } from "../home.ts";
import { openRealBranch } from "./branch.ts";
import { type Opened, wasBegun } from "./opening.ts";
import { settingsAt, wrongSetting } from "./settings-file.ts";

export type DeskOptions = { readonly home: Home; readonly desk: Desk; readonly environment: typeof process.env };

const noKeypad =
  'a kiosk takes no other keys than its keypad\'s, and the settings name none: set "keypad": {"path": …}, or "usb"';

export async function openDesk({ home, desk, environment }: DeskOptions): Promise<Opened> {
  const outcome = settingsAt(home, environment);
  if (outcome.type === "wrong-setting")
    return { type: "refused", why: wrongSetting(home, outcome), outage: "settings" };
  const { settings } = outcome;
  // Where nothing was provisioned yet that is said, and nothing is waited for.
  if (desk === "kiosk" && !settings.keypad && wasBegun(home))
    return { type: "refused", why: noKeypad, outage: "settings" };
  return openRealBranch({ home, settings, desk });
}
