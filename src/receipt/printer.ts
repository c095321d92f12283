// A receipt printer as a desk sees it: it prints a slip or says why not, and tells its own condition.

import type { Slip } from "./slip.ts";

/** A printer that cannot be asked is `ready` as long as it takes bytes. */
export type PrinterStatus = "ready" | "paper-low" | "paper-out" | "cover-open" | "jam" | "offline";

export type PrintTrouble = Exclude<PrinterStatus, "ready" | "paper-low">;

/** What a trainer lets a simulated printer do: with `jam` the next slip gets stuck. */
export const printerBehaviours = ["on", "off", "paper-out", "jam"] as const;
export type PrinterBehaviour = (typeof printerBehaviours)[number];

export type PrintOutcome =
  | { readonly type: "printed" }
  /** `begun`: some of it may be on paper already. */
  | { readonly type: "not-printed"; readonly why: PrintTrouble; readonly begun: boolean };

export type ReceiptPrinter = {
  print(slip: Slip): Promise<PrintOutcome>;
  /** Tells its condition now and at each change; the result ends it. */
  watch(changed: (status: PrinterStatus) => void): () => void;
  close(): Promise<void>;
};
