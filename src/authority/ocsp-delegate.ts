// The key that signs status answers: made for one process, named by each issuing CA for two days, kept nowhere.

import { createHash, type KeyObject } from "node:crypto";
import { nobody } from "../audit/entry.ts";
import type { Journal } from "../audit/journal.ts";
import * as der from "../npki/der.ts";
import { caNames, keyBitsOf } from "./ca-certificate.ts";
import { randomSerial } from "./certificate-authorities.ts";
import type { CaRecord } from "./certificates.ts";
import { rsaPair } from "./key-pair.ts";
import type { CaFolder } from "./product.ts";
import * as profile from "./profile.ts";
import { type IssuingFolder, issuingFolders, type Purpose, profileOf } from "./profiles.ts";
import type { CaKeys, SignerTrouble } from "./signer.ts";

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
  readonly keys: CaKeys;
  readonly journal: Journal;
};

const hour = 3_600_000;
/** Of a client's clock that runs behind. */
const slackHours = 1;
const lifeHours = 48;

export type DelegateOutcome =
  | { readonly type: "delegated"; readonly delegate: DelegatedResponder }
  /** A CA's key cannot be used: nobody was named. */
  | { readonly type: "not-certified"; readonly why: SignerTrouble };

/** Rejects with `JournalUnwritable`: a certificate that is not journaled leaves nobody's hands. */
export async function makeDelegate(means: DelegationMeans, now: Date): Promise<DelegateOutcome> {
  const known = means.keys.trouble();
  if (known) return { type: "not-certified", why: known };
  const { publicKey, privateKey } = await rsaPair();
  const spki = publicKey.export({ type: "spki", format: "der" });
  const certificates = new Map<CaFolder, Buffer>();
  for (const folder of issuingFolders) {
    const certified = await certify(means, folder, spki, now);
    if (certified.type === "not-certified") return certified;
    certificates.set(folder, certified.certificate);
  }
  const delegate = {
    key: privateKey,
    keyHash: createHash("sha1").update(keyBitsOf(spki)).digest(),
    certificates,
    renewAt: new Date(now.getTime() + (lifeHours / 2) * hour),
  };
  return { type: "delegated", delegate };
}

type Certified =
  | { readonly type: "certified"; readonly certificate: Buffer }
  | Extract<DelegateOutcome, { readonly type: "not-certified" }>;

/** The intent is recorded, then it is signed; what was signed and not recorded is thrown away with its key. */
async function certify(means: DelegationMeans, folder: IssuingFolder, spki: Buffer, now: Date): Promise<Certified> {
  const record = means.records.find(({ name }) => name === folder);
  if (!record) throw new RangeError(`there is no CA ${folder}`);
  const serial = randomSerial();
  const notAfter = new Date(now.getTime() + lifeHours * hour);
  const toBeSigned = responderCertificate(means.purpose, record, { folder, serial, spki, now, notAfter });
  const about = { serial, issuer: folder };
  const digest = createHash("sha256").update(toBeSigned).digest("hex");
  means.journal.append({ event: "responder-certifying", ...about, digest }, nobody);
  const outcome = await means.keys.signer(record).sign(toBeSigned);
  if (outcome.type === "unsigned") {
    means.journal.append({ event: "responder-not-certified", ...about, why: outcome.why }, nobody);
    return { type: "not-certified", why: outcome.why };
  }
  const certificate = profile.certificateDer(toBeSigned, outcome.signature);
  const fingerprint = createHash("sha256").update(certificate).digest("hex");
  means.journal.append(
    { event: "responder-certified", ...about, fingerprint, notAfter: notAfter.toISOString() },
    nobody,
  );
  return { type: "certified", certificate };
}

type ResponderFields = {
  readonly folder: IssuingFolder;
  readonly serial: string;
  readonly spki: Buffer;
  readonly now: Date;
  readonly notAfter: Date;
};

function responderCertificate(purpose: Purpose, { certificate }: CaRecord, fields: ResponderFields): Buffer {
  const { folder, serial, spki, now, notAfter } = fields;
  const { issuer } = profileOf(folder, purpose);
  const notBefore = new Date(now.getTime() - slackHours * hour);
  const subject = [...issuer.slice(0, -1), { type: "CN", value: `${folder} OCSP responder` } as const];
  return profile.toBeSigned({ serial, subject, notBefore, notAfter, publicKey: spki }, issuer, [
    profile.authorityKeyIdentifier(caNames(certificate).identity),
    profile.subjectKeyIdentifier(spki),
    // digitalSignature.
    profile.extension("2.5.29.15", true, Buffer.from([0x03, 0x02, 0x07, 0x80])),
    // OCSPSigning (RFC 6960 §4.2.2.2).
    profile.extension("2.5.29.37", false, der.sequence(der.oid("1.3.6.1.5.5.7.3.9"))),
    // No check: for two days nobody asks whether the one who answers is revoked (§4.2.2.2.1).
    profile.extension("1.3.6.1.5.5.7.48.1.5", false, der.nothing()),
  ]);
}
