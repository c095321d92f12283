// Behind an accepted old copy no number is given out twice (RFC 5280 §4.1.2.2 and §5.2.3), and what was revoked stays revoked.

import type { ListedSerial } from "../src/authority/certificates.ts";
import type { CaFolder } from "../src/authority/product.ts";
import { neverSigned } from "../src/authority/revocation-lists.ts";
import { suspensionEnd } from "../src/authority/suspension.ts";
import type { PublishedList } from "../src/reliance/published-list.ts";
import { openCaRecords } from "./ca-records.ts";
import { keepOrphans } from "./certificate-lists.ts";
import { openCertificates, skipSerials } from "./certificates.ts";
import type { Done, OldCopyMeans } from "./old-copy.ts";
import type { Database } from "./open.ts";

/** The last list of an issuer that was published; null where none is left. `certificate`: the CA's own, DER. */
export type Published = (issuer: CaFolder, certificate: Buffer) => PublishedList | null;

/** Serials that no certificate here has: one was handed out, at least, with whatever the last list names. */
export function serialsSkipAhead({ database, published, leap }: OldCopyMeans): Done {
  const serials = issuingCas(database).map(({ issuer, certificate }) => {
    const listed = published(issuer, certificate)?.entries ?? [];
    const beyond = Math.max(0, ...listed.map(({ serial }) => Number.parseInt(serial, 16)));
    const { before, after } = skipSerials(database, issuer, { beyond, leap });
    return `${issuer} ${before} ${after}`;
  });
  return { serials };
}

function issuingCas(database: Database): readonly { readonly issuer: CaFolder; readonly certificate: Buffer }[] {
  return openCaRecords(database)
    .all()
    .flatMap(({ name, certificate }) => (name === "root" ? [] : [{ issuer: name, certificate }]));
}

/**
 * The next list of each issuer says that it is the newest, and lists again whom the last published one listed: else what was
 * revoked in the gap would be good again. It is due at once.
 */
export function listsSkipAhead({ database, published, leap }: OldCopyMeans): Done {
  const { lastList, keepList } = openCertificates(database);
  const done = issuingCas(database).map(({ issuer, certificate }) => {
    const last = lastList(issuer);
    const list = published(issuer, certificate);
    const before = Math.max(last?.number ?? 0, list?.number ?? 0);
    const number = before + leap;
    keepList(issuer, { ...(last ?? neverSigned), number, published: false });
    // An older one says nothing that the copy does not know, and may have been taken back since.
    const entries = list && list.number > (last?.number ?? 0) ? list.entries : [];
    return { name: `${issuer} ${before} ${number}`, ...relist(database, issuer, entries) };
  });
  return {
    lists: done.map(({ name }) => name),
    listed: done.reduce((sum, { listed }) => sum + listed, 0),
    unknown: done.reduce((sum, { unknown }) => sum + unknown, 0),
    rows: done.flatMap(({ rows }) => rows),
  };
}

type Relisted = { readonly listed: number; readonly unknown: number; readonly rows: NonNullable<Done["rows"]> };

function relist(database: Database, issuer: CaFolder, entries: readonly ListedSerial[]): Relisted {
  const { row } = openCertificates(database);
  const orphans = entries.filter(({ serial }) => row(serial, issuer) === null);
  keepOrphans(database, issuer, orphans);
  const facts = entries.map((entry) => listAgain(database, issuer, entry)).filter((rows) => rows.length > 0);
  return { listed: facts.length, unknown: orphans.length, rows: facts.flat() };
}

/** Nothing for what the copy knows, or knows nothing of. */
function listAgain(
  database: Database,
  issuer: CaFolder,
  { serial, since, reason }: ListedSerial,
): NonNullable<Done["rows"]> {
  const certificates = openCertificates(database);
  const row = certificates.row(serial, issuer);
  const held = reason === "certificateHold";
  if (!row || row.state === "revoked" || (held && row.state !== "valid")) return [];
  const about = { ceremony: row.ceremony, staff: null };
  if (!held) {
    certificates.revoke(serial, issuer, reason, since);
    const fact = { serial, issuer, reason };
    return [
      { fact: { event: "certificate-revoking", ...fact }, about },
      { fact: { event: "certificate-revoked", ...fact }, about },
    ];
  }
  certificates.hold(serial, issuer, since);
  const until = suspensionEnd(since).toISOString();
  return [
    { fact: { event: "certificate-suspending", serial, issuer }, about },
    { fact: { event: "certificate-suspended", serial, issuer, until }, about },
  ];
}
