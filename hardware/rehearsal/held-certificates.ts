// Which certificates some training customers have at the start, each on a stick of its holder.

import type { Product } from "../../src/authority/product.ts";

export type Held = {
  readonly customer: string;
  readonly product: Product["id"];
  readonly daysLeft: number;
  readonly password: string;
};

/** `daysLeft` counts from the day on which the training branch is made. */
export const held: readonly Held[] = [
  { customer: "lee", product: "limited", daysLeft: 300, password: "Cert!lee58" },
  { customer: "park", product: "limited", daysLeft: 20, password: "Cert!park58" },
  { customer: "choi", product: "limited", daysLeft: -40, password: "Cert!choi58" },
  { customer: "smith", product: "general", daysLeft: 100, password: "Cert!smith58" },
];
