// Security cards as their printer sends them: a CSV file with a card a line, each cell's code of four digits.

import { Secret } from "../secret.ts";
import type { NewCard } from "./enrolment.ts";
import { type Header, headerOf, refused, type SheetLine, textOf } from "./sheet.ts";
import { type FileOutcome, type RowFault, type RowReader, readingRows } from "./sheet-rows.ts";

const cellCounts = [30, 35];

export const cardColumns: readonly string[] = ["serial", ...Array.from({ length: 35 }, (_, index) => `${index + 1}`)];

const codeDigits = 4;

type Faulty = (column: string, why: RowFault["why"], first?: number) => void;

const isCode = (cell: Uint8Array): boolean =>
  cell.length === codeDigits && cell.every((byte) => byte >= 0x30 && byte <= 0x39);

/** The last five columns of a card of 30 may be empty or missing. */
function codesOf(cells: readonly Uint8Array[], fault: Faulty): Secret | null {
  const count = cells.findLastIndex(({ length }) => length > 0) + 1;
  const codes = cells.slice(0, count);
  if (!cellCounts.includes(count)) {
    fault("serial", "code-count");
    return null;
  }
  const bad = codes.flatMap((code, index) => (isCode(code) ? [] : [index + 1]));
  for (const column of bad) fault(`${column}`, "code-malformed");
  if (bad.length > 0) return null;
  const secret = new Secret(count * codeDigits);
  for (const code of codes) for (const digit of code) secret.push(digit);
  return secret;
}

/** `serial`, `1`, `2` and so on, up to `30` or `35`, in this order. */
function cardHeader(first: SheetLine | undefined): Header {
  const wide = first?.type === "row" && first.cells.length > 31;
  const wanted = cardColumns.slice(0, wide ? 36 : 31);
  const header = headerOf(first, wanted);
  if (header.type === "refused") return header;
  const stray = wanted.findIndex((name, index) => header.at.get(name) !== index);
  return stray < 0 ? header : refused({ type: "header-unknown", position: stray + 1, wanted });
}

class Cards implements RowReader<NewCard> {
  readonly faults: RowFault[] = [];
  readonly ragged = true;
  readonly #items: NewCard[] = [];
  readonly #lines: number[] = [];
  readonly #serials = new Map<string, number>();

  add(line: number, [first, ...cells]: readonly Uint8Array[]): void {
    const fault: Faulty = (column, why, first) => void this.faults.push({ line, column, why, first: first ?? null });
    const serial = textOf(first);
    const before = this.#serials.get(serial);
    if (!/^\d{12}$/.test(serial)) fault("serial", "serial-malformed");
    else if (before !== undefined) fault("serial", "serial-again", before);
    else this.#serials.set(serial, line);
    const codes = codesOf(cells, fault);
    for (const cell of cells) cell.fill(0);
    if (!codes) return;
    this.#items.push({ serial, codes });
    this.#lines.push(line);
  }

  header(first: SheetLine | undefined): Header {
    return cardHeader(first);
  }

  finished(): { readonly items: readonly NewCard[]; readonly lines: readonly number[] } {
    return { items: this.#items, lines: this.#lines };
  }

  wipe(): void {
    for (const { codes } of this.#items) codes.wipe();
  }
}

/** Yields the share that is read, 0 to 1. Takes the bytes over: codes are filled with zeros as they are read. */
export function readingCards(bytes: Uint8Array): Generator<number, FileOutcome<NewCard>, void> {
  return readingRows(bytes, new Cards());
}
