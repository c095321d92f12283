// What pages list by digit and how they write what they know: the same values that `advance` goes by. Pure.

import { type Product, products } from "../authority/product.ts";
import { kstDate } from "../authority/validity.ts";
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

/** The last day on which a certificate is valid, in Korea. */
export function lastDay(notAfter: Date): { readonly year: number; readonly month: number; readonly day: number } {
  return kstDate(notAfter);
}

export function shownSerial(medium: SecurityMedium): string {
  return maskSerial(medium);
}
