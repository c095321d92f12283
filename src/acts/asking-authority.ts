// What a CA is asked alike for a stick, a token and the vault: with the old key's word, and with the reason when it says no.

import type { About } from "../audit/entry.ts";
import type { PrepareOutcome } from "../authority/authority.ts";
import { type RenewalProof, type RenewalStatement, renewalBytes, renewalDigest } from "../authority/renewal.ts";
import type { Building } from "../building.ts";
import type { EventOf } from "../ceremony/event.ts";

/** The old key signs for the new one, before anything is made with it; null when it does not. */
export async function renewalSigned(
  { journal, house }: Pick<Building, "journal" | "house">,
  statement: Omit<RenewalStatement, "ceremony" | "terminal">,
  about: About,
  sign: (bytes: Buffer) => Promise<Uint8Array | null>,
): Promise<RenewalProof | null> {
  const { issuer, serial } = statement;
  const bytes = renewalBytes({ ...statement, ceremony: about.ceremony ?? "", terminal: house.terminal });
  const digest = renewalDigest(bytes);
  journal.append({ event: "renewal-signing", serial, issuer, digest }, about);
  const signature = await sign(bytes);
  if (!signature) return null;
  journal.append({ event: "renewal-signed", serial, issuer, digest }, about);
  return { issuer, serial, signature };
}

export function refusedBy(outcome: Exclude<PrepareOutcome, { type: "prepared" }>): EventOf<"certificate-refused"> {
  switch (outcome.type) {
    case "lint-refused":
      return { type: "certificate-refused", why: outcome.findings.map(({ rule }) => rule).join(", ") };
    case "name-refused":
    case "renewal-refused":
      return { type: "certificate-refused", why: outcome.why };
  }
}
