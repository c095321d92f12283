// The lists that the issuing CAs publish: signed and counted in one transaction, written when it is durable.

import { createHash, type KeyObject, sign } from "node:crypto";
import type { Journal, Transactions } from "../audit/journal.ts";
import { type CaNames, caNames } from "./ca-certificate.ts";
import type { CaRecord, Certificates, LastList, ListedSerial } from "./certificates.ts";
import { listDer, listToBeSigned } from "./crl.ts";
import type { CaFolder } from "./product.ts";
import { issuingFolders } from "./profiles.ts";

/** Where lists are published: a folder, as a rule. */
export type ListPlace = {
  /** Whole or not at all; a reader meanwhile sees the one before. Null: done; a text says why not. */
  write(issuer: CaFolder, list: Buffer): string | null;
  read(issuer: CaFolder): Buffer | null;
};

export type ListMeans = {
  readonly records: readonly CaRecord[];
  /** For one signature; nothing keeps the key. */
  unlock(record: CaRecord): KeyObject;
  readonly certificates: Certificates;
  readonly transactions: Transactions;
  readonly journal: Journal;
  readonly place: ListPlace;
  /** From thisUpdate to nextUpdate. */
  readonly hours: number;
  now(): Date;
};

export type PublishOutcome =
  | {
      readonly type: "published";
      readonly issuer: CaFolder;
      readonly number: number;
      readonly entries: number;
      readonly thisUpdate: Date;
      readonly nextUpdate: Date;
    }
  /** Another process signed a later one meanwhile, and publishes that. */
  | { readonly type: "overtaken"; readonly issuer: CaFolder; readonly number: number }
  /** The disk does not take it; the list before stays. It is due until it is written. */
  | { readonly type: "not-written"; readonly issuer: CaFolder; readonly number: number; readonly why: string };

export type RevocationLists = {
  /** Signs the next list, whatever the last one says. Throws `JournalUnwritable`. */
  publish(issuer: CaFolder): PublishOutcome;
  /** Those that say something else than the last one, were not written, or have used up half of their hours. */
  publishDue(): readonly PublishOutcome[];
};

const hour = 3_600_000;
const nobody = { ceremony: null, staff: null } as const;

export function openRevocationLists(means: ListMeans): RevocationLists {
  const publish = (issuer: CaFolder): PublishOutcome => publishNext(means, issuer);
  return { publish, publishDue: () => issuingFolders.filter((issuer) => isDue(means, issuer)).map(publish) };
}

/** A branch that never revoked anything has no list to be late with. */
function isDue({ certificates, place, now }: ListMeans, issuer: CaFolder): boolean {
  const last = certificates.lastList(issuer);
  if (!last) return certificates.listed(issuer, new Date(0)).length > 0;
  const half = (last.thisUpdate.getTime() + last.nextUpdate.getTime()) / 2;
  if (!last.published || half <= now().getTime() || place.read(issuer) === null) return true;
  return contentOf(certificates.listed(issuer, last.endsFrom)) !== last.content;
}

/**
 * An entry leaves the list when its certificate had been over for a list's whole time at the list before: so it stood on
 * at least one that was made beyond its end (RFC 5280 §3.3), and whoever keeps that until its end has seen it.
 */
function endsFromAfter(last: LastList | null, hours: number): Date {
  return new Date(last ? last.thisUpdate.getTime() - hours * hour : 0);
}

function contentOf(entries: readonly ListedSerial[]): string {
  return createHash("sha256").update(JSON.stringify(entries)).digest("hex");
}

type Signed = { readonly list: Buffer; readonly last: LastList; readonly entries: number };

function publishNext(means: ListMeans, issuer: CaFolder): PublishOutcome {
  const { certificates, transactions, journal, place } = means;
  const { list, last, entries } = transactions.run(() => signNext(means, issuer));
  const { number, thisUpdate, nextUpdate } = last;
  // Under the database's lock, so that of two processes the one with the lower number never writes last.
  return transactions.run((): PublishOutcome => {
    if (certificates.lastList(issuer)?.number !== number) return { type: "overtaken", issuer, number };
    const why = place.write(issuer, list);
    if (why !== null) {
      journal.append({ event: "revocation-list-not-published", issuer, number, why }, nobody);
      return { type: "not-written", issuer, number, why };
    }
    certificates.keepList(issuer, { ...last, published: true });
    return { type: "published", issuer, number, entries, thisUpdate, nextUpdate };
  });
}

/** The number rises by one with each signature, whatever the clock says; a list whose transaction failed leaves nobody's hands. */
function signNext(means: ListMeans, issuer: CaFolder): Signed {
  const { certificates, journal, hours } = means;
  const record = means.records.find(({ name }) => name === issuer);
  if (!record) throw new RangeError(`this branch does not issue for ${issuer}`);
  const before = certificates.lastList(issuer);
  const number = (before?.number ?? 0) + 1;
  const endsFrom = endsFromAfter(before, hours);
  const entries = certificates.listed(issuer, endsFrom);
  // Times on a list are whole seconds (RFC 5280 §5.1.2.4): down, so that the list is never from the future.
  const thisUpdate = new Date(Math.floor(means.now().getTime() / 1000) * 1000);
  const nextUpdate = new Date(thisUpdate.getTime() + hours * hour);
  const names: CaNames = caNames(record.certificate);
  const toBeSigned = listToBeSigned({ issuer: names, number, thisUpdate, nextUpdate, entries });
  const list = listDer(toBeSigned, sign("sha256", toBeSigned, means.unlock(record)));
  const digest = createHash("sha256").update(list).digest("hex");
  const last: LastList = { number, thisUpdate, nextUpdate, endsFrom, content: contentOf(entries), published: false };
  certificates.keepList(issuer, last);
  const fact = { issuer, number, entries: entries.length, digest, nextUpdate: nextUpdate.toISOString() };
  journal.append({ event: "revocation-list-signed", ...fact }, nobody);
  return { list, last, entries: entries.length };
}
