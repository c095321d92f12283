// The certificates of this branch and the serials of its issuers.

import { and, eq, inArray, isNotNull, isNull, sql } from "drizzle-orm";
import type { RevocationReason, SerialNumber } from "../src/authority/authority.ts";
import type { CertificateRow, CertificateState, Certificates } from "../src/authority/certificates.ts";
import type { CaFolder } from "../src/authority/product.ts";
import type { CustomerId } from "../src/verification/registry.ts";
import { openCertificateLists, stateOf } from "./certificate-lists.ts";
import type { Database } from "./open.ts";
import { certificates, issuers } from "./schema.ts";

/** Four bytes, positive, nine decimal digits for the subject's sequence: the form that the market's CAs use. */
const firstSerial = 0x10000001;
/** The last one whose high bit is clear. */
const lastSerial = 0x7fffffff;

const openStates = ["prepared", "signed", "written"] as const;

function toRow(row: typeof certificates.$inferSelect): CertificateRow {
  const { issuer, product, terminal, ceremony, toBeSigned, certificate, subject } = row;
  return {
    serial: row.serial as SerialNumber,
    customer: row.customer as CustomerId,
    notBefore: new Date(row.notBefore),
    notAfter: new Date(row.notAfter),
    state: stateOf(row),
    ...{ issuer, product, terminal, ceremony, toBeSigned, certificate, subject },
  };
}

function comingSerial({ orm }: Database, issuer: CaFolder): number {
  return orm.select().from(issuers).where(eq(issuers.issuer, issuer)).get()?.nextSerial ?? firstSerial;
}

function keepSerial({ orm }: Database, issuer: CaFolder, nextSerial: number): void {
  const set = { nextSerial };
  orm
    .insert(issuers)
    .values({ issuer, ...set })
    .onConflictDoUpdate({ target: issuers.issuer, set })
    .run();
}

function textOf(serial: number): SerialNumber {
  return serial.toString(16).padStart(8, "0") as SerialNumber;
}

function nextSerial(database: Database, issuer: CaFolder): SerialNumber {
  return database.transactions.run(() => {
    const serial = comingSerial(database, issuer);
    if (serial > lastSerial) throw new RangeError(`${issuer} has no serial left`);
    keepSerial(database, issuer, serial + 1);
    return textOf(serial);
  });
}

/** Leaves numbers out that may have been given out; `beyond`: the highest that is known to have been. */
export function skipSerials(
  database: Database,
  issuer: CaFolder,
  { beyond, leap }: { readonly beyond: number; readonly leap: number },
): { readonly before: SerialNumber; readonly after: SerialNumber } {
  const before = comingSerial(database, issuer);
  const after = Math.min(Math.max(before, beyond + 1) + leap, lastSerial + 1);
  if (after > before) keepSerial(database, issuer, after);
  return { before: textOf(before), after: textOf(after) };
}

function revoke({ orm }: Database, one: ReturnType<typeof key>, reason: RevocationReason, at: Date): void {
  // `suspended_at` stays: what was on hold counts as revoked from then on.
  const revocation = { state: "revoked", revocationReason: reason, revokedAt: at.toISOString() } as const;
  const standing = and(one, sql`${certificates.state} <> 'revoked'`);
  orm.update(certificates).set(revocation).where(standing).run();
}

/** The table keeps `signing` and `suspended` beside the state: as a mark and as a time. */
function storedState(state: CertificateState) {
  if (state === "signing" || state === "suspended") throw new RangeError(`no row is stored as ${state}`);
  return state;
}

function key(serial: SerialNumber, issuer: CaFolder) {
  return and(eq(certificates.issuer, issuer), eq(certificates.serial, serial));
}

export function openCertificates(database: Database): Certificates {
  const { orm } = database;
  return {
    nextSerial: (issuer) => nextSerial(database, issuer),
    add(row) {
      const state = storedState(row.state);
      const notBefore = row.notBefore.toISOString();
      const notAfter = row.notAfter.toISOString();
      orm
        .insert(certificates)
        .values({ ...row, state, notBefore, notAfter })
        .run();
    },
    advance(serial, issuer, state, certificate) {
      const stored = state === "signing" ? { signing: true } : { state: storedState(state) };
      const signed = certificate ? { certificate } : {};
      const standing = and(key(serial, issuer), sql`${certificates.state} <> 'revoked'`);
      const { changes } = orm
        .update(certificates)
        .set({ ...stored, ...signed })
        .where(standing)
        .run();
      if (changes !== 1) throw new RangeError(`no certificate ${serial} of ${issuer} can become ${state}`);
    },
    revoke: (serial, issuer, reason, at) => revoke(database, key(serial, issuer), reason, at),
    hold(serial, issuer, since) {
      const valid = and(key(serial, issuer), eq(certificates.state, "valid"));
      const suspendedAt = since?.toISOString() ?? null;
      const { changes } = orm.update(certificates).set({ suspendedAt }).where(valid).run();
      if (changes !== 1) throw new RangeError(`no certificate ${serial} of ${issuer} can be held or restored`);
    },
    suspended() {
      const held = and(eq(certificates.state, "valid"), isNotNull(certificates.suspendedAt));
      const rows = orm.select().from(certificates).where(held).all();
      return rows.map((row) => ({ ...toRow(row), suspendedAt: new Date(row.suspendedAt ?? 0) }));
    },
    ...openCertificateLists(database),
    row(serial, issuer) {
      const row = orm.select().from(certificates).where(key(serial, issuer)).get();
      return row ? toRow(row) : null;
    },
    open(terminal) {
      const interrupted = and(eq(certificates.terminal, terminal), inArray(certificates.state, [...openStates]));
      return orm.select().from(certificates).where(interrupted).all().map(toRow);
    },
    ofCustomer(customer) {
      const valid = and(
        eq(certificates.customer, customer),
        eq(certificates.state, "valid"),
        isNull(certificates.suspendedAt),
      );
      return orm.select().from(certificates).where(valid).all().map(toRow);
    },
  };
}
