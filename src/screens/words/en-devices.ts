// What is said of devices, in English.

import type { KeypadStatus } from "../../input/keypad.ts";
import { type Said, said } from "./said.ts";

export const devices = {
  keypad: {
    online: said(""),
    offline: said("Waiting for the keypad.", "Waiting for the keypad. Check that its cable is in."),
    "no-device": said("Waiting for the keypad.", "Waiting for the keypad. Connect it to this terminal."),
    "hardware-error": said(
      "Reconnect the keypad.",
      "The keypad reports a fault. Take its cable out and insert it again.",
    ),
    misread: said(
      "Wrong keypad setup: call our staff.",
      "The keypad cannot be read (wrong speed or framing). Please call our staff.",
    ),
    "fraud-attempt": said(
      "Press nothing more; call our staff.",
      "Somebody opened the keypad. Please press nothing more and call our staff.",
    ),
  } satisfies Record<KeypadStatus, Said>,
};
