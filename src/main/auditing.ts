// Opens the journal of a home for reading, beside whatever process is writing it.

import { existsSync } from "node:fs";
import { openAuditRows } from "../../db/audit-rows.ts";
import { openDatabase } from "../../db/open.ts";
import { openFirstKey } from "../../hardware/appliance/first-key-file.ts";
import { openKeyStates } from "../../hardware/appliance/key-state.ts";
import type { AuditRows } from "../audit/rows.ts";
import { type AuditTailOptions, type AuditVerifyOptions, auditTail, auditVerify } from "../commands/audit.ts";
import type { Home } from "../home.ts";

export type Output = { print(line: string): void; complain(line: string): void };

const pauseMilliseconds = 500;

async function withRows(
  home: Home,
  { complain }: Output,
  look: (rows: AuditRows) => Promise<number> | number,
): Promise<number> {
  const opened = existsSync(home.database) ? openDatabase(home.database) : null;
  if (opened?.type !== "opened") {
    complain(
      opened
        ? `the journal in ${home.root} cannot be opened: ${opened.refusal.type}`
        : `there is no journal in ${home.root}`,
    );
    return 2;
  }
  try {
    return await look(openAuditRows(opened.database));
  } finally {
    opened.database.close();
  }
}

export function verifyJournalOf(home: Home, options: AuditVerifyOptions, output: Output): Promise<number> {
  return withRows(home, output, (rows) =>
    auditVerify(options, {
      rows,
      keyStates: openKeyStates(home.keyState),
      keptFirstKey() {
        const kept = openFirstKey(home.firstKey);
        return kept.type === "opened" ? kept.key : null;
      },
      print: output.print,
    }),
  );
}

export function tailJournalOf(home: Home, options: AuditTailOptions, output: Output): Promise<number> {
  let asked = true;
  process.once("SIGINT", () => {
    asked = false;
  });
  return withRows(home, output, (rows) =>
    auditTail(options, {
      rows,
      print: output.print,
      pause: () => new Promise((resolve) => setTimeout(() => resolve(asked), pauseMilliseconds)),
    }),
  );
}
