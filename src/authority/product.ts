// What is on offer: the certificates that a customer can choose, with their CA, policy, folder and fee. Pure.

import { renewalDays } from "./validity.ts";

export type CaFolder = "yessign" | "SignKorea" | "KICA" | "CrossCert" | "TradeSign" | "NCASign";

export type Product = {
  readonly id: "limited" | "general" | "financial";
  /** The CA that signs, and its folder below NPKI on the medium. */
  readonly ca: CaFolder;
  /** Certificate policy (object identifier). */
  readonly policy: string;
  /** Won, VAT included. */
  readonly fee: number;
  readonly years: 1 | 3;
  /** It can be renewed on its last day and on so many days before it. */
  readonly renewableDays: number;
};

/** Joint certificates, in the order in which they are offered. The CA is a parameter of the product: KFTC has issued no general-purpose certificates since 2006-07-01. */
export const products: readonly Product[] = [
  { id: "limited", ca: "yessign", policy: "1.2.410.200005.1.1.4", fee: 0, years: 1, renewableDays: renewalDays },
  { id: "general", ca: "KICA", policy: "1.2.410.200004.5.2.1.2", fee: 4400, years: 1, renewableDays: renewalDays },
];

/** No policy of financial certificates is public: a place under KFTC's own arc that stands for the one to be configured. */
export const defaultFinancialPolicy = "1.2.410.200005.1.1.999";

/** 금융인증서: KFTC's, three years, in the vault and never on a stick. */
export function financialProduct(policy: string = defaultFinancialPolicy): Product {
  return { id: "financial", ca: "yessign", policy, fee: 0, years: 3, renewableDays: 90 };
}
