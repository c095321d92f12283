// Each check of an examination and its answer, in either language.

import { printable } from "../media/names.ts";
import type { Unread } from "../media/read-folder.ts";
import { certificateFile, keyFile } from "../npki/certificate-folder.ts";
import type { Check, CheckName, Failure, Skipped } from "../reliance/examination.ts";
import { kindOfPolicy, type PolicyKind } from "../reliance/policy-kinds.ts";
import type { Unanswered } from "../reliance/standing.ts";
import type { OddFile, TrustFault } from "../reliance/trust.ts";

/** What the inspection alone can tell: in whose place something lies that is not read. */
type Lying = Unread | "certificate-missing";

export type InspectedCheck = Check | { readonly name: CheckName; readonly result: "fail"; readonly why: Lying };

export type InspectWords = {
  readonly titles: Readonly<Record<CheckName, string>>;
  readonly passed: Readonly<Record<CheckName, string>>;
  readonly failed: Readonly<Record<Failure | Lying, string>>;
  readonly skipped: Readonly<Record<Skipped, string>>;
  readonly unanswered: Readonly<Record<Unanswered, string>>;
  readonly kinds: Readonly<Record<PolicyKind, string>>;
  readonly noPolicy: string;
  unknownPolicy(policy: string): string;
  readonly results: Readonly<Record<Check["result"], string>>;
  readonly refusedHere: string;
  readonly smallLetters: string;
  readonly otherName: string;
  bytesBehind(file: string): string;
  readonly halfOfKm: string;
  readonly tooMany: string;
  noneSoFar(medium: string): string;
  none(medium: string): string;
  noneInside(medium: string): string;
  count(medium: string, count: number): string;
  /** In the place of holder and kind. */
  readonly unread: string;
  /** `2027-06-11` and whole days; fewer than none: over. */
  until(day: string, left: number): string;
  /** In hexadecimal, and as folders of the market's programs spell it. */
  serial(hex: string, decimal: string): string;
  readonly note: string;
  cannotBeRead(medium: string, why: string): string;
  noFurther(medium: string, why: string): string;
  readonly oddRoots: Readonly<Record<TrustFault, string>>;
  leftOut(file: string, why: string): string;
};

/** Of what use a certificate is, by its policy. */
export function kindInWords(words: InspectWords, policy: string | undefined): string {
  if (policy === undefined) return words.noPolicy;
  const kind = kindOfPolicy(policy);
  return kind ? words.kinds[kind] : words.unknownPolicy(policy);
}

export function checkInWords(words: InspectWords, check: InspectedCheck): string {
  switch (check.result) {
    case "pass":
      return words.passed[check.name];
    case "fail":
      return placeOf(check) + words.failed[check.why] + tail(words, "more" in check ? check.more : undefined);
    case "not-checked":
      return words.skipped[check.why] + tail(words, check.more);
  }
}

/** A file of the folder of roots that nobody is trusted by. */
export function oddRootInWords(words: InspectWords, { name, fault, detail }: OddFile): string {
  return words.leftOut(printable(name, 300), words.oddRoots[fault] + (detail ? ` (${detail})` : ""));
}

/** Of the pair, the half that is not read. */
function placeOf({ name, why }: Extract<InspectedCheck, { result: "fail" }>): string {
  if (why !== "too-large" && why !== "no-plain-file") return "";
  return `${name === "certificate" ? certificateFile : keyFile}: `;
}

function tail({ unanswered }: InspectWords, more: Unanswered | undefined): string {
  return more ? `: ${unanswered[more]}` : "";
}
