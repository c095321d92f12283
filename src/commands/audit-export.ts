// `changgu audit export`: rows of the journal in a file, signed, and journaled before anybody has it.

import { createHash } from "node:crypto";
import { canonicalJson } from "../audit/canonical-json.ts";
import type { Signer } from "../audit/checkpoint.ts";
import { nobody } from "../audit/entry.ts";
import { csvHeader, type ExportFormat, exportLine } from "../audit/export-lines.ts";
import type { Journal } from "../audit/journal.ts";
import type { AuditRows } from "../audit/rows.ts";
import { type Selection, select, selectionText } from "../audit/selection.ts";
import type { ExitCode } from "./audit.ts";

export type ExportAsked = {
  readonly selection: Selection;
  readonly format: ExportFormat;
  readonly json: boolean;
};

export type ExportMeans = {
  readonly rows: AuditRows;
  readonly journal: Journal;
  readonly signer: Signer;
  readonly database: string;
  /** The user of the machine, for the journal. */
  readonly operator: string;
  readonly now: Date;
  /** A new file that nobody sees before `publish`; `discard` leaves nothing. */
  readonly file: {
    readonly name: string;
    write(text: string): void;
    /** The file and beside it `.sig`, both durable. */
    publish(signature: string): void;
    discard(): void;
  };
  print(line: string): void;
};

export const exportTag = "changgu-export-v1\n";

/** Exit code 1 when no row was wanted: no file is left then. Throws `JournalUnwritable`, and no file is left either. */
export function auditExport({ selection, format, json }: ExportAsked, means: ExportMeans): ExitCode {
  const { rows, journal, signer, database, operator, now, file, print } = means;
  const digest = createHash("sha256");
  let count = 0;
  const put = (line: string): void => {
    digest.update(`${line}\n`);
    file.write(`${line}\n`);
  };
  if (format === "csv") put(csvHeader);
  for (const row of select(rows, selection)) {
    put(exportLine(row, format));
    count++;
  }
  if (count === 0) {
    file.discard();
    print(json ? JSON.stringify({ type: "nothing-exported" }) : "No row is wanted by that; nothing was written.");
    return 1;
  }
  const wanted = selectionText(selection);
  const fact = { format, rows: count, digest: digest.digest("hex"), wanted, operator } as const;
  try {
    journal.append({ event: "journal-exported", ...fact }, nobody);
    journal.seal();
  } catch (error) {
    file.discard();
    throw error;
  }
  const { publicKey } = signer;
  const statement = canonicalJson({ ...fact, database, time: now.toISOString(), publicKey });
  file.publish(`${JSON.stringify({ statement, signature: signer.sign(exportTag + statement) })}\n`);
  const said = `${count} rows are in ${file.name}; who made it and what it holds is signed in ${file.name}.sig (changgu audit check).`;
  print(json ? JSON.stringify({ type: "exported", file: file.name, ...fact }) : said);
  return 0;
}
