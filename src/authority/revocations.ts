// What ends a certificate or puts it on hold: the row, both facts and the issuer's list move together.

import type { About } from "../audit/entry.ts";
import type { Journal, Transactions } from "../audit/journal.ts";
import type { RestoreOutcome, Revocations, SerialNumber, SuspendOutcome } from "./authority.ts";
import type { CertificateRow, Certificates } from "./certificates.ts";
import type { CaFolder } from "./product.ts";
import { suspensionEnd } from "./suspension.ts";

export type RevocationMeans = {
  readonly certificates: Certificates;
  readonly transactions: Transactions;
  readonly journal: Journal;
  /** Inside the transaction: what this issuer lists is about to change. */
  listChanges(issuer: CaFolder): void;
};

export function revocations(means: RevocationMeans): Revocations {
  const { certificates, transactions } = means;
  const revoke: Revocations["revoke"] = (serial, issuer, reason, now, about) =>
    transactions.run(() => {
      // A second reason in the journal would not be the one on the list.
      if (rowOf(means, serial, issuer).state === "revoked") return null;
      means.journal.append({ event: "certificate-revoking", serial, issuer, reason }, about);
      certificates.revoke(serial, issuer, reason, now);
      const receipt = means.journal.append({ event: "certificate-revoked", serial, issuer, reason }, about);
      means.listChanges(issuer);
      return receipt;
    });
  return {
    revoke,
    suspend: (serial, issuer, now, about) => transactions.run(() => suspend(means, serial, issuer, now, about)),
    restore: (serial, issuer, now, about) => transactions.run(() => restore(means, serial, issuer, now, about)),
    expireSuspensions: (now) =>
      transactions.run(() => {
        const over = certificates.suspended().filter(({ suspendedAt }) => suspensionEnd(suspendedAt) < now);
        for (const { serial, issuer, ceremony } of over)
          revoke(serial, issuer, "cessationOfOperation", now, { ceremony, staff: null });
        return over.length;
      }),
  };
}

function rowOf({ certificates }: RevocationMeans, serial: SerialNumber, issuer: CaFolder): CertificateRow {
  const row = certificates.row(serial, issuer);
  if (!row) throw new RangeError(`${issuer} has no certificate ${serial}`);
  return row;
}

function suspend(
  means: RevocationMeans,
  serial: SerialNumber,
  issuer: CaFolder,
  now: Date,
  about: About,
): SuspendOutcome {
  const { state, notAfter } = rowOf(means, serial, issuer);
  if (state !== "valid") return { type: "not-valid", state };
  if (notAfter < now) return { type: "not-valid", state: "expired" };
  const until = suspensionEnd(now);
  means.journal.append({ event: "certificate-suspending", serial, issuer }, about);
  means.certificates.hold(serial, issuer, now);
  const fact = { event: "certificate-suspended", serial, issuer, until: until.toISOString() } as const;
  const receipt = means.journal.append(fact, about);
  means.listChanges(issuer);
  return { type: "suspended", until, receipt };
}

function restore(
  means: RevocationMeans,
  serial: SerialNumber,
  issuer: CaFolder,
  now: Date,
  about: About,
): RestoreOutcome {
  const { certificates, journal } = means;
  const row = rowOf(means, serial, issuer);
  const { suspendedAt } = certificates.revocation(serial, issuer) ?? {};
  if (row.state !== "suspended" || !suspendedAt) return { type: "not-suspended", state: row.state };
  const until = suspensionEnd(suspendedAt);
  if (until < now) return { type: "too-late", until };
  // One person holds one bank-limited and one financial certificate at a time.
  const other = certificates.ofCustomer(row.customer).find((each) => each.product === row.product);
  if (row.product !== "general" && other) return { type: "replaced", by: other.serial };
  journal.append({ event: "certificate-restoring", serial, issuer }, about);
  certificates.hold(serial, issuer, null);
  const receipt = journal.append({ event: "certificate-restored", serial, issuer }, about);
  means.listChanges(issuer);
  return { type: "restored", receipt };
}
