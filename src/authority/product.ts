// What is on offer: the certificates that a customer can choose, with their CA, policy, folder and fee. Pure.

export type CaFolder = "yessign" | "SignKorea" | "KICA" | "CrossCert" | "TradeSign" | "NCASign";

export type Product = {
  readonly id: "limited" | "general";
  /** The CA that signs, and its folder below NPKI on the medium. */
  readonly ca: CaFolder;
  /** Certificate policy (object identifier). */
  readonly policy: string;
  /** Won, VAT included. */
  readonly fee: number;
  readonly years: 1;
};

/** The CA is a parameter of the product: KFTC has issued no general-purpose certificates since 2006-07-01. */
export const products: readonly Product[] = [
  { id: "limited", ca: "yessign", policy: "1.2.410.200005.1.1.4", fee: 0, years: 1 },
  { id: "general", ca: "KICA", policy: "1.2.410.200004.5.2.1.2", fee: 4400, years: 1 },
];
