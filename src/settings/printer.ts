// What a branch sets for its receipt printer: what it hangs on, which commands it knows, how wide its paper is.

import { type CommandSet, commandSets, narrowestColumns } from "../receipt/command-sets.ts";
import { type Json, known, oneOf, text, Wrong, whole } from "./values.ts";

export type PrinterPlace =
  | {
      readonly type: "serial";
      readonly path: string;
      readonly baudRate: number;
      /** A printer that is not waited for loses what its buffer cannot hold. */
      readonly flow: "rts-cts" | "none";
    }
  /** `/dev/usb/lp0` */
  | { readonly type: "node"; readonly path: string }
  | { readonly type: "tcp"; readonly host: string; readonly port: number };

const printerQuestions = ["dle-eot", "asb", "none"] as const;

/** ESC/POS's `DLE EOT`, Star's `ESC ACK SOH` with an automatic status for an answer, or nothing. */
export type PrinterQuestion = (typeof printerQuestions)[number];

export type PrinterSettings = {
  readonly place: PrinterPlace;
  readonly commands: CommandSet;
  /** Characters a line: 32 on paper of 58 mm, 42 or 48 on 80 mm. */
  readonly columns: number;
  /** What it answers when it is asked for its paper: most do, on most cables. */
  readonly status: PrinterQuestion;
};

/** Exactly one of `serial`, `node` and `host` says where it is. Throws Wrong. */
export function readPrinter(name: string, printer: Json): PrinterSettings {
  known(name, printer, ["serial", "baudRate", "flow", "node", "host", "port", "commands", "columns", "status"]);
  const commands = oneOf(`${name}.commands`, printer.commands ?? "escpos", commandSets);
  return {
    place: placeOf(name, printer),
    commands,
    columns: whole(`${name}.columns`, printer.columns ?? 42, narrowestColumns, 96),
    status: oneOf(
      `${name}.status`,
      printer.status ?? (commands.includes("star") ? "asb" : "dle-eot"),
      printerQuestions,
    ),
  };
}

function placeOf(name: string, { serial, node, host, baudRate, flow, port }: Json): PrinterPlace {
  if ([serial, node, host].filter((place) => place !== undefined).length !== 1)
    throw new Wrong(`${name}.serial`, 'is wanted, or instead of it "node" (/dev/usb/lp0) or "host" (port 9100)');
  if (baudRate !== undefined && serial === undefined) throw new Wrong(`${name}.baudRate`, "is of a serial line only");
  if (flow !== undefined && serial === undefined) throw new Wrong(`${name}.flow`, "is of a serial line only");
  if (port !== undefined && host === undefined) throw new Wrong(`${name}.port`, "is of a host only");
  if (node !== undefined) return { type: "node", path: text(`${name}.node`, node) };
  if (host !== undefined)
    return {
      type: "tcp",
      host: text(`${name}.host`, host),
      port: whole(`${name}.port`, port ?? 9100, 1, 65_535),
    };
  return {
    type: "serial",
    path: text(`${name}.serial`, serial),
    baudRate: whole(`${name}.baudRate`, baudRate ?? 19_200, 1200, 115_200),
    flow: oneOf(`${name}.flow`, flow ?? "rts-cts", ["rts-cts", "none"] as const),
  };
}
