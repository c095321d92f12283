// A certificate revocation list, version 2 (RFC 5280 §5), as bytes to be signed and as the list. Pure.

import * as der from "../npki/der.ts";
import type { CaNames } from "./ca-certificate.ts";
import type { ListedSerial } from "./certificates.ts";
import * as profile from "./profile.ts";

export type RevocationListFields = {
  readonly issuer: CaNames;
  /** 1 and up. */
  readonly number: number;
  readonly thisUpdate: Date;
  readonly nextUpdate: Date;
  readonly entries: readonly ListedSerial[];
};

/** RFC 5280 §5.3.1. The gaps: 2 and 10 are other keys than a user's, 7 is not used, 8 belongs to delta lists. */
const reasonCodes: Readonly<Record<ListedSerial["reason"], number>> = {
  unspecified: 0,
  keyCompromise: 1,
  affiliationChanged: 3,
  superseded: 4,
  cessationOfOperation: 5,
  certificateHold: 6,
  privilegeWithdrawn: 9,
};

/** What a code on a list of ours says; another one is no reason that we ever gave. */
export function reasonOfCode(code: number): ListedSerial["reason"] {
  const found = Object.entries(reasonCodes).find(([, known]) => known === code);
  return found ? (found[0] as ListedSerial["reason"]) : "unspecified";
}

const enumerated = 0x0a;

/** CRLReason as an ENUMERATED; null for `unspecified`, which should not be written (§5.3.1). */
export function reasonDer(reason: ListedSerial["reason"]): Buffer | null {
  const code = reasonCodes[reason];
  return code === 0 ? null : der.element(enumerated, Buffer.from([code]));
}

function entryDer({ serial, since, reason }: ListedSerial): Buffer {
  const code = reasonDer(reason);
  const extensions = code ? [der.sequence(profile.extension("2.5.29.21", false, code))] : [];
  return der.sequence(profile.hexInteger(serial), profile.time(since), ...extensions);
}

/** TBSCertList (§5.1.2). An empty list of entries is left out altogether, as §5.1.2.6 wants. */
export function listToBeSigned({ issuer, number, thisUpdate, nextUpdate, entries }: RevocationListFields): Buffer {
  const extensions = der.sequence(
    profile.authorityKeyIdentifier(issuer.identity),
    profile.extension("2.5.29.20", false, der.smallInteger(number)),
  );
  return der.sequence(
    der.smallInteger(1),
    profile.signatureAlgorithm(),
    issuer.subject,
    profile.time(thisUpdate),
    profile.time(nextUpdate),
    ...(entries.length > 0 ? [der.sequence(...entries.map(entryDer))] : []),
    der.element(der.tags.context0, extensions),
  );
}

/** CertificateList: the same frame as a certificate's. */
export function listDer(toBeSigned: Uint8Array, signature: Uint8Array): Buffer {
  return profile.certificateDer(toBeSigned, signature);
}
