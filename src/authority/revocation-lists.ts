// The lists that the issuing CAs publish: a number is spent, the list signed, and then recorded and written at once.

import { createHash } from "node:crypto";
import { nobody } from "../audit/entry.ts";
import type { Journal, Transactions } from "../audit/journal.ts";
import { type CaNames, caNames } from "./ca-certificate.ts";
import type { CaRecord, Certificates, LastList, ListedSerial } from "./certificates.ts";
import { listDer, listToBeSigned } from "./crl.ts";
import type { CaFolder } from "./product.ts";
import { issuingFolders } from "./profiles.ts";
import type { CaKeys, SignerTrouble } from "./signer.ts";

/** Where lists are published: a folder, as a rule. */
export type ListPlace = {
  /** Whole or not at all; a reader meanwhile sees the one before. Null: done; a text says why not. */
  write(issuer: CaFolder, list: Buffer): string | null;
  read(issuer: CaFolder): Buffer | null;
};

export type ListMeans = {
  readonly records: readonly CaRecord[];
  /** Asked for each signature: nothing keeps the key. */
  readonly keys: CaKeys;
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
  /** Another process began a later one meanwhile, and publishes that. */
  | { readonly type: "overtaken"; readonly issuer: CaFolder; readonly number: number }
  /** The CA's key cannot be used; the list before stays. It is due until it is signed. */
  | { readonly type: "not-signed"; readonly issuer: CaFolder; readonly why: SignerTrouble }
  /** The disk does not take it; the list before stays. It is due until it is written. */
  | { readonly type: "not-written"; readonly issuer: CaFolder; readonly number: number; readonly why: string };

/** One list after the other, whoever asks. Both reject with `JournalUnwritable`. */
export type RevocationLists = {
  /** Signs the next list, whatever the last one says. */
  publish(issuer: CaFolder): Promise<PublishOutcome>;
  /** Those that say something else than the last one, were not written, or have used up half of their hours. */
  publishDue(): Promise<readonly PublishOutcome[]>;
  /** When the first of them will have used up half of its hours; null where there is none. */
  nextDue(): Date | null;
};

const hour = 3_600_000;
export function openRevocationLists(means: ListMeans): RevocationLists {
  let turn: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const mine = turn.then(work, work);
    turn = mine;
    return mine;
  };
  return {
    publish: (issuer) => inTurn(() => publishNext(means, issuer)),
    publishDue: () =>
      inTurn(async () => {
        const outcomes: PublishOutcome[] = [];
        for (const issuer of issuingFolders) if (isDue(means, issuer)) outcomes.push(await publishNext(means, issuer));
        return outcomes;
      }),
    nextDue() {
      const lasts = issuingFolders.flatMap((issuer) => means.certificates.lastList(issuer) ?? []);
      const halves = lasts.map(halfOf).sort((a, b) => a - b);
      return halves[0] === undefined ? null : new Date(halves[0]);
    },
  };
}

function halfOf({ thisUpdate, nextUpdate }: LastList): number {
  return (thisUpdate.getTime() + nextUpdate.getTime()) / 2;
}

/** A branch that never revoked anything has no list to be late with. */
function isDue({ certificates, place, now }: ListMeans, issuer: CaFolder): boolean {
  const last = certificates.lastList(issuer);
  if (!last) return certificates.listed(issuer, new Date(0)).length > 0;
  if (!last.published || halfOf(last) <= now().getTime() || place.read(issuer) === null) return true;
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

type Begun = { readonly toBeSigned: Buffer; readonly entries: number; readonly list: Omit<LastList, "published"> };

async function publishNext(means: ListMeans, issuer: CaFolder): Promise<PublishOutcome> {
  const record = means.records.find(({ name }) => name === issuer);
  if (!record) throw new RangeError(`this branch does not issue for ${issuer}`);
  const known = means.keys.trouble();
  if (known) return { type: "not-signed", issuer, why: known };
  const begun = means.transactions.run(() => begin(means, issuer, record));
  const outcome = await means.keys.signer(record).sign(begun.toBeSigned);
  if (outcome.type === "signed") return publishSigned(means, issuer, begun, outcome.signature);
  const { why } = outcome;
  const { number } = begun.list;
  means.journal.append({ event: "revocation-list-not-published", issuer, number, why }, nobody);
  return { type: "not-signed", issuer, why };
}

/**
 * The number rises by one with each intent to sign, whatever the clock says, and is never used again: a power cut, or a
 * token that is taken out, leaves a gap. All else that is known of the last list stays that of the last one signed.
 */
function begin({ certificates, journal, hours, now }: ListMeans, issuer: CaFolder, { certificate }: CaRecord): Begun {
  const before = certificates.lastList(issuer);
  const number = (before?.number ?? 0) + 1;
  const endsFrom = endsFromAfter(before, hours);
  const entries = certificates.listed(issuer, endsFrom);
  // Times on a list are whole seconds (RFC 5280 §5.1.2.4): down, so that the list is never from the future.
  const thisUpdate = new Date(Math.floor(now().getTime() / 1000) * 1000);
  const nextUpdate = new Date(thisUpdate.getTime() + hours * hour);
  const names: CaNames = caNames(certificate);
  const toBeSigned = listToBeSigned({ issuer: names, number, thisUpdate, nextUpdate, entries });
  certificates.keepList(issuer, { ...(before ?? neverSigned), number, published: false });
  const digest = createHash("sha256").update(toBeSigned).digest("hex");
  journal.append({ event: "revocation-list-signing", issuer, number, digest }, nobody);
  const list = { number, thisUpdate, nextUpdate, endsFrom, content: contentOf(entries) };
  return { toBeSigned, entries: entries.length, list };
}

const never = new Date(0);
/** Of an issuer that has no list yet. */
export const neverSigned = { thisUpdate: never, nextUpdate: never, endsFrom: never, content: "" } as const;

/** Under the database's lock, so that of two processes the one with the lower number never writes last. */
function publishSigned(means: ListMeans, issuer: CaFolder, begun: Begun, signature: Uint8Array): PublishOutcome {
  const { certificates, transactions, journal, place } = means;
  const { number, thisUpdate, nextUpdate } = begun.list;
  const list = listDer(begun.toBeSigned, signature);
  const digest = createHash("sha256").update(list).digest("hex");
  const { entries } = begun;
  const fact = { issuer, number, entries, digest, nextUpdate: nextUpdate.toISOString() };
  return transactions.run((): PublishOutcome => {
    journal.append({ event: "revocation-list-signed", ...fact }, nobody);
    if (certificates.lastList(issuer)?.number !== number) return { type: "overtaken", issuer, number };
    const why = place.write(issuer, list);
    if (why !== null) {
      journal.append({ event: "revocation-list-not-published", issuer, number, why }, nobody);
      return { type: "not-written", issuer, number, why };
    }
    certificates.keepList(issuer, { ...begun.list, published: true });
    return { type: "published", issuer, number, entries, thisUpdate, nextUpdate };
  });
}
