// A slip's markup as a printer, a screen and a file take it.

import receiptline from "receiptline";
import { drawCode } from "./code-picture.ts";
import { type CommandSet, narrowestColumns } from "./command-sets.ts";

/** The bytes for a printer: Hangul in CP949, the extended syllables included. */
export function printerBytes(markup: string, command: CommandSet, columns: number): Uint8Array {
  const printer = { cpl: columns, encoding: "cp949", command, cutting: true } as const;
  return Uint8Array.from(Buffer.from(receiptline.transform(markup, printer), "latin1"));
}

/** A line each, as wide as narrow paper; a QR code is not among them. */
export function slipLines(markup: string): readonly string[] {
  const text = receiptline.transform(markup, { cpl: narrowestColumns, encoding: "cp949", command: "text" });
  const lines = text.split("\n").map((line) => line.trimEnd());
  return lines.slice(0, lines.findLastIndex((line) => line !== "") + 1);
}

export function slipPicture(markup: string, columns = narrowestColumns): string {
  const command = { ...receiptline.commands.svg, qrcode: drawCode };
  const picture = receiptline.transform(markup, { cpl: columns, encoding: "cp949", command });
  // Its own filter has a random name; one picture holds one filter.
  return picture.replaceAll(/receipt-[0-9a-f-]{36}/g, "receipt");
}
