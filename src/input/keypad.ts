// A customer's keypad as the session sees it: keys and its own condition, whatever the wire speaks.

import type { Key } from "./key.ts";

/** `no-device`: its path never existed; `offline`: it was there and is unplugged. */
export type KeypadStatus = "online" | "offline" | "no-device" | "hardware-error";

export type KeypadReport =
  | { readonly type: "key"; readonly key: Key }
  | { readonly type: "status"; readonly status: KeypadStatus };

export type Keypad = {
  readonly name: string;
  readonly simulated: boolean;
  /** Reports from here on, the first status included; reconnects by itself. */
  open(report: (report: KeypadReport) => void): void;
  close(): Promise<void>;
  beep(): void;
};
