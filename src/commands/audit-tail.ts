// `changgu audit tail`: prints the last rows of the journal, and follows it.

import type { AuditRow } from "../audit/chain.ts";
import { rowLine } from "../audit/row-line.ts";
import type { AuditRows } from "../audit/rows.ts";
import type { ExitCode } from "./audit.ts";

export type AuditTailOptions = {
  readonly json?: boolean | undefined;
  /** Goes on with what is appended later. */
  readonly follow?: boolean | undefined;
  /** Rows to begin with; 20. */
  readonly lines?: number | undefined;
};

export type AuditTailMeans = {
  readonly rows: AuditRows;
  print(line: string): void;
  /** Resolves when it is time to look again; false ends a `--follow`. */
  pause(): Promise<boolean>;
};

function rowJson({ seq, hash, mac, body }: AuditRow): string {
  return JSON.stringify({ seq, hash, mac, body });
}

/** Prints the last rows; `json` prints the exact body with its hash, one object a line. */
export async function auditTail(options: AuditTailOptions, means: AuditTailMeans): Promise<ExitCode> {
  const { rows, print, pause } = means;
  const line = options.json ? rowJson : rowLine;
  let seq = (rows.last()?.seq ?? -1) - (options.lines ?? 20);
  do {
    for (const row of rows.since(seq)) {
      print(line(row));
      seq = row.seq;
    }
  } while (options.follow && (await pause()));
  return 0;
}
