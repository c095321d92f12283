// What an ESC/POS printer answers when it is asked how it is: DLE EOT n, a byte each. Pure.

import type { PrinterStatus } from "../../src/receipt/printer.ts";

/** The questions in their order: the printer, why it is offline, what is wrong, the paper. */
export const statusQuestion = Uint8Array.from([1, 2, 3, 4].flatMap((which) => [0x10, 0x04, which]));

/** Each answer has bits 0 and 7 clear and bits 1 and 4 set (Epson, "Transmit real-time status"); other bytes are none. */
function answersIn(bytes: Uint8Array): readonly number[] {
  return [...bytes].filter((byte) => (byte & 0x93) === 0x12);
}

/** What the last four answers among the bytes say, in the order of the questions. Null while they have not all come. */
export function statusIn(bytes: Uint8Array): PrinterStatus | null {
  const [printer, cause, error, paper] = answersIn(bytes).slice(-4);
  if (printer === undefined || cause === undefined || error === undefined || paper === undefined) return null;
  if ((cause & 0x04) !== 0) return "cover-open";
  if ((paper & 0x60) !== 0 || (cause & 0x20) !== 0) return "paper-out";
  // The cutter is stuck, or something that does not mend itself.
  if ((error & 0x68) !== 0 || (cause & 0x40) !== 0) return "jam";
  if ((printer & 0x08) !== 0) return "offline";
  return (paper & 0x0c) !== 0 ? "paper-low" : "ready";
}
