// A CSV file (RFC 4180) of secrets, line by line: its cells are views of the file's own bytes, and no text is made of them.

import { isUtf8 } from "node:buffer";

/** More than a branch has. */
export const mostRows = 100_000;
export const mostSheetBytes = 32 * 1024 * 1024;
/** No file of ours has as many columns. */
const mostCells = 64;

/** Why a file is not looked at any further. Nothing of what stands in it is told: a file without a header begins with secrets. */
export type SheetRefusal =
  | { readonly type: "too-big"; readonly limit: number }
  | { readonly type: "too-many-rows"; readonly limit: number }
  | { readonly type: "no-rows" }
  | { readonly type: "header-not-utf-8" }
  | { readonly type: "header-missing"; readonly wanted: readonly string[] }
  /** `position` counts columns from 1. */
  | { readonly type: "header-unknown"; readonly position: number; readonly wanted: readonly string[] }
  | { readonly type: "header-again"; readonly position: number };

export type LineFault = "not-utf-8" | "quote" | "cells";

export type SheetLine =
  | { readonly type: "row"; readonly line: number; readonly cells: readonly Uint8Array[] }
  | { readonly type: "fault"; readonly line: number; readonly why: LineFault };

export type Sheet =
  /** `lines`: with the header, without the empty ones; read as they are asked for. `about`: how many, with the empty ones. */
  | { readonly type: "opened"; readonly lines: Generator<SheetLine, void>; readonly about: number }
  | { readonly type: "refused"; readonly why: SheetRefusal };

const [lineFeed, carriageReturn, comma, quote] = [0x0a, 0x0d, 0x2c, 0x22];
const byteOrderMark = [0xef, 0xbb, 0xbf];

/** Null where a quote stands that RFC 4180 does not want there. A quote inside a cell is refused too: no cell of ours holds one. */
function cellsOf(line: Uint8Array): readonly Uint8Array[] | null {
  const cells: Uint8Array[] = [];
  for (let at = 0; at <= line.length; ) {
    const quoted = line[at] === quote;
    const close = quoted ? line.indexOf(quote, at + 1) : at;
    if (close < 0) return null;
    const next = line.indexOf(comma, close);
    const end = next < 0 ? line.length : next;
    const cell = quoted ? line.subarray(at + 1, close) : line.subarray(at, end);
    if (quoted ? end !== close + 1 : cell.includes(quote)) return null;
    cells.push(cell);
    if (cells.length > mostCells) return null;
    at = end + 1;
  }
  return cells;
}

function lineOf(bytes: Uint8Array, line: number): SheetLine | null {
  if (!isUtf8(bytes)) return { type: "fault", line, why: "not-utf-8" };
  const cells = cellsOf(bytes);
  if (!cells) return { type: "fault", line, why: "quote" };
  // What a spreadsheet leaves behind its last row.
  return cells.every(({ length }) => length === 0) ? null : { type: "row", line, cells };
}

/** Lines end with LF or CRLF, and no cell holds a line's end: the line numbers are those of an editor. */
function* linesOf(bytes: Uint8Array): Generator<SheetLine, void> {
  let number = 1;
  for (let at = byteOrderMark.every((byte, index) => bytes[index] === byte) ? 3 : 0; at < bytes.length; number++) {
    const feed = bytes.indexOf(lineFeed, at);
    const end = feed < 0 ? bytes.length : feed;
    const last = end > at && bytes[end - 1] === carriageReturn ? end - 1 : end;
    const found = last > at ? lineOf(bytes.subarray(at, last), number) : null;
    if (found) yield found;
    at = end + 1;
  }
}

export function openSheet(bytes: Uint8Array): Sheet {
  if (bytes.length > mostSheetBytes) return refused({ type: "too-big", limit: mostSheetBytes });
  let about = bytes.at(-1) === lineFeed ? 0 : 1;
  for (let at = bytes.indexOf(lineFeed); at >= 0; at = bytes.indexOf(lineFeed, at + 1)) about++;
  if (about > mostRows + 1) return refused({ type: "too-many-rows", limit: mostRows });
  return { type: "opened", lines: linesOf(bytes), about };
}

export function refused(why: SheetRefusal): { readonly type: "refused"; readonly why: SheetRefusal } {
  return { type: "refused", why };
}

/** ASCII or UTF-8 that is no secret. */
export function textOf(cell: Uint8Array | undefined): string {
  return Buffer.from(cell ?? []).toString("utf8");
}

export type Header =
  /** Where each column stands, from 0. */
  | { readonly type: "header"; readonly at: ReadonlyMap<string, number>; readonly cells: number }
  | { readonly type: "refused"; readonly why: SheetRefusal };

/** Every one of `wanted` once, in whatever order, and nothing else. */
export function headerOf(first: SheetLine | undefined, wanted: readonly string[]): Header {
  if (first?.type === "fault" && first.why === "not-utf-8") return refused({ type: "header-not-utf-8" });
  if (first?.type !== "row") return refused({ type: "header-missing", wanted });
  const at = new Map<string, number>();
  for (const [index, cell] of first.cells.entries()) {
    const name = wanted.find((each) => Buffer.from(each).equals(cell));
    if (name === undefined) return refused({ type: "header-unknown", position: index + 1, wanted });
    if (at.has(name)) return refused({ type: "header-again", position: index + 1 });
    at.set(name, index);
  }
  const missing = wanted.filter((name) => !at.has(name));
  if (missing.length > 0) return refused({ type: "header-missing", wanted: missing });
  return { type: "header", at, cells: first.cells.length };
}
