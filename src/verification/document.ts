// The identity document that a teller saw: its kind, who issued it, when, and the end of its number. Pure.

import { holdsNumber } from "./masked.ts";
import { ageOn, type Day } from "./resident-number.ts";

export type DocumentKind = "resident-card" | "driving-licence" | "passport" | "alien-card";

/** Why a document is not good enough by itself; a supervisor may accept it all the same. */
export type DocumentRefusal =
  | "issued-in-future"
  | "issued-before-birth"
  | "issued-too-young"
  | "too-old"
  | "not-genuine"
  | "not-the-person";

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

type Rule = {
  readonly heldBy: "citizens" | "foreigners" | "anybody";
  /** Nobody younger than this was ever given one, in full years. */
  readonly fromAge: number;
  /** The last day on which it is valid; `age` is the holder's on the day of issue, null when it is not known. */
  readonly lastDay: ((issuedOn: string, age: number | null) => string) | null;
};

const rules: Readonly<Record<DocumentKind, Rule>> = {
  // Resident Registration Act §24: for whoever is registered and 17 years old. It does not expire.
  "resident-card": { heldBy: "citizens", fromAge: 17, lastDay: null },
  // Road Traffic Act §82: nobody under 16 may drive even a moped. §87: renewed between 1 January and 31 December of the
  // year in which ten years since the test or the last renewal are over.
  "driving-licence": { heldBy: "anybody", fromAge: 16, lastDay: (issuedOn) => `${yearAfter(issuedOn, 10)}-12-31` },
  // Passport Act §5 and its decree §6: ten years, five for a holder under 18. The anniversary is the day printed in it.
  passport: {
    heldBy: "anybody",
    fromAge: 0,
    lastDay: (issuedOn, age) => `${yearAfter(issuedOn, age !== null && age < 18 ? 5 : 10)}${issuedOn.slice(4)}`,
  },
  // Immigration Act §33: for a registered foreigner of any age; how long he may stay is not this bank's to judge.
  "alien-card": { heldBy: "foreigners", fromAge: 0, lastDay: null },
};

function yearAfter(date: string, years: number): number {
  return Number(date.slice(0, 4)) + years;
}

type Holder = { readonly age: number; readonly foreigner: boolean };

/** The kinds that somebody of this age can have, in the order in which a teller chooses by digit. */
export function documentsOf({ age, foreigner }: Holder): readonly DocumentKind[] {
  const others = foreigner ? "citizens" : "foreigners";
  return documentKinds.filter((kind) => rules[kind].heldBy !== others && rules[kind].fromAge <= age);
}

/** `today` as `2026-11-23`; `birth` is the holder's, null for a visitor of whom nothing is on file. */
export function judgeDocument(
  { kind, issuedOn }: IdentityDocument,
  today: string,
  birth: Day | null,
): DocumentRefusal | null {
  if (issuedOn > today) return "issued-in-future";
  const { fromAge, lastDay } = rules[kind];
  const age = birth && ageOn(birth, dayOf(issuedOn));
  if (age !== null && age < 0) return "issued-before-birth";
  if (age !== null && age < fromAge) return "issued-too-young";
  return lastDay && lastDay(issuedOn, age) < today ? "too-old" : null;
}

function dayOf(date: string): Day {
  return { year: Number(date.slice(0, 4)), month: Number(date.slice(5, 7)), day: Number(date.slice(8)) };
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
