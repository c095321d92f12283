// Whether every CA of a chain still stands by what it signed: by the certificate, and by the CAs between it and the root.

import type { PathCertificate } from "./path-certificate.ts";
import { type Standing, type StandingSources, standingOf } from "./standing.ts";

export type Chained = {
  readonly certificate: PathCertificate;
  /** From whoever issued it up to the root, which is trusted because it was put there. */
  readonly issuers: readonly PathCertificate[];
  /** CAs that came with it: whoever keeps the folder of roots knows nothing of them. */
  readonly beside: readonly PathCertificate[];
};

export type ChainStanding =
  | Standing
  /** A CA above it is revoked or on hold, or was never one: whatever it signed counts for nothing. */
  | { readonly type: "issuer-revoked" };

/** What is said against the certificate itself is told first. Lists are read once. */
export async function standingOfChain(
  { certificate, issuers, beside }: Chained,
  sources: StandingSources,
  now: Date,
): Promise<ChainStanding> {
  const lists = await sources.lists();
  const standings: Standing[] = [];
  for (const [index, above] of issuers.entries()) {
    const below = issuers[index - 1] ?? certificate;
    const standing = await standingOf(below, above, { ...sources, lists: async () => lists }, now);
    // Who put a CA into the folder of roots answers for it where nobody else does.
    const vouched = below !== certificate && standing.type === "unanswered" && !beside.includes(below);
    standings.push(vouched ? { type: "good", by: "list" } : standing);
  }
  const [own, ...ofCas] = standings;
  if (own === undefined || isAgainst(own)) return own ?? { type: "unanswered", why: "no-source" };
  if (ofCas.some(isAgainst)) return { type: "issuer-revoked" };
  return standings.find(({ type }) => type === "unanswered") ?? own;
}

function isAgainst({ type }: Standing): boolean {
  return type === "revoked" || type === "unknown";
}
