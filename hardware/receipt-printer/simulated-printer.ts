// A printer without paper: each slip becomes a text and a picture in a folder, and it fails as its trainer says.

import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setImmediate as turn } from "node:timers/promises";
import type { PrinterBehaviour, PrinterStatus, PrintOutcome, ReceiptPrinter } from "../../src/receipt/printer.ts";
import { type Slip, slipMarkup } from "../../src/receipt/slip.ts";

export type SimulatedPrinter = ReceiptPrinter & {
  behave(behaviour: PrinterBehaviour): void;
  behaviour(): PrinterBehaviour;
};

const statusWhen: Readonly<Record<PrinterBehaviour, PrinterStatus>> = {
  on: "ready",
  off: "offline",
  "paper-out": "paper-out",
  jam: "ready",
};

/** `folder` is made with the first slip: `0001.txt`, `0001.svg`. */
export function simulatedPrinter(folder: string): SimulatedPrinter {
  const listeners = new Set<(status: PrinterStatus) => void>();
  let behaviour: PrinterBehaviour = "on";
  let status: PrinterStatus = "ready";
  const tell = (next: PrinterStatus): void => {
    if (next === status) return;
    status = next;
    for (const changed of listeners) changed(status);
  };
  return {
    async print(slip): Promise<PrintOutcome> {
      if (status !== "ready" && status !== "paper-low") return { type: "not-printed", why: status, begun: false };
      // A jam is noticed with the paper half out.
      if (behaviour === "jam") {
        tell("jam");
        return { type: "not-printed", why: "jam", begun: true };
      }
      await keep(folder, slip);
      return { type: "printed" };
    },
    watch(changed) {
      listeners.add(changed);
      changed(status);
      return () => void listeners.delete(changed);
    },
    async close() {
      listeners.clear();
    },
    behaviour: () => behaviour,
    behave(next) {
      behaviour = next;
      tell(statusWhen[next]);
    },
  };
}

async function keep(folder: string, slip: Slip): Promise<void> {
  const { slipLines, slipPicture } = await import("../../src/receipt/render.ts");
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const number = readdirSync(folder).filter((name) => name.endsWith(".txt")).length + 1;
  const name = join(folder, String(number).padStart(4, "0"));
  const markup = slipMarkup(slip);
  // Drawing takes a while.
  await turn();
  writeFileSync(`${name}.svg`, slipPicture(markup), { mode: 0o600 });
  writeFileSync(`${name}.txt`, `${slipLines(markup).join("\n")}\n`, { mode: 0o600 });
}
