// A keypad that hands in the program press: a trainer's, a player's, a test's.

import type { Key } from "../../src/input/key.ts";
import type { Keypad, KeypadReport } from "../../src/input/keypad.ts";

export type SimulatedKeypad = Keypad & {
  /** Lost while the keypad is unplugged or nobody listens, as on a wire. */
  press(key: Key): void;
  unplug(): void;
  plug(): void;
};

export function simulatedKeypad(): SimulatedKeypad {
  let report: ((report: KeypadReport) => void) | null = null;
  let plugged = true;
  const tell = (): void => report?.({ type: "status", status: plugged ? "online" : "offline" });
  const turn = (next: boolean): void => {
    if (plugged === next) return;
    plugged = next;
    tell();
  };
  return {
    name: "keypad",
    simulated: true,
    open(listener) {
      report = listener;
      tell();
    },
    async close() {
      report = null;
    },
    beep() {},
    press(key) {
      if (plugged) report?.({ type: "key", key });
    },
    unplug: () => turn(false),
    plug: () => turn(true),
  };
}
