// The key that signs status answers: made for one process, named by each issuing CA for two days, kept nowhere.

import { createHash, generateKeyPair, type KeyObject, randomBytes, sign } from "node:crypto";
import type { Journal, Transactions } from "../audit/journal.ts";
import * as der from "../npki/der.ts";
import { caNames, keyBitsOf } from "./ca-certificate.ts";
import type { CaRecord } from "./certificates.ts";
import type { CaFolder } from "./product.ts";
import * as profile from "./profile.ts";
import { type IssuingFolder, issuingFolders, type Purpose, profileOf } from "./profiles.ts";

/**
 * A delegate, and not the CAs' own keys, for two reasons: those are certified for certificates and lists alone (key usage
 * keyCertSign and cRLSign), and the process that strangers talk to should hold no key that can make a certificate.
 */
export type DelegatedResponder = {
  readonly key: KeyObject;
  /** SHA-1 over the public key's bits: the responder id by key (RFC 6960 §4.2.1). */
  readonly keyHash: Buffer;
  /** DER, by each issuing CA. */
  readonly certificates: ReadonlyMap<CaFolder, Buffer>;
  /** Time for the next one: half of this one's is used up. */
  readonly renewAt: Date;
};

export type DelegationMeans = {
  readonly purpose: Purpose;
  readonly records: readonly CaRecord[];
  unlock(record: CaRecord): KeyObject;
  readonly transactions: Transactions;
  readonly journal: Journal;
};

const hour = 3_600_000;
/** Of a client's clock that runs behind. */
const slackHours = 1;
const lifeHours = 48;

const nobody = { ceremony: null, staff: null } as const;

/** Throws `JournalUnwritable`: a certificate that is not journaled leaves nobody's hands. */
export async function makeDelegate(means: DelegationMeans, now: Date): Promise<DelegatedResponder> {
  const { publicKey, privateKey } = await responderPair();
  const spki = publicKey.export({ type: "spki", format: "der" });
  const certificates = means.transactions.run(
    () => new Map<CaFolder, Buffer>(issuingFolders.map((folder) => [folder, certified(means, folder, spki, now)])),
  );
  return {
    key: privateKey,
    keyHash: createHash("sha1").update(keyBitsOf(spki)).digest(),
    certificates,
    renewAt: new Date(now.getTime() + (lifeHours / 2) * hour),
  };
}

function responderPair(): Promise<{ readonly publicKey: KeyObject; readonly privateKey: KeyObject }> {
  return new Promise((resolve, reject) => {
    generateKeyPair("rsa", { modulusLength: 2048, publicExponent: 0x10001 }, (error, publicKey, privateKey) =>
      error ? reject(error) : resolve({ publicKey, privateKey }),
    );
  });
}

/** Eight random bytes, so that it never meets a user's serial, which has four. */
function randomSerial(): string {
  const bytes = randomBytes(8);
  bytes[0] = ((bytes[0] ?? 0) & 0x3f) | 0x40;
  return bytes.toString("hex");
}

/** Inside the transaction that journals it. */
function certified(means: DelegationMeans, folder: IssuingFolder, spki: Buffer, now: Date): Buffer {
  const record = means.records.find(({ name }) => name === folder);
  if (!record) throw new RangeError(`there is no CA ${folder}`);
  const { issuer } = profileOf(folder, means.purpose);
  const serial = randomSerial();
  const notBefore = new Date(now.getTime() - slackHours * hour);
  const notAfter = new Date(now.getTime() + lifeHours * hour);
  const subject = [...issuer.slice(0, -1), { type: "CN", value: `${folder} OCSP responder` } as const];
  const fields = { serial, subject, notBefore, notAfter, publicKey: spki };
  const toBeSigned = profile.toBeSigned(fields, issuer, [
    profile.authorityKeyIdentifier(caNames(record.certificate).identity),
    profile.subjectKeyIdentifier(spki),
    // digitalSignature.
    profile.extension("2.5.29.15", true, Buffer.from([0x03, 0x02, 0x07, 0x80])),
    // OCSPSigning (RFC 6960 §4.2.2.2).
    profile.extension("2.5.29.37", false, der.sequence(der.oid("1.3.6.1.5.5.7.3.9"))),
    // No check: for two days nobody asks whether the one who answers is revoked (§4.2.2.2.1).
    profile.extension("1.3.6.1.5.5.7.48.1.5", false, der.nothing()),
  ]);
  const certificate = profile.certificateDer(toBeSigned, sign("sha256", toBeSigned, means.unlock(record)));
  const fingerprint = createHash("sha256").update(certificate).digest("hex");
  const fact = { serial, issuer: folder, fingerprint, notAfter: notAfter.toISOString() };
  means.journal.append({ event: "responder-certified", ...fact }, nobody);
  return certificate;
}
