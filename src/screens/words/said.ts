// A sentence of the reserved line in two lengths: the large layout has room for 36 cells.

import { showable } from "../terminal/glyphs.ts";
import { stringWidth } from "../terminal/string-width.ts";

export type Said = { readonly line: string; readonly full: string };

export function said(line: string, full: string = line): Said {
  return { line, full };
}

/** What somebody wrote, in as many cells: of a longer text the end is cut. */
export function fitted(text: string, cells: number): string {
  const shown = showable(text);
  if (stringWidth(shown) <= cells) return shown;
  let start = "";
  for (const character of shown) {
    if (stringWidth(start + character) > cells - 2) break;
    start += character;
  }
  return `${start}..`;
}

/** How a ceremony ended without a certificate, and what to do now. */
export type EndingWords = { readonly title: string; readonly happened: string; readonly next: string };

/** `4,400` */
export function grouped(amount: number): string {
  return String(amount).replaceAll(/\B(?=(\d{3})+$)/g, ",");
}

export type CalendarDay = { readonly year: number; readonly month: number; readonly day: number };

/** Decimal, because drives are sold so: `15.8 GB`, `512 MB`. */
export function sized(bytes: number): string {
  if (bytes >= 1e9) return `${(bytes / 1e9).toFixed(1)} GB`;
  return bytes >= 1e6 ? `${Math.floor(bytes / 1e6)} MB` : `${Math.floor(bytes / 1e3)} KB`;
}
