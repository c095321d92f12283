// What `changgu doctor` finds out about the receipt printer: it is asked, and nothing is printed.

import { wiredPrinter } from "../../hardware/receipt-printer/wired-printer.ts";
import { type Finding, note, well } from "../commands/doctor.ts";
import type { PrinterStatus } from "../receipt/printer.ts";
import type { PrinterPlace } from "../settings/printer.ts";
import type { Settings } from "../settings/settings.ts";

const todo: Readonly<Record<Exclude<PrinterStatus, "ready">, string>> = {
  "paper-low": "change the roll soon",
  "paper-out": "put paper in",
  "cover-open": "close the cover",
  jam: "take the paper out, and switch it off and on",
  offline: "look at its power and cable; if it prints and never answers, set printer.status to none",
};

/** A certificate needs no paper: nothing here keeps a desk from working. */
export async function printerFinding({ printer: settings }: Settings): Promise<Finding> {
  if (!settings)
    return note("printer", "none is configured", 'slips need "printer": {"serial" or "node" or "host": "…"}');
  const printer = wiredPrinter(settings);
  const { promise, resolve } = Promise.withResolvers<PrinterStatus>();
  const stop = printer.watch(resolve);
  const status = await promise;
  stop();
  await printer.close();
  const where = `${placeInWords(settings.place)}, ${settings.commands}, ${settings.columns} columns`;
  if (status === "ready")
    return well("printer", settings.status !== "none" ? where : `${where}; it cannot be asked how it is`);
  return note("printer", `${where}: ${status}`, todo[status]);
}

function placeInWords(place: PrinterPlace): string {
  switch (place.type) {
    case "serial":
      return `${place.path} at ${place.baudRate}`;
    case "node":
      return place.path;
    case "tcp":
      return `${place.host}:${place.port}`;
  }
}
