// `changgu ca crl`: signs and publishes the revocation lists now.

import type { CaFolder } from "../authority/product.ts";
import { issuingFolders, type Purpose } from "../authority/profiles.ts";
import {
  type ListPlace,
  openRevocationLists,
  type PublishOutcome,
  type RevocationLists,
} from "../authority/revocation-lists.ts";
import { revocations } from "../authority/revocations.ts";
import type { CaKeys } from "../authority/signer.ts";
import type { Books } from "../books.ts";
import type { Clock } from "../clock.ts";
import { troubleInWords } from "./signer-words.ts";

export type CaMeans = {
  readonly books: Books;
  readonly keys: CaKeys;
  readonly purpose: Purpose;
  readonly place: ListPlace;
  /** Where the place keeps an issuer's list, for people. */
  fileOf(issuer: CaFolder): string;
  readonly listHours: number;
  readonly clock: Clock;
  readonly json: boolean;
  print(line: string): void;
  complain(line: string): void;
};

/** 0: done. 2: it could not run. */
export type CaExitCode = 0 | 2;

export type Issuing = {
  readonly lists: RevocationLists;
  /** Revokes what was on hold for too long; returns how many. */
  expireSuspensions(now: Date): number;
};

export function issuingOf({ books, keys, place, listHours, clock }: CaMeans): Issuing {
  const { certificates, transactions, journal } = books;
  const kept = { certificates, transactions, journal };
  const records = books.authorities.all();
  const means = { ...kept, records, keys, place, hours: listHours, now: clock.now };
  // Its callers publish what is due themselves.
  const { expireSuspensions } = revocations({ ...kept, listChanges() {} });
  return { lists: openRevocationLists(means), expireSuspensions };
}

/** Signs and writes a list of every issuing CA, due or not. Rejects with `JournalUnwritable`. */
export async function publishLists(means: CaMeans): Promise<CaExitCode> {
  const { lists, expireSuspensions } = issuingOf(means);
  expireSuspensions(means.clock.now());
  const outcomes: PublishOutcome[] = [];
  for (const issuer of issuingFolders) outcomes.push(await lists.publish(issuer));
  means.books.journal.seal();
  if (means.json)
    means.print(JSON.stringify(outcomes.map((outcome) => ({ ...outcome, file: means.fileOf(outcome.issuer) }))));
  for (const outcome of outcomes) {
    const line = published(outcome, means);
    if (isMissing(outcome)) means.complain(line);
    else if (!means.json) means.print(line);
  }
  return outcomes.some(isMissing) ? 2 : 0;
}

/** The list before is the last one that anybody can have. */
export function isMissing({ type }: PublishOutcome): boolean {
  return type === "not-written" || type === "not-signed";
}

export function published(outcome: PublishOutcome, { fileOf }: Pick<CaMeans, "fileOf">): string {
  const { issuer } = outcome;
  switch (outcome.type) {
    case "published": {
      const serials = outcome.entries === 1 ? "1 serial" : `${outcome.entries} serials`;
      return `${issuer}: list ${outcome.number} with ${serials}, next by ${outcome.nextUpdate.toISOString()}: ${fileOf(issuer)}`;
    }
    case "overtaken":
      return `${issuer}: list ${outcome.number} was overtaken by a later one, which stands in ${fileOf(issuer)}`;
    case "not-written":
      return `${issuer}: list ${outcome.number} is signed and not published: ${outcome.why}. Make room or set the folder right, and run it again.`;
    case "not-signed":
      return `${issuer}: no list is signed: ${troubleInWords(outcome.why)}`;
  }
}
