// A keypad that hands in the program press: a trainer's, a player's, a test's.

import type { Key } from "../../src/input/key.ts";
import type { Keypad, KeypadReport } from "../../src/input/keypad.ts";

export type SimulatedKeypad = Keypad & {
  /** Lost while the keypad is unplugged or nobody listens. */
  press(key: Key): void;
  unplug(): void;
  plug(): void;
};

export function simulatedKeypad(): SimulatedKeypad {
  let report: (report: KeypadReport) => void = () => {};
  let plugged = true;
  const tell = (): void => report({ type: "status", status: plugged ? "online" : "offline" });
  return {
    name: "keypad",
    simulated: true,
    open(listener) {
      report = listener;
      tell();
    },
    async close() {
      report = () => {};
    },
    beep() {},
    press(key) {
      if (plugged) report({ type: "key", key });
    },
    unplug() {
      plugged = false;
      tell();
    },
    plug() {
      plugged = true;
      tell();
    },
  };
}
