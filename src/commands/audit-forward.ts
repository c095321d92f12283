// `changgu audit tail --syslog`: hands the journal over to a syslog server, every row at least once.

import type { AuditRow } from "../audit/chain.ts";
import { gapAround, gapsOf } from "../audit/old-copy.ts";
import type { AuditRows } from "../audit/rows.ts";
import { type Cursor, syslogMessage } from "../audit/syslog.ts";
import { databaseOf } from "../audit/verify.ts";
import type { ExitCode } from "./audit.ts";

export type Delivery = { readonly type: "taken" } | { readonly type: "failed"; readonly why: string };

export type ForwardMeans = {
  readonly rows: AuditRows;
  readonly server: string;
  /** Null before the first time. Durable when `keep` returns. */
  readonly cursor: { read(): Cursor | null; keep(cursor: Cursor): void };
  /** `taken`: the server has read all of it and closed the connection in order; nothing less moves the cursor. */
  deliver(messages: readonly Buffer[]): Promise<Delivery>;
  /** Resolves when it is time to look again; false ends a `--follow`. */
  pause(): Promise<boolean>;
  print(line: string): void;
  complain(line: string): void;
};

const batch = 500;

function whyNot({ database, seq, hash }: Cursor, rows: AuditRows): string | null {
  if (database !== databaseOf(rows)) return "the cursor is of another journal: the database was replaced";
  const row = rows.after(seq - 1, 1)[0];
  if (row?.seq === seq && row.hash === hash) return null;
  // What is not here cannot be handed over; what came instead is, from the row on in which that was accepted.
  if (gapAround(gapsOf(rows), seq)) return null;
  return `row ${seq} is not the one that was handed over: rows were cut off or replaced; run: changgu audit verify`;
}

function startOf({ seq, hash }: Cursor, rows: AuditRows): number {
  const same = rows.after(seq - 1, 1)[0]?.hash === hash;
  return same ? seq : (gapAround(gapsOf(rows), seq)?.last ?? seq);
}

/**
 * A row is handed over again when the server's answer was lost (at least once); its number tells the second copy from the
 * first. Exit code 1: the journal is not the one that was handed over. 2: the server does not take it.
 */
export async function auditForward({ follow }: { readonly follow: boolean }, means: ForwardMeans): Promise<ExitCode> {
  const { rows, cursor, server, complain, print } = means;
  const database = databaseOf(rows);
  if (database === null) {
    complain("There is no journal yet: provision first.");
    return 2;
  }
  const kept = cursor.read();
  const fault = kept ? whyNot(kept, rows) : null;
  if (fault) {
    complain(`Nothing was handed over: ${fault}.`);
    return 1;
  }
  let seq = kept ? startOf(kept, rows) : -1;
  let down = false;
  for (;;) {
    const next: readonly AuditRow[] = rows.after(seq, batch);
    const last = next.at(-1);
    const delivery: Delivery = last ? await means.deliver(next.map(syslogMessage)) : { type: "taken" };
    if (delivery.type === "failed" && !down)
      complain(`${server} does not take rows from ${seq + 1} on: ${delivery.why}.`);
    down = delivery.type === "failed";
    if (last && !down) {
      seq = last.seq;
      cursor.keep({ database, seq, hash: last.hash });
      if (next.length === batch) continue;
    }
    if (!follow) {
      if (!down) print(`${server} has every row up to ${seq}.`);
      return down ? 2 : 0;
    }
    if (!(await means.pause())) return down ? 2 : 0;
  }
}
