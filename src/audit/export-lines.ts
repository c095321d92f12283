// Rows of the journal as lines that others read: JSON lines with what proves them, or CSV for a spreadsheet. Pure.

import type { AuditRow } from "./chain.ts";
import { bodyFields } from "./row-body.ts";

export type ExportFormat = "jsonl" | "csv";

const leading = ["time", "terminal", "event", "ceremony", "staff"] as const;

export const csvHeader = ["seq", ...leading, "fields", "hash"].join(",");

/** RFC 4180; a spreadsheet takes what begins like a formula for one. */
function cell(value: unknown): string {
  const text = value === null || value === undefined ? "" : String(value);
  const tame = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(tame) ? `"${tame.replaceAll('"', '""')}"` : tame;
}

function csvLine(row: AuditRow): string {
  const fields = bodyFields(row);
  const { seq: _, ...rest } = fields;
  const others = Object.fromEntries(Object.entries(rest).filter(([name]) => !leading.some((each) => each === name)));
  return [row.seq, ...leading.map((name) => fields[name]), JSON.stringify(others), row.hash].map(cell).join(",");
}

/** The exact body with hash and MAC, so that whoever has the first key can prove it. */
export function jsonLine({ seq, hash, mac, body }: AuditRow): string {
  return JSON.stringify({ seq, hash, mac, body });
}

export function exportLine(row: AuditRow, format: ExportFormat): string {
  return format === "csv" ? csvLine(row) : jsonLine(row);
}
