// A keypad that hands in the program press: a trainer's, a player's, a test's.

import type { Key } from "../../src/input/key.ts";
import type { Keypad, KeypadReport } from "../../src/input/keypad.ts";

export type SimulatedKeypad = Keypad & {
  /** Lost while the keypad is unplugged or nobody listens, as on a wire. */
  press(key: Key): void;
  unplug(): void;
  plug(): void;
  /** As a pad does that notices its being opened; nothing it sends counts until it was plugged in anew. */
  tamper(): void;
};

export function simulatedKeypad(): SimulatedKeypad {
  let report: ((report: KeypadReport) => void) | null = null;
  let status: "online" | "offline" | "fraud-attempt" = "online";
  const turn = (next: typeof status): void => {
    if (status === next) return;
    status = next;
    report?.({ type: "status", status });
  };
  return {
    name: "simulated",
    party: "customer",
    simulated: true,
    open(listener) {
      report = listener;
      report({ type: "status", status });
    },
    async close() {
      report = null;
    },
    beep() {},
    press(key) {
      if (status === "online") report?.({ type: "key", key });
    },
    unplug: () => turn("offline"),
    // What is in already was not plugged in anew.
    plug() {
      if (status === "offline") turn("online");
    },
    tamper() {
      if (status === "online") turn("fraud-attempt");
    },
  };
}
