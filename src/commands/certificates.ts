// `changgu certificates`: what this branch issued, found by state, holder and end; no number of a person is shown.

import type { CertificateState, FoundCertificate } from "../authority/certificates.ts";
import type { Books } from "../books.ts";
import { kstDateText, startOfKstDay } from "../kst.ts";

export type CertificatesMeans = {
  readonly books: Pick<Books, "certificates">;
  readonly now: Date;
  print(line: string): void;
};

/** As people call it: what is kept as valid is expired when its end is past. */
export type ShownState = CertificateState | "expired";

export type CertificatesAsked = {
  readonly states: readonly ShownState[];
  readonly holder: string | null;
  /** Whole days of Korean time; 0: today is the last one. */
  readonly expiresWithin: number | null;
  readonly json: boolean;
};

export const shownStates: readonly ShownState[] = [
  "prepared",
  "signing",
  "signed",
  "written",
  "valid",
  "expired",
  "suspended",
  "revoked",
  "abandoned",
];

const day = 24 * 3_600_000;

/** Negative when it is over. */
function daysLeft(notAfter: Date, now: Date): number {
  return Math.round((startOfKstDay(notAfter).getTime() - startOfKstDay(now).getTime()) / day);
}

/** The one that ends first comes first. Whose end is asked for is in use: without states those are the valid and the suspended. */
export function listCertificates(asked: CertificatesAsked, { books, now, print }: CertificatesMeans): 0 {
  const { states, holder, expiresWithin, json } = asked;
  const ends =
    expiresWithin === null
      ? null
      : { from: now, to: new Date(startOfKstDay(now).getTime() + (expiresWithin + 1) * day - 1) };
  const inUse: readonly ShownState[] = ["valid", "suspended"];
  const wanted = states.length === 0 && ends ? inUse : states;
  const kept = new Set(wanted.map((state): CertificateState => (state === "expired" ? "valid" : state)));
  const found = books.certificates
    .find({ states: [...kept], holder, ends })
    .map((each) => ({ ...each, state: shownState(each, now), daysLeft: daysLeft(each.notAfter, now) }))
    .filter(({ state }) => wanted.length === 0 || wanted.includes(state));
  if (json) print(JSON.stringify(found));
  else for (const each of found) print(lineOf(each));
  return 0;
}

function shownState({ state, notAfter }: FoundCertificate, now: Date): ShownState {
  return state === "valid" && notAfter < now ? "expired" : state;
}

type Shown = Omit<FoundCertificate, "state"> & { readonly state: ShownState; readonly daysLeft: number };

function lineOf(found: Shown): string {
  const { issuer, serial, product, state, notAfter, holder } = found;
  const end = `${kstDateText(notAfter)} ${found.daysLeft < 0 ? "(over)" : `(${found.daysLeft} days)`}`;
  const name = holder.replaceAll(/\p{C}/gu, "?");
  return `${issuer.padEnd(7)}  ${serial}  ${product.padEnd(9)}  ${state.padEnd(9)}  ${end.padEnd(21)}  ${name}${sinceWhen(found)}`;
}

function sinceWhen({ state, suspendedAt, revokedAt, reason }: Shown): string {
  if (state === "suspended" && suspendedAt) return `  on hold since ${kstDateText(suspendedAt)}`;
  if (state !== "revoked" || !revokedAt) return "";
  const held = suspendedAt ? `, on hold since ${kstDateText(suspendedAt)}` : "";
  return `  revoked ${kstDateText(revokedAt)} (${reason ?? "unspecified"})${held}`;
}
