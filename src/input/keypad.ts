// A customer's keypad as the session sees it: keys and its own condition, whatever the wire speaks.

import type { Party } from "./field.ts";
import type { Key } from "./key.ts";

/**
 * `no-device`: it was never there; `offline`: it was, and is unplugged; `taken`: another terminal or program has it open;
 * `misread`: bytes come and mean nothing, so that its settings are wrong; `fraud-attempt`: somebody opened it, and its keys are
 * worth nothing until it is plugged in anew.
 */
export type KeypadStatus =
  | "online"
  | "offline"
  | "no-device"
  | "taken"
  | "hardware-error"
  | "misread"
  | "fraud-attempt";

export type KeypadReport =
  | { readonly type: "key"; readonly key: Key }
  | { readonly type: "status"; readonly status: KeypadStatus };

export type Keypad = {
  readonly name: string;
  /** Whose hands press it. */
  readonly party: Party;
  readonly simulated: boolean;
  /** Reports from here on, the first status included; reconnects by itself. */
  open(report: (report: KeypadReport) => void): void;
  close(): Promise<void>;
  /** One identical tone a key that was taken, where the pad has a bell. */
  beep(): void;
};
