// Which of a customer's certificates a new one takes the place of. Pure.

import type { CertificateRow } from "./certificates.ts";
import type { Product } from "./product.ts";

/** One person holds one bank-limited and one financial certificate at a time; general-purpose ones stand beside each other. */
export function supersededBy(product: Product, rows: readonly CertificateRow[]): readonly CertificateRow[] {
  if (product.id === "general") return [];
  return rows.filter((row) => row.product === product.id && row.state === "valid");
}
