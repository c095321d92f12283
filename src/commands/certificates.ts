// `changgu certificates`: what this branch issued, found by state, holder and end; no number of a person is shown.

import type { CertificateState, FoundCertificate } from "../authority/certificates.ts";
import { kstDateText, startOfKstDay } from "../authority/validity.ts";
import type { Books } from "../books.ts";

export type CertificatesMeans = {
  readonly books: Pick<Books, "certificates">;
  readonly now: Date;
  print(line: string): void;
};

export type CertificatesAsked = {
  readonly states: readonly CertificateState[];
  readonly holder: string | null;
  /** Whole days of Korean time; 0: today is the last one. */
  readonly expiresWithin: number | null;
  readonly json: boolean;
};

export const certificateStates: readonly CertificateState[] = [
  "prepared",
  "signing",
  "signed",
  "written",
  "valid",
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
  const inUse: readonly CertificateState[] = ["valid", "suspended"];
  const wanted = states.length === 0 && ends ? inUse : states;
  const found = books.certificates.find({ states: wanted, holder, ends });
  const told = (each: FoundCertificate) => ({
    ...each,
    daysLeft: daysLeft(each.notAfter, now),
    expired: each.notAfter < now,
  });
  if (json) print(JSON.stringify(found.map(told)));
  else for (const each of found) print(lineOf(each, now));
  return 0;
}

function lineOf(found: FoundCertificate, now: Date): string {
  const { issuer, serial, product, state, notAfter, holder } = found;
  const left = daysLeft(notAfter, now);
  // Whoever asks for the valid ones is told which of them are over.
  const shown = state === "valid" && notAfter < now ? "expired" : state;
  const end = `${kstDateText(notAfter)} ${notAfter < now ? "(over)" : `(${left} days)`}`;
  const name = holder.replaceAll(/\p{C}/gu, "?");
  return `${issuer.padEnd(7)}  ${serial}  ${product.padEnd(9)}  ${shown.padEnd(9)}  ${end.padEnd(21)}  ${name}${sinceWhen(found)}`;
}

function sinceWhen({ state, suspendedAt, revokedAt, reason }: FoundCertificate): string {
  if (state === "suspended" && suspendedAt) return `  on hold since ${kstDateText(suspendedAt)}`;
  if (state !== "revoked" || !revokedAt) return "";
  const held = suspendedAt ? `, on hold since ${kstDateText(suspendedAt)}` : "";
  return `  revoked ${kstDateText(revokedAt)} (${reason ?? "unspecified"})${held}`;
}
