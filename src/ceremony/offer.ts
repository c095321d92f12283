// What pages list by digit and how they write what they know: the same values that `advance` goes by. Pure.

import { type Product, products } from "../authority/product.ts";
import { type AskedReason, askedReasons } from "../authority/revocation-reason.ts";
import { kstDate } from "../authority/validity.ts";
import { type Capacity, type Paper, papersOf } from "../verification/capacity.ts";
import { type DocumentKind, documentKinds } from "../verification/document.ts";
import { maskSerial, type SecurityMedium } from "../verification/medium.ts";

/** In the order of the digits that choose them. */
export function productsListed(): readonly Product[] {
  return products;
}

/** In the order of the digits that choose them. */
export function documentsListed(): readonly DocumentKind[] {
  return documentKinds;
}

/** In the order of the digits that choose them. */
export function reasonsListed(): readonly AskedReason[] {
  return askedReasons;
}

/** The last day on which a certificate is valid, in Korea. */
export function lastDay(notAfter: Date): { readonly year: number; readonly month: number; readonly day: number } {
  return kstDate(notAfter);
}

export function shownSerial(medium: SecurityMedium): string {
  return maskSerial(medium);
}

/** `0123********17`, as the counter masks it. */
export function shownAccount(number: string): string {
  return `${number.slice(0, 4)}${"*".repeat(Math.max(number.length - 6, 0))}${number.slice(-2)}`;
}

/** `010-****-4567`, as the registry masks it. */
export function shownPhone(digits: string): string {
  return `${digits.slice(0, 3)}-****-${digits.slice(-4)}`;
}

/** The papers of whoever comes in this capacity, in the order of the digits that tick them. */
export function papersListed(capacity: Capacity): readonly Paper[] {
  return papersOf(capacity);
}

/** `2026-11-23 09:12` in Korea. */
export function momentIn(at: Date): string {
  const korean = new Date(at.getTime() + 9 * 3_600_000).toISOString();
  return `${korean.slice(0, 10)} ${korean.slice(11, 16)}`;
}
