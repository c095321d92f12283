// Looking into the elements of a PSKC file: names, namespaces, base64, numbers, dates.

import type { XmlElement } from "./pskc-xml.ts";

/** RFC 6030 §1.3. */
export const spaces = {
  pskc: "urn:ietf:params:xml:ns:keyprov:pskc",
  ds: "http://www.w3.org/2000/09/xmldsig#",
  xenc: "http://www.w3.org/2001/04/xmlenc#",
  xenc11: "http://www.w3.org/2009/xmlenc11#",
  pkcs5: "http://www.rsasecurity.com/rsalabs/pkcs/schemas/pkcs-5v2-0#",
} as const;

/** `pskc` where nothing else is said; null: any, for figure 7 of the RFC itself leaves the namespace out. */
export function childrenOf(
  element: XmlElement | null,
  name: string,
  space: string | null = spaces.pskc,
): readonly XmlElement[] {
  return element?.children.filter((child) => child.name === name && (space === null || child.space === space)) ?? [];
}

/** Null also for several: what is said twice is not said. */
export function childOf(
  element: XmlElement | null,
  name: string,
  space: string | null = spaces.pskc,
): XmlElement | null {
  const found = childrenOf(element, name, space);
  return found.length === 1 ? (found[0] ?? null) : null;
}

/** Without the blanks around it; null for no element or an empty one. */
export function textOf(element: XmlElement | null): string | null {
  return element?.text.trim() || null;
}

/** xs:base64Binary; null for what is none, or empty. The caller wipes what is secret. */
export function base64Of(element: XmlElement | null): Buffer | null {
  const digits = element?.text.replaceAll(/[\t\n\r ]+/g, "") ?? "";
  if (digits.length === 0 || digits.length % 4 !== 0 || !/^[A-Za-z0-9+/]+={0,2}$/.test(digits)) return null;
  return Buffer.from(digits, "base64");
}

/** Decimal, of at most 15 digits, so that it is exact. */
export function integerIn(text: string | null | undefined): number | null {
  return text && /^[+-]?\d{1,15}$/.test(text) ? Number(text) : null;
}

/** xs:dateTime; the RFC's canonical form is in UTC, a time without a zone is taken for that. */
export function dateOf(element: XmlElement): Date | null {
  const form = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:\d\d)?$/.exec(element.text.trim());
  if (!form) return null;
  const date = new Date(form[2] === undefined ? `${form[0]}Z` : form[0]);
  return Number.isNaN(date.getTime()) ? null : date;
}
