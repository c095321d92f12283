// Whether a certificate leads up to a root that this branch trusts (RFC 5280 §6, as far as joint certificates go). Pure.

import { mayUse, type PathCertificate } from "./path-certificate.ts";
import { isSignedBy } from "./signed-object.ts";

/** Why there is no chain; the one that came furthest is told. */
export type ChainRefusal =
  /** Nobody who is trusted here issued it. */
  | "issuer-unknown"
  /** It names an issuer whose key did not sign it. */
  | "signature-wrong"
  | "issuer-not-a-ca"
  | "issuer-not-valid"
  | "path-too-long"
  /** The CA may not issue under this policy. */
  | "policy-not-allowed"
  /** It carries a demand that is not known here. */
  | "demand-unknown"
  /** Not for signing. */
  | "usage-wrong";

export type ChainOutcome =
  /** From the certificate's issuer up to the root. */
  | { readonly type: "chain"; readonly issuers: readonly PathCertificate[] }
  | { readonly type: "no-chain"; readonly why: ChainRefusal };

export type Trust = {
  /** Self-signed, and trusted because they were put there. */
  readonly roots: readonly PathCertificate[];
  /** CAs between; a stick may bring more. None of them is trusted by itself. */
  readonly between: readonly PathCertificate[];
};

const anyPolicy = "2.5.29.32.0";
/** Root, accredited CA, user: nothing real has more than one between. */
const mostBetween = 4;
/** A stick can bring many CAs of one name: each verification takes a tenth of a millisecond. */
const mostVerified = 100;

const ranked: readonly ChainRefusal[] = [
  "issuer-unknown",
  "issuer-not-a-ca",
  "signature-wrong",
  "path-too-long",
  "policy-not-allowed",
  "issuer-not-valid",
  "demand-unknown",
  "usage-wrong",
];

type Search = { readonly trust: Trust; readonly policy: string; readonly now: Date; verified: number };

export function findChain(certificate: PathCertificate, trust: Trust, now: Date): ChainOutcome {
  if (certificate.notUnderstood.length > 0) return { type: "no-chain", why: "demand-unknown" };
  if (!mayUse(certificate, "digitalSignature")) return { type: "no-chain", why: "usage-wrong" };
  return above(certificate, [], { trust, policy: certificate.policies[0] ?? "", now, verified: 0 });
}

/** `below`: the CAs between the user's certificate and this one, itself included. */
function above(certificate: PathCertificate, below: readonly PathCertificate[], search: Search): ChainOutcome {
  const { roots, between } = search.trust;
  let worst: ChainRefusal = "issuer-unknown";
  for (const issuer of [...roots, ...between]) {
    if (!mayHaveIssued(issuer, certificate) || [certificate, ...below].includes(issuer)) continue;
    const isRoot = roots.includes(issuer);
    const why = linkRefusal(issuer, certificate, below, search, isRoot);
    const outcome: ChainOutcome = why
      ? { type: "no-chain", why }
      : isRoot
        ? { type: "chain", issuers: [...below, issuer] }
        : above(issuer, [...below, issuer], search);
    if (outcome.type === "chain") return outcome;
    if (ranked.indexOf(outcome.why) > ranked.indexOf(worst)) worst = outcome.why;
  }
  return { type: "no-chain", why: worst };
}

/** By name, and by key where both say which one. */
function mayHaveIssued(issuer: PathCertificate, { issuer: name, authorityKeyId }: PathCertificate): boolean {
  if (!issuer.subject.equals(name)) return false;
  return authorityKeyId === null || issuer.subjectKeyId === null || issuer.subjectKeyId.equals(authorityKeyId);
}

function linkRefusal(
  issuer: PathCertificate,
  certificate: PathCertificate,
  below: readonly PathCertificate[],
  search: Search,
  isRoot: boolean,
): ChainRefusal | null {
  if (!issuer.isCa || !mayUse(issuer, "keyCertSign")) return "issuer-not-a-ca";
  if (below.length >= mostBetween || below.length > (issuer.pathLength ?? below.length)) return "path-too-long";
  if (issuer.notUnderstood.length > 0) return "demand-unknown";
  if (search.now < issuer.notBefore || search.now > issuer.notAfter) return "issuer-not-valid";
  search.verified += 1;
  if (search.verified > mostVerified || !isSignedBy(certificate.signed, issuer.publicKey)) return "signature-wrong";
  return isRoot || passesOn(issuer, search.policy) ? null : "policy-not-allowed";
}

/** A CA that names policies issues under no other. */
function passesOn({ policies }: PathCertificate, policy: string): boolean {
  return policies.length === 0 || policies.includes(anyPolicy) || policies.includes(policy);
}
