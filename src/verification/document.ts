// The identity document that a teller saw: its kind, who issued it, when, and the end of its number. Pure.

import { holdsNumber } from "./masked.ts";

export type DocumentKind = "resident-card" | "driving-licence" | "passport" | "alien-card";

/** Why a document is not good enough by itself; a supervisor may accept it all the same. */
export type DocumentRefusal = "issued-in-future" | "too-old" | "not-genuine" | "not-the-person";

export type IdentityDocument = {
  readonly kind: DocumentKind;
  readonly authority: string;
  /** `2020-05-11` */
  readonly issuedOn: string;
  /** The last four characters alone; the rest is never typed. */
  readonly number: string;
};

/** In the order in which a teller chooses by digit. */
export const documentKinds: readonly DocumentKind[] = ["resident-card", "driving-licence", "passport", "alien-card"];

/** Who usually issues a document of this kind; the first one is offered in the field. */
export function authoritiesOf(kind: DocumentKind): readonly string[] {
  switch (kind) {
    case "resident-card":
      return ["서울특별시장", "구청장", "시장", "군수"];
    case "driving-licence":
      return ["시도경찰청장"];
    case "passport":
      return ["외교부장관"];
    case "alien-card":
      return ["출입국외국인청장"];
  }
}

/** Years after which a document is too old to go by alone (Passport Act §5; Road Traffic Act §87). */
const validYears: Readonly<Partial<Record<DocumentKind, number>>> = { passport: 10, "driving-licence": 10 };

/** `today` as `2026-11-23`. */
export function judgeDocument({ kind, issuedOn }: IdentityDocument, today: string): DocumentRefusal | null {
  if (issuedOn > today) return "issued-in-future";
  const years = validYears[kind];
  const until = years === undefined ? null : `${Number(issuedOn.slice(0, 4)) + years}${issuedOn.slice(4)}`;
  return until !== null && until <= today ? "too-old" : null;
}

/** A name, not a number: who mistakes the field types the customer's own, and the journal would keep it for ever. */
export function isAuthority(text: string): boolean {
  return /\p{L}/u.test(text) && !holdsNumber(text);
}

/** The last four characters of a number: digits, on each kind of document. */
export function isDocumentEnd(text: string): boolean {
  return /^\d{4}$/.test(text);
}

/** `20200511` as `2020-05-11`; null for a day that does not exist or is before 1950. */
export function parseDocumentDate(digits: string): string | null {
  const parts = /^(\d{4})(\d{2})(\d{2})$/.exec(digits);
  if (!parts) return null;
  const [year, month, day] = [Number(parts[1]), Number(parts[2]), Number(parts[3])];
  const date = new Date(Date.UTC(year, month - 1, day));
  const exists = date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return exists && year >= 1950 ? `${parts[1]}-${parts[2]}-${parts[3]}` : null;
}
