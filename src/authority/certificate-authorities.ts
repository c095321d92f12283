// The embedded CAs: one root, two issuing CAs, made once; their keys lie locked under the terminal's key file.

import { generateKeyPair, type KeyObject, randomBytes, sign } from "node:crypto";
import * as der from "../npki/der.ts";
import type { Subject } from "../npki/distinguished-name.ts";
import type { CaRecord } from "./certificates.ts";
import * as profile from "./profile.ts";
import { issuingFolders, type Purpose, profileOf, rootName } from "./profiles.ts";
import { validityFrom } from "./validity.ts";

/** Locks a CA's PKCS#8 for the disk; `name` is bound to the lock. The bytes are wiped afterwards. */
export type LockCaKey = (name: string, pkcs8: Uint8Array) => Buffer;

export type CaPair = { readonly publicKey: KeyObject; readonly privateKey: KeyObject };

const caYears = { root: 20, issuing: 10 } as const;

/** Makes all three, in the order root, yessign, KICA. */
export async function makeCertificateAuthorities(options: {
  readonly purpose: Purpose;
  readonly lock: LockCaKey;
  readonly now: Date;
}): Promise<readonly CaRecord[]> {
  const { purpose, lock, now } = options;
  const [rootPair, ...issuingPairs] = await Promise.all([caPair(), ...issuingFolders.map(() => caPair())]);
  const root = rootName[purpose];
  const top = selfSigned(rootPair, root, now);
  const records = issuingFolders.map((folder, index): CaRecord => {
    const pair = issuingPairs[index];
    if (!pair) throw new Error(`no key pair for ${folder}`);
    const { issuer, crlUri } = profileOf(folder, purpose);
    const certificate = issuingCa(
      { certificate: top, name: root, key: rootPair.privateKey },
      pair,
      issuer,
      crlUri,
      now,
    );
    return { name: folder, certificate, lockedKey: locked(lock, folder, pair) };
  });
  return [{ name: "root", certificate: top, lockedKey: locked(lock, "root", rootPair) }, ...records];
}

/** A root's certificate, by its own key. */
export function selfSigned(pair: CaPair, name: Subject, now: Date): Buffer {
  const serial = randomSerial();
  return signed(pair.privateKey, name, pair, name, serial, now, caYears.root, [
    profile.authorityKeyIdentifier(identity(pair.publicKey, name, serial)),
    ...caExtensions(pair.publicKey, null),
  ]);
}

export type CaSigner = { readonly certificate: Buffer; readonly name: Subject; readonly key: KeyObject };

/** The certificate of a CA that issues to people, by the root's key. */
export function issuingCa(root: CaSigner, pair: CaPair, name: Subject, crlUri: string, now: Date): Buffer {
  return signed(root.key, root.name, pair, name, randomSerial(), now, caYears.issuing, [
    profile.authorityKeyIdentifier(issuerIdentity(root.certificate)),
    ...caExtensions(pair.publicKey, 0),
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

export function caPair(): Promise<CaPair> {
  return new Promise((resolve, reject) => {
    generateKeyPair("rsa", { modulusLength: 2048, publicExponent: 0x10001 }, (error, publicKey, privateKey) =>
      error ? reject(error) : resolve({ publicKey, privateKey }),
    );
  });
}

function randomSerial(): string {
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

function signed(
  key: KeyObject,
  issuer: Subject,
  pair: CaPair,
  subject: Subject,
  serial: string,
  now: Date,
  years: number,
  extensions: readonly Buffer[],
): Buffer {
  const fields = { serial, subject, ...validityFrom(now, years), publicKey: spki(pair.publicKey) };
  const tbs = profile.toBeSigned(fields, issuer, extensions);
  return profile.certificateDer(tbs, sign("sha256", tbs, key));
}

function locked(lock: LockCaKey, name: string, pair: CaPair): Buffer {
  const pkcs8 = pair.privateKey.export({ type: "pkcs8", format: "der" });
  const bytes = lock(name, pkcs8);
  pkcs8.fill(0);
  return bytes;
}
