// The words of a language.

import type { Locale } from "../../ceremony/state.ts";
import { en, type Words } from "./en.ts";
import { ko } from "./ko.ts";

export type { Words };

const catalogue: Readonly<Record<Locale, Words>> = { ko, en };

export function wordsIn(locale: Locale): Words {
  return catalogue[locale];
}
