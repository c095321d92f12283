// A certificate's serial number as people compare it: in hexadecimal, and in decimal as other programs show it.

import { decimalSerial } from "../../ceremony/offer.ts";

/** Beside the stages there is room for as many. */
const mostCells = 44;

/** `10000003 (268435459)`; of a number that is too long for both the hexadecimal alone. */
export function serialText(serial: string): string {
  const both = `${serial} (${decimalSerial(serial)})`;
  return both.length > mostCells ? serial : both;
}
