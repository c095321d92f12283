// The rows of a CSV file become items, or faults with their line numbers: all of a file's rows, or none.

import { type Header, type LineFault, openSheet, refused, type SheetLine, type SheetRefusal } from "./sheet.ts";

/** All that can be wrong with one row. */
export type RowWhy =
  | LineFault
  | "id-malformed"
  | "id-again"
  | "name-missing"
  | "name-too-long"
  | "name-malformed"
  | "language-unknown"
  | "resident-number-malformed"
  | "resident-number-again"
  | "phone-malformed"
  | "phone-again"
  | "too-many-phones"
  | "account-malformed"
  | "account-again"
  | "password-malformed"
  | "balance-malformed"
  | "differs"
  | "serial-malformed"
  | "serial-again"
  | "code-count"
  | "code-malformed"
  | "in-registry";

export type RowFault = {
  readonly line: number;
  /** Null where it is the whole line's. */
  readonly column: string | null;
  readonly why: RowWhy;
  /** The line that had it first. */
  readonly first: number | null;
};

/** After as many, nobody reads on. */
export const mostFaults = 1000;

export type FileOutcome<Item> =
  /** `lines`: where each item began. The caller wipes their secrets. */
  | {
      readonly type: "read";
      readonly items: readonly Item[];
      readonly lines: readonly number[];
    }
  /** In the order of lines; `more`: the file was not read to its end. */
  | { readonly type: "faulty"; readonly faults: readonly RowFault[]; readonly more: boolean }
  | { readonly type: "refused"; readonly why: SheetRefusal };

/** What a kind of file makes of its rows. */
export type RowReader<Item> = {
  readonly faults: RowFault[];
  header(first: SheetLine | undefined): Header;
  /** Wipes the secrets among the cells. `at`: where each column stands. */
  add(line: number, cells: readonly Uint8Array[], at: ReadonlyMap<string, number>): void;
  /** May a row have fewer cells than the header? */
  readonly ragged: boolean;
  finished(): { readonly items: readonly Item[]; readonly lines: readonly number[] };
  /** The secrets of what was read so far. */
  wipe(): void;
};

/** Rows between two looks at whoever waits. */
const pieceRows = 200;

/** Yields the share that is read, 0 to 1; given up half way, it leaves no secret. */
export function* readingRows<Item>(
  bytes: Uint8Array,
  reader: RowReader<Item>,
): Generator<number, FileOutcome<Item>, void> {
  const sheet = openSheet(bytes);
  if (sheet.type === "refused") return sheet;
  const { lines, about } = sheet;
  const first = lines.next();
  const header = reader.header(first.value ?? undefined);
  if (header.type === "refused") return header;
  const { faults } = reader;
  let rows = 0;
  let whole = false;
  try {
    for (const row of lines) {
      if (rows % pieceRows === 0) yield rows / about;
      rows++;
      addRow(reader, header, row);
      if (faults.length >= mostFaults) return { type: "faulty", faults: faults.slice(0, mostFaults), more: true };
    }
    if (rows === 0) return refused({ type: "no-rows" });
    if (faults.length > 0) return { type: "faulty", faults, more: false };
    whole = true;
    return { type: "read", ...reader.finished() };
  } finally {
    if (!whole) reader.wipe();
  }
}

function addRow<Item>(reader: RowReader<Item>, header: Extract<Header, { type: "header" }>, row: SheetLine): void {
  const { line } = row;
  const fault = (why: LineFault): void => void reader.faults.push({ line, column: null, why, first: null });
  if (row.type === "fault") fault(row.why);
  else if (row.cells.length > header.cells || (row.cells.length < header.cells && !reader.ragged)) fault("cells");
  else reader.add(line, row.cells, header.at);
}
