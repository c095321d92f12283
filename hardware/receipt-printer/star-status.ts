// What a Star printer answers when it is asked how it is: ESC ACK SOH, and then one automatic status (ASB). Pure.

import type { PrinterStatus } from "../../src/receipt/printer.ts";

/** Answered at once, also while it is offline (Star Line Mode, "Real-time printer status (ASB Status)"). */
export const statusQuestion = Uint8Array.from([0x1b, 0x06, 0x01]);

/** Bits 0, 4 and 7 tell its first byte from all others of it, and both from XON and XOFF. */
const fixedBits = 0x91;
const first = 0x01;
/** Two headers, and four bytes of status; newer models append more. */
const shortest = 6;

/** The last whole status among the bytes, which a printer also sends unasked; null while none has come. */
export function statusIn(bytes: Uint8Array): PrinterStatus | null {
  let last: PrinterStatus | null = null;
  bytes.forEach((byte, index) => {
    if ((byte & fixedBits) !== first) return;
    // How many bytes it has: bits 1 to 3, and 5 and 6 above them.
    const length = ((byte >> 2) & 0x18) | ((byte >> 1) & 0x07);
    const rest = bytes.subarray(index + 1, index + length);
    if (length < shortest || rest.length < length - 1 || rest.some((each) => (each & fixedBits) !== 0)) return;
    const [, printer = 0, error = 0, moreErrors = 0, paper = 0] = rest;
    last = meaningOf(printer, error, moreErrors, paper);
  });
  return last;
}

function meaningOf(printer: number, error: number, moreErrors: number, paper: number): PrinterStatus {
  if ((printer & 0x20) !== 0) return "cover-open";
  if ((paper & 0x08) !== 0) return "paper-out";
  // Not to be mended by itself, cutter, mechanism; a mark that was not found, paper in the presenter, a head that is up.
  if ((error & 0x2c) !== 0 || (moreErrors & 0x0e) !== 0) return "jam";
  if ((printer & 0x08) !== 0) return "offline";
  return (paper & 0x04) !== 0 ? "paper-low" : "ready";
}
