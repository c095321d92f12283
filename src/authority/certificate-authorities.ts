// The embedded CAs: one root, two issuing CAs, made once; their keys lie locked in the books, or on a token.

import { type KeyObject, randomBytes, sign } from "node:crypto";
import * as der from "../npki/der.ts";
import type { Subject } from "../npki/distinguished-name.ts";
import type { CaRecord } from "./certificates.ts";
import type { RsaPair } from "./key-pair.ts";
import * as profile from "./profile.ts";
import { issuingFolders, type Purpose, profileOf, rootName } from "./profiles.ts";
import type { CaKeys, NewCaKey, Signer, Unsigned } from "./signer.ts";
import { validityFrom } from "./validity.ts";

export type MadeAuthorities = { readonly type: "made"; readonly records: readonly CaRecord[] } | Unsigned;

const caYears = { root: 20, issuing: 10 } as const;

/** Makes all three, in the order root, yessign, KICA: each certificate is kept before the next one is signed. */
export async function makeCertificateAuthorities(options: {
  readonly purpose: Purpose;
  readonly keys: CaKeys;
  readonly now: Date;
}): Promise<MadeAuthorities> {
  const { purpose, keys, now } = options;
  const name = rootName[purpose];
  const own = await keys.make("root");
  if ("type" in own) return own;
  const root = await finished("root", own, own.signer, rootToBeSigned(own.publicKey, name, now));
  if ("type" in root) return root;
  const records = [root];
  for (const folder of issuingFolders) {
    const key = await keys.make(folder);
    if ("type" in key) return key;
    const { issuer, crlUri } = profileOf(folder, purpose);
    const above = { certificate: root.certificate, name };
    const toBeSigned = issuingToBeSigned(above, key.publicKey, issuer, crlUri, now);
    const record = await finished(folder, key, own.signer, toBeSigned);
    if ("type" in record) return record;
    records.push(record);
  }
  return { type: "made", records };
}

async function finished(
  name: CaRecord["name"],
  key: NewCaKey,
  signer: Signer,
  toBeSigned: Buffer,
): Promise<CaRecord | Unsigned> {
  const outcome = await signer.sign(toBeSigned);
  if (outcome.type === "unsigned") return outcome;
  const certificate = profile.certificateDer(toBeSigned, outcome.signature);
  const kept = await key.kept(certificate);
  return "type" in kept ? kept : { name, certificate, ...kept };
}

/** A root's certificate, by its own key. */
export function selfSigned(pair: RsaPair, name: Subject, now: Date): Buffer {
  const toBeSigned = rootToBeSigned(pair.publicKey, name, now);
  return profile.certificateDer(toBeSigned, sign("sha256", toBeSigned, pair.privateKey));
}

function rootToBeSigned(key: KeyObject, name: Subject, now: Date): Buffer {
  const serial = randomSerial();
  return toBeSigned(name, key, name, serial, now, caYears.root, [
    profile.authorityKeyIdentifier(identity(key, name, serial)),
    ...caExtensions(key, null),
  ]);
}

export type CaSigner = { readonly certificate: Buffer; readonly name: Subject; readonly key: KeyObject };

/** The certificate of a CA that issues to people, by the root's key. */
export function issuingCa(root: CaSigner, pair: RsaPair, name: Subject, crlUri: string, now: Date): Buffer {
  const toBeSigned = issuingToBeSigned(root, pair.publicKey, name, crlUri, now);
  return profile.certificateDer(toBeSigned, sign("sha256", toBeSigned, root.key));
}

function issuingToBeSigned(
  root: Omit<CaSigner, "key">,
  key: KeyObject,
  name: Subject,
  crlUri: string,
  now: Date,
): Buffer {
  return toBeSigned(root.name, key, name, randomSerial(), now, caYears.issuing, [
    profile.authorityKeyIdentifier(issuerIdentity(root.certificate)),
    ...caExtensions(key, 0),
    anyPolicy(),
    profile.crlDistributionPoints(crlUri),
  ]);
}

/** What a CA's certificate is known by in the certificates below it. */
export function issuerIdentity(certificate: Buffer): profile.IssuerIdentity {
  const [tbs] = der.readChildren(certificate) ?? [];
  const fields = tbs ? (der.readAll(tbs.content) ?? []) : [];
  const [, serial, , issuer, , , publicKey] = fields;
  if (!serial || !issuer || !publicKey) throw new Error("the CA's certificate is malformed");
  return { keyIdentifier: profile.keyIdentifier(publicKey.whole), issuedBy: issuer.whole, serial: serial.content };
}

/** Eight random bytes, so that it never meets a user's serial, which has four. */
export function randomSerial(): string {
  const bytes = randomBytes(8);
  bytes[0] = ((bytes[0] ?? 0) & 0x3f) | 0x40;
  return bytes.toString("hex");
}

function spki(key: KeyObject): Buffer {
  return key.export({ type: "spki", format: "der" });
}

function identity(key: KeyObject, issuedBy: Subject, serial: string): profile.IssuerIdentity {
  return {
    keyIdentifier: profile.keyIdentifier(spki(key)),
    issuedBy: profile.nameDer(issuedBy),
    serial: Buffer.from(serial, "hex"),
  };
}

/** keyCertSign and cRLSign; a path below an issuing CA holds users alone. */
function caExtensions(key: KeyObject, pathLength: number | null): readonly Buffer[] {
  const constraints = der.sequence(
    der.element(der.tags.boolean, Buffer.from([0xff])),
    ...(pathLength === null ? [] : [der.smallInteger(pathLength)]),
  );
  return [
    profile.subjectKeyIdentifier(spki(key)),
    profile.extension("2.5.29.15", true, Buffer.from([0x03, 0x02, 0x01, 0x06])),
    profile.extension("2.5.29.19", true, constraints),
  ];
}

function anyPolicy(): Buffer {
  return profile.extension("2.5.29.32", false, der.sequence(der.sequence(der.oid("2.5.29.32.0"))));
}

function toBeSigned(
  issuer: Subject,
  key: KeyObject,
  subject: Subject,
  serial: string,
  now: Date,
  years: number,
  extensions: readonly Buffer[],
): Buffer {
  const fields = { serial, subject, ...validityFrom(now, years), publicKey: spki(key) };
  return profile.toBeSigned(fields, issuer, extensions);
}
