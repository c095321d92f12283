// Which of a customer's certificates a new one takes the place of.

import type { CustomerId } from "../verification/registry.ts";
import type { CertificateRow, Certificates } from "./certificates.ts";
import type { Product } from "./product.ts";

/** A certificate that a new one takes the place of, as it is told before. */
type Replaced = Pick<CertificateRow, "serial" | "notAfter"> & {
  /** Suspended (효력정지): behind a new one nothing restores it. */
  readonly suspended: boolean;
};

/** What a customer has that counts, or would count again when it is restored; expired ones too. */
export function standingOf(
  { ofCustomer, suspended }: Pick<Certificates, "ofCustomer" | "suspended">,
  customer: CustomerId,
): readonly CertificateRow[] {
  return [...ofCustomer(customer), ...suspended().filter((row) => row.customer === customer)];
}

/**
 * `rows`: those that stand. One person holds one bank-limited and one financial certificate at a time, and one on hold is
 * held too: restored behind the new one it would be a second. General-purpose ones stand beside each other. What is over
 * by itself needs no revocation.
 */
export function supersededBy(
  { id }: Pick<Product, "id">,
  rows: readonly CertificateRow[],
  now: Date,
): readonly CertificateRow[] {
  if (id === "general") return [];
  const stands = ({ state, notAfter }: CertificateRow) =>
    (state === "valid" || state === "suspended") && notAfter > now;
  return rows.filter((row) => row.product === id && stands(row));
}

/** As they are told before. */
export function replacedBy(
  product: Pick<Product, "id">,
  rows: readonly CertificateRow[],
  now: Date,
): readonly Replaced[] {
  return supersededBy(product, rows, now).map(({ serial, notAfter, state }) => ({
    serial,
    notAfter,
    suspended: state === "suspended",
  }));
}
