// The terms that a customer agrees to, in the order in which they are shown. Their words stand in the catalogue.

import type { Product } from "../authority/product.ts";

export type TermId = "certificate-service" | "financial-service" | "personal-data" | "unique-identifier";

/** Each article is one page; its number of articles is checked against the catalogue by a test. */
export const terms: readonly { readonly id: TermId; readonly version: string; readonly articles: number }[] = [
  { id: "certificate-service", version: "2026-07", articles: 4 },
  { id: "financial-service", version: "2026-11", articles: 4 },
  { id: "personal-data", version: "2026-07", articles: 3 },
  { id: "unique-identifier", version: "2026-07", articles: 2 },
];

export function term(id: TermId): (typeof terms)[number] {
  const found = terms.find((one) => one.id === id);
  if (!found) throw new Error(`no term ${id}`);
  return found;
}

/** Those of a joint certificate or of a financial one: as many of the one as of the other. */
export function termsOf(product: Product["id"] | undefined): typeof terms {
  const others: TermId = product === "financial" ? "certificate-service" : "financial-service";
  return terms.filter(({ id }) => id !== others);
}
