// The certificate policies of the accredited CAs: whose they are, what kind of certificate they mean, which are taken. Pure.

import type { CaFolder } from "../authority/product.ts";

export type PolicyKind =
  | "general"
  | "corporate-general"
  | "bank"
  | "corporate-bank"
  | "securities"
  | "securities-insurance"
  | "card"
  | "tax";

type KnownPolicy = { readonly policy: string; readonly ca: CaFolder; readonly kind: PolicyKind };

const arcs: Readonly<Record<CaFolder, string>> = {
  yessign: "1.2.410.200005.1.",
  KICA: "1.2.410.200004.5.2.1.",
  SignKorea: "1.2.410.200004.5.1.1.",
  NCASign: "1.2.410.200004.5.3.1.",
  CrossCert: "1.2.410.200004.5.4.1.",
  TradeSign: "1.2.410.200012.1.1.",
};

type Kinds = Readonly<Record<string, PolicyKind>>;

/** By the last arcs. */
const kinds: Readonly<Record<CaFolder, Kinds>> = {
  yessign: {
    ...{ "1.1": "general", "1.4": "bank", "1.6.2": "card" },
    ...{ "1.5": "corporate-general", "1.2": "corporate-bank", "1.6.8": "tax" },
  },
  KICA: { "2": "general", "7.1": "bank", "7.2": "securities", "7.3": "card", "1": "corporate-general" },
  SignKorea: { "5": "general", "9": "securities-insurance", "9.2": "card", "7": "corporate-general" },
  NCASign: { "9": "general", "2": "corporate-general" },
  CrossCert: { "1": "general", "101": "bank", "102": "securities", "2": "corporate-general" },
  TradeSign: { "1": "general", "101": "bank", "103": "securities", "105": "card", "3": "corporate-general" },
};

const cas = Object.keys(arcs) as readonly CaFolder[];

const knownPolicies: readonly KnownPolicy[] = cas.flatMap((ca) =>
  Object.entries(kinds[ca]).map(([last, kind]) => ({ policy: `${arcs[ca]}${last}`, ca, kind })),
);

/** Null of a policy that nobody accredited wrote. */
export function kindOfPolicy(policy: string): PolicyKind | null {
  return knownPolicies.find((known) => known.policy === policy)?.kind ?? null;
}

export function policyOf(ca: CaFolder, kind: PolicyKind): string | null {
  return knownPolicies.find((known) => known.ca === ca && known.kind === kind)?.policy ?? null;
}

/** What a bank takes of a person unless it is set otherwise: all purposes, or banking. */
export const individualPolicies: readonly string[] = knownPolicies
  .filter(({ kind }) => kind === "general" || kind === "bank")
  .map(({ policy }) => policy);
