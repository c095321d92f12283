// Rows of the journal as syslog messages (RFC 5424), framed by octet counting (RFC 6587 §3.4.1). Pure.

import type { AuditRow } from "./chain.ts";
import { bodyFields } from "./row-body.ts";

// Facility 13, log audit; severity 5, notice (RFC 5424 §6.2.1).
const priority = 13 * 8 + 5;

/** PRINTUSASCII of at most `most` characters, `-` for nothing (RFC 5424 §6). */
function ascii(value: unknown, most: number): string {
  const text = typeof value === "string" ? value.replaceAll(/[^!-~]/g, "_").slice(0, most) : "";
  return text === "" ? "-" : text;
}

/** The row's text is the message; its number and hash stand beside it as structured data (32473 is RFC 5612's number for examples). */
export function syslogMessage(row: AuditRow): Buffer {
  const { time, terminal, event } = bodyFields(row);
  const header = `<${priority}>1 ${ascii(time, 32)} ${ascii(terminal, 255)} changgu - ${ascii(event, 32)}`;
  const text = Buffer.from(`${header} [row@32473 seq="${row.seq}" hash="${row.hash}"] \u{feff}${row.body}`);
  return Buffer.concat([Buffer.from(`${text.length} `), text]);
}

/** Up to where the journal was handed over. */
export type Cursor = { readonly database: string; readonly seq: number; readonly hash: string };

/** Those of all servers. */
export type CursorsRead =
  | { readonly type: "found"; readonly cursors: readonly Cursor[] }
  | { readonly type: "unreadable"; readonly why: string };
