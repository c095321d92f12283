// A code of the journal in words: the same words as on the pages that the customer and the staff saw, where there are such.

import { isAt, stagesOf } from "../../ceremony/pages.ts";
import type { Locale } from "../../ceremony/state.ts";
import { wordsIn } from "./catalogue.ts";
import { audit as enAudit } from "./en-audit.ts";
import { codes as enCodes } from "./en-codes.ts";
import { fields as enFields } from "./en-fields.ts";
import { audit as koAudit } from "./ko-audit.ts";
import { codes as koCodes } from "./ko-codes.ts";
import { fields as koFields } from "./ko-fields.ts";

/** As the auditor's screen has it above the rows. */
function basisIn(locale: Locale): Named {
  return locale === "ko" ? koAudit.basis : enAudit.basis;
}

type Named = Readonly<Record<string, string>>;

const codes: Readonly<Record<Locale, Named>> = { ko: koCodes, en: enCodes };
const fields: Readonly<Record<Locale, Named>> = { ko: koFields, en: enFields };

/** Fields of which each word is a code by itself. */
const lists: readonly string[] = ["checks", "papers", "by"];
/** Fields whose text somebody wrote, or that names a thing. */
const free: readonly string[] = ["name", "officer", "operator", "file", "folder", "drive", "token", "subject"];

function namesOf(field: string, locale: Locale): Named {
  const words = wordsIn(locale);
  switch (field) {
    // A ceremony ends with what it was for.
    case "why":
    case "service":
      return words.services.names;
    // What proves the rows; a certificate's chain is another.
    case "by":
      return basisIn(locale);
    case "product":
      return words.product.names;
    case "capacity":
      return words.capacity.names;
    case "papers":
      return words.papers.names;
    case "term":
      return words.terms.names;
    case "kind":
      return { ...words.requestKinds, ...words.documents, ...words.mediumKinds };
    default:
      return {};
  }
}

function wordOf(code: string, field: string, locale: Locale): string | null {
  const named = namesOf(field, locale);
  if (Object.hasOwn(named, code)) return named[code] ?? null;
  if (field === "at" && isAt(code)) {
    const [stage] = stagesOf(code);
    if (stage) return wordsIn(locale).stages[stage];
  }
  const all = codes[locale];
  return Object.hasOwn(all, code) ? (all[code] ?? null) : null;
}

/** Null for what is no code: it is told as it stands. */
export function codeInWords(field: string, value: string, locale: Locale): string | null {
  if (free.includes(field)) return null;
  if (!lists.includes(field)) return wordOf(value, field, locale);
  const told = value.replaceAll(/[A-Za-z][\w-]*/g, (code) => wordOf(code, field, locale) ?? code);
  return told === value ? null : told;
}

/** The name of a field; one that this program does not know, as it stands. */
export function fieldInWords(field: string, locale: Locale): string {
  const all = fields[locale];
  return (Object.hasOwn(all, field) ? all[field] : undefined) ?? field;
}
