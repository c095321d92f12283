// The examination of a certificate that another CA issued: each check passes, fails for a named reason, or could not be made.

import { createPublicKey, type KeyObject } from "node:crypto";
import type { ReadCertificate } from "../npki/certificate-folder.ts";
import { keysMatch } from "../npki/key-match.ts";
import { disposeKey, keyObject, type OpenKey, unlockKey } from "../npki/locked-key.ts";
import { oidSha256, virtualId, virtualIdHashedOnce } from "../npki/virtual-id.ts";
import type { Secret } from "../secret.ts";
import { type ChainRefusal, findChain, type Trust } from "./chain.ts";
import { type Chained, standingOfChain } from "./chain-standing.ts";
import { type PathCertificate, readPathCertificate } from "./path-certificate.ts";
import type { StandingSources, Unanswered } from "./standing.ts";

/** In this order: what is wrong with the certificate is told before what is wrong with the key. */
export const checkNames = [
  "certificate",
  "chain",
  "validity",
  "policy",
  "revocation",
  "key",
  "match",
  "identity",
  "possession",
] as const;
export type CheckName = (typeof checkNames)[number];

export type Failure =
  | "malformed"
  | ChainRefusal
  | "expired"
  | "not-yet-valid"
  | "policy-not-accepted"
  | "no-policy"
  | "revoked"
  | "on-hold"
  | "never-issued"
  /** One of the CAs above it is revoked: whatever it signed counts for nothing. */
  | "issuer-revoked"
  /** Nobody could say whether it is revoked, and the branch refuses then. */
  | "standing-unknown"
  | "key-missing"
  | "wrong-password"
  | "key-damaged"
  | "key-unsupported"
  | "key-of-another"
  | "no-r"
  | "no-virtual-id"
  | "virtual-id-hash-unknown"
  /** Its CA hashed once where twice is the rule: the certificate proves nothing, whoever holds it. */
  | "virtual-id-hashed-once"
  /** Of another person's number, or made with another R. */
  | "virtual-id-differs"
  | "signature-refused";

export type Skipped =
  /** Something before it failed. */
  | "certificate-unread"
  | "no-chain"
  | "key-not-open"
  | "no-password"
  | "no-resident-number"
  | "no-roots"
  | "standing-unanswered";

export type Check = { readonly name: CheckName } & (
  | { readonly result: "pass" }
  | { readonly result: "fail"; readonly why: Failure; readonly more?: Unanswered }
  | { readonly result: "not-checked"; readonly why: Skipped; readonly more?: Unanswered }
);

export type Demands = {
  readonly trust: Trust;
  readonly sources: StandingSources;
  /** Identifiers of the policies that are taken. */
  readonly policies: readonly string[];
  /** What it means that nobody can say whether it is revoked. */
  readonly unanswered: "refuse" | "accept";
};

export type Examined = {
  readonly checks: readonly Check[];
  /** Null where it could not be read. */
  readonly certificate: ReadCertificate | null;
};

/** What the bytes say; with whom to ask whether it is revoked, null where there is nobody who is trusted. */
export type Paper = Examined & {
  readonly chained: Chained | null;
};

const pass = (name: CheckName): Check => ({ name, result: "pass" });
const fail = (name: CheckName, why: Failure, more?: Unanswered): Check => ({
  ...{ name, result: "fail", why },
  ...(more && { more }),
});
const skip = (name: CheckName, why: Skipped, more?: Unanswered): Check => ({
  ...{ name, result: "not-checked", why },
  ...(more && { more }),
});

/** What the certificate is by itself: nobody's password or number is needed. `beside`: certificates that came with it. */
export async function examineCertificate(
  bytes: Uint8Array,
  beside: readonly PathCertificate[],
  demands: Demands,
  now: Date,
): Promise<Examined> {
  const paper = examinePaper(bytes, beside, demands, now);
  return { checks: [...paper.checks, await examineStanding(paper, demands, now)], certificate: paper.certificate };
}

/** All that can be told without asking anybody. */
export function examinePaper(
  bytes: Uint8Array,
  beside: readonly PathCertificate[],
  { trust: { roots, between }, policies }: Demands,
  now: Date,
): Paper {
  const reading = readPathCertificate(bytes);
  if (reading.type === "malformed") {
    const rest = (["chain", "validity", "policy"] as const).map((name) => skip(name, "certificate-unread"));
    return { checks: [fail("certificate", "malformed"), ...rest], certificate: null, chained: null };
  }
  const { certificate, read } = reading;
  const chain = findChain(certificate, { roots, between: [...between, ...beside] }, now);
  const chained = roots.length === 0 ? skip("chain", "no-roots") : chainCheck(chain);
  return {
    checks: [pass("certificate"), chained, validityCheck(certificate, now), policyCheck(certificate, policies)],
    certificate: read,
    chained: chain.type === "chain" ? { certificate, issuers: chain.issuers, beside } : null,
  };
}

/** Whether its CA still stands by it, and the CAs above by that one. */
export async function examineStanding(
  { chained, certificate }: Paper,
  { sources, unanswered }: Demands,
  now: Date,
): Promise<Check> {
  if (!chained) return skip("revocation", certificate ? "no-chain" : "certificate-unread");
  const standing = await standingOfChain(chained, sources, now);
  switch (standing.type) {
    case "good":
      return pass("revocation");
    case "revoked":
      return fail("revocation", standing.onHold ? "on-hold" : "revoked");
    case "unknown":
      return fail("revocation", "never-issued");
    case "issuer-revoked":
      return fail("revocation", "issuer-revoked");
    case "unanswered":
      return unanswered === "accept"
        ? skip("revocation", "standing-unanswered", standing.why)
        : fail("revocation", "standing-unknown", standing.why);
  }
}

function chainCheck(chain: ReturnType<typeof findChain>): Check {
  return chain.type === "chain" ? pass("chain") : fail("chain", chain.why);
}

function validityCheck({ notBefore, notAfter }: PathCertificate, now: Date): Check {
  if (now < notBefore) return fail("validity", "not-yet-valid");
  return now > notAfter ? fail("validity", "expired") : pass("validity");
}

function policyCheck({ policies: [policy, ...more] }: PathCertificate, accepted: readonly string[]): Check {
  if (policy === undefined) return fail("policy", "no-policy");
  // Exactly one, says the profile: of two each could mean something else.
  return more.length === 0 && accepted.includes(policy) ? pass("policy") : fail("policy", "policy-not-accepted");
}

export type Holder = {
  /** The key's file; null where it is missing. */
  readonly lockedKey: Uint8Array | null;
  /** Null where nobody gave it. Read, not wiped. */
  readonly password: Secret | null;
  /** 13 digits; null where nobody gave them. Read, not wiped. */
  readonly residentNumber: Secret | null;
};

/** What the holder can do with it. The key is open only while this runs. */
export function examineHolder(certificate: ReadCertificate | null, holder: Holder): readonly Check[] {
  const { lockedKey, password } = holder;
  if (lockedKey === null) return [fail("key", "key-missing"), ...closed()];
  if (password === null) return [skip("key", "no-password"), ...closed()];
  const unlocked = unlockKey(lockedKey, password);
  switch (unlocked.type) {
    case "wrong-password":
      return [fail("key", "wrong-password"), ...closed()];
    case "damaged":
      return [fail("key", "key-damaged"), ...closed()];
    case "unsupported":
      return [fail("key", "key-unsupported"), ...closed()];
    case "opened":
      break;
  }
  try {
    return [pass("key"), ...examineOpenKey(certificate, unlocked.key, holder.residentNumber)];
  } finally {
    disposeKey(unlocked.key);
  }
}

function closed(): readonly Check[] {
  return (["match", "identity", "possession"] as const).map((name) => skip(name, "key-not-open"));
}

/** The key stays the caller's. */
export function examineOpenKey(
  certificate: ReadCertificate | null,
  key: OpenKey,
  residentNumber: Secret | null,
): readonly Check[] {
  if (certificate === null)
    return (["match", "identity", "possession"] as const).map((name) => skip(name, "certificate-unread"));
  return [
    isKeyOf(key, certificate.publicKey) ? pass("match") : fail("match", "key-of-another"),
    identityCheck(certificate, key.r, residentNumber),
    keysMatch(key, certificate.publicKey) ? pass("possession") : fail("possession", "signature-refused"),
  ];
}

/** By the numbers: the public half of the one is the other. */
function isKeyOf(key: OpenKey, publicKey: KeyObject): boolean {
  return createPublicKey(keyObject(key)).equals(publicKey);
}

function identityCheck({ vid, vidHash }: ReadCertificate, r: Secret | null, residentNumber: Secret | null): Check {
  if (vid === null) return fail("identity", "no-virtual-id");
  if (vidHash !== oidSha256) return fail("identity", "virtual-id-hash-unknown");
  if (r === null) return fail("identity", "no-r");
  if (residentNumber === null) return skip("identity", "no-resident-number");
  if (virtualId(residentNumber, r).equals(vid)) return pass("identity");
  const once = virtualIdHashedOnce(residentNumber, r).equals(vid);
  return fail("identity", once ? "virtual-id-hashed-once" : "virtual-id-differs");
}

/** The first failure, in the order of the checks; null where it can be registered. */
export function refusalOf(checks: readonly Check[]): (Check & { readonly result: "fail" }) | null {
  return checks.find((check) => check.result === "fail") ?? null;
}
