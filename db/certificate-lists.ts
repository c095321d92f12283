// What stands on revocation lists, the last list of each issuer, and certificates found by state, holder and end.

import { and, asc, eq, gte, isNotNull, lte, or, sql } from "drizzle-orm";
import type { SerialNumber } from "../src/authority/authority.ts";
import type {
  CertificateSearch,
  CertificateState,
  Certificates,
  FoundCertificate,
  LastList,
  ListedSerial,
  Revocation,
} from "../src/authority/certificates.ts";
import type { CaFolder } from "../src/authority/product.ts";
import type { Database, ReadDatabase } from "./open.ts";
import { certificates, customers, meta } from "./schema.ts";

type Row = typeof certificates.$inferSelect;

/** The table keeps the intent to sign and the hold beside the state, since the state's constraint cannot grow. */
export function stateOf(row: Pick<Row, "state" | "signing" | "suspendedAt">): CertificateState {
  if (row.state === "prepared" && row.signing) return "signing";
  return row.state === "valid" && row.suspendedAt !== null ? "suspended" : row.state;
}

const dateOf = (text: string | null): Date | null => (text === null ? null : new Date(text));

function revocationOf(row: Pick<Row, "suspendedAt" | "revokedAt" | "revocationReason">): Revocation {
  const { suspendedAt, revokedAt, revocationReason: reason } = row;
  return { suspendedAt: dateOf(suspendedAt), revokedAt: dateOf(revokedAt), reason };
}

function revocationOfOrphan({ since, reason }: ListedSerial): Revocation {
  if (reason === "certificateHold") return { suspendedAt: since, revokedAt: null, reason: null };
  return { suspendedAt: null, revokedAt: since, reason };
}

function listed({ orm }: Database, issuer: CaFolder, endsFrom: Date): readonly ListedSerial[] {
  const { serial, suspendedAt, revokedAt, revocationReason: reason } = certificates;
  const stands = or(
    eq(certificates.state, "revoked"),
    and(eq(certificates.state, "valid"), isNotNull(certificates.suspendedAt)),
  );
  return orm
    .select({ serial, suspendedAt, revokedAt, reason })
    .from(certificates)
    .where(and(eq(certificates.issuer, issuer), stands, gte(certificates.notAfter, endsFrom.toISOString())))
    .orderBy(asc(serial))
    .all()
    .map((row) => ({
      serial: row.serial as SerialNumber,
      // From the hold on nobody could rely on it: a later date would make what was signed meanwhile good again.
      since: new Date(row.suspendedAt ?? row.revokedAt ?? 0),
      reason: row.revokedAt === null ? "certificateHold" : (row.reason ?? "unspecified"),
    }));
}

/** Nobody knows when one of them ends, so that it stays on every list. */
function listedWithOrphans(database: Database, issuer: CaFolder, endsFrom: Date): readonly ListedSerial[] {
  const orphans = orphansOf(database, issuer);
  const found = listed(database, issuer, endsFrom);
  return orphans.length === 0 ? found : [...found, ...orphans].sort((a, b) => (a.serial < b.serial ? -1 : 1));
}

/** Letters of ASCII in either case; nothing in it is a pattern. */
function nameContains(part: string) {
  return sql`instr(lower(${customers.name}), lower(${part.normalize("NFC")})) > 0`;
}

function find({ orm }: Database, { states, holder, ends }: CertificateSearch): readonly FoundCertificate[] {
  const { serial, issuer, product, state, terminal, notBefore, notAfter } = certificates;
  const { signing, suspendedAt, revokedAt, revocationReason } = certificates;
  const wanted = and(
    holder === null ? undefined : nameContains(holder),
    ends === null ? undefined : gte(notAfter, ends.from.toISOString()),
    ends === null ? undefined : lte(notAfter, ends.to.toISOString()),
  );
  return orm
    .select({
      ...{ serial, issuer, product, state, terminal, notBefore, notAfter },
      ...{ signing, suspendedAt, revokedAt, revocationReason },
      holder: customers.name,
    })
    .from(certificates)
    .innerJoin(customers, eq(certificates.customer, customers.id))
    .where(wanted)
    .orderBy(asc(notAfter), asc(issuer), asc(serial))
    .all()
    .map((row) => ({
      ...{ issuer: row.issuer, product: row.product, terminal: row.terminal, holder: row.holder },
      serial: row.serial as SerialNumber,
      state: stateOf(row),
      notBefore: new Date(row.notBefore),
      notAfter: new Date(row.notAfter),
      ...revocationOf(row),
    }))
    .filter((row) => states.length === 0 || states.includes(row.state));
}

const nameOf = (issuer: CaFolder): string => `revocation-list.${issuer}`;
const orphansName = (issuer: CaFolder): string => `revocation-orphans.${issuer}`;

function keptValue({ orm }: Pick<ReadDatabase, "orm">, name: string): string | null {
  return orm.select().from(meta).where(eq(meta.name, name)).get()?.value ?? null;
}

function keepValue({ orm }: Database, name: string, value: string): void {
  orm.insert(meta).values({ name, value }).onConflictDoUpdate({ target: meta.name, set: { value } }).run();
}

/** Revoked or on hold by a list that was published, while what is known of their certificates was lost with a database. */
function orphansOf(database: Database, issuer: CaFolder): readonly ListedSerial[] {
  const kept = JSON.parse(keptValue(database, orphansName(issuer)) ?? "[]") as readonly KeptEntry[];
  return kept.map((entry) => ({ ...entry, since: new Date(entry.since) }));
}

export function keepOrphans(database: Database, issuer: CaFolder, found: readonly ListedSerial[]): void {
  const kept = new Map([...orphansOf(database, issuer), ...found].map((entry) => [entry.serial, entry]));
  if (kept.size > 0) keepValue(database, orphansName(issuer), JSON.stringify([...kept.values()]));
}

type KeptEntry = Omit<ListedSerial, "since"> & { readonly since: string };
type KeptList = { readonly [Key in keyof LastList]: LastList[Key] extends Date ? string : LastList[Key] };

export function lastList(database: Pick<ReadDatabase, "orm">, issuer: CaFolder): LastList | null {
  const kept = keptValue(database, nameOf(issuer));
  if (kept === null) return null;
  const list = JSON.parse(kept) as KeptList;
  const { thisUpdate, nextUpdate, endsFrom } = list;
  return {
    ...list,
    thisUpdate: new Date(thisUpdate),
    nextUpdate: new Date(nextUpdate),
    endsFrom: new Date(endsFrom),
  };
}

export function openCertificateLists(
  database: Database,
): Pick<Certificates, "revocation" | "listed" | "lastList" | "keepList" | "find"> {
  return {
    revocation(serial, issuer) {
      const one = and(eq(certificates.issuer, issuer), eq(certificates.serial, serial));
      const row = database.orm.select().from(certificates).where(one).get();
      if (row) return revocationOf(row);
      const orphan = orphansOf(database, issuer).find((entry) => entry.serial === serial);
      return orphan ? revocationOfOrphan(orphan) : null;
    },
    listed: (issuer, endsFrom) => listedWithOrphans(database, issuer, endsFrom),
    lastList: (issuer) => lastList(database, issuer),
    keepList: (issuer, list) => keepValue(database, nameOf(issuer), JSON.stringify(list)),
    find: (search) => find(database, search),
  };
}
