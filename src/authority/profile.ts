// The certificate profile of Korea's joint certificates, to the letter and in its order, as a TBSCertificate.

import { createHash } from "node:crypto";
import * as der from "../npki/der.ts";
import type { Subject } from "../npki/distinguished-name.ts";
import { identifyDataDer, oidIdentifyData } from "../npki/virtual-id.ts";
import type { SerialNumber } from "./authority.ts";
import type { CaFolder } from "./product.ts";

/** What one issuing CA writes into every certificate. */
export type CaProfile = {
  readonly folder: CaFolder;
  readonly issuer: Subject;
  readonly userNotice: string;
  readonly practiceStatement: string;
  readonly crlUri: string;
  readonly ocspUri: string;
};

/** What the issuing CA's own certificate is known by. */
export type IssuerIdentity = {
  readonly keyIdentifier: Uint8Array;
  /** The name of the CA above it, DER. */
  readonly issuedBy: Uint8Array;
  readonly serial: Uint8Array;
};

export type CertificateFields = {
  readonly serial: SerialNumber;
  readonly subject: Subject;
  readonly notBefore: Date;
  readonly notAfter: Date;
  /** DER SubjectPublicKeyInfo. */
  readonly publicKey: Uint8Array;
  readonly policy: string;
  readonly realName: string;
  readonly vid: Uint8Array;
};

const oidOfType = { C: "2.5.4.6", O: "2.5.4.10", OU: "2.5.4.11", CN: "2.5.4.3" } as const;
export const oidSha256WithRsa = "1.2.840.113549.1.1.11";

const tag = { ia5: 0x16, bmp: 0x1e, context1: 0xa1, context3: 0xa3, context4: 0xa4, uri: 0x86 } as const;

/** C is a PrintableString, everything else a UTF8String. */
export function nameDer(subject: Subject): Buffer {
  const rdns = subject.map(({ type, value }) => {
    const text = der.element(type === "C" ? der.tags.printable : der.tags.utf8, Buffer.from(value, "utf8"));
    return der.element(der.tags.set, der.sequence(der.oid(oidOfType[type]), text));
  });
  return der.sequence(...rdns);
}

/** sha256WithRSAEncryption with its NULL. */
export function signatureAlgorithm(): Buffer {
  return der.sequence(der.oid(oidSha256WithRsa), der.nothing());
}

/** A serial or another number from hexadecimal: shortest form, never negative. */
export function hexInteger(hex: string): Buffer {
  const bytes = Buffer.from(hex.length % 2 ? `0${hex}` : hex, "hex");
  const start = bytes.findIndex((byte) => byte !== 0);
  const short = start < 0 ? Buffer.from([0]) : bytes.subarray(start);
  return der.element(der.tags.integer, ...((short[0] ?? 0) >= 0x80 ? [Buffer.from([0])] : []), short);
}

/** `261123150000Z`, and from 2050 on `20500101000000Z` (RFC 5280 §4.1.2.5). */
export function time(at: Date): Buffer {
  const digits = at.toISOString().slice(0, 19).replace(/[-:T]/g, "");
  return at.getUTCFullYear() < 2050
    ? der.element(der.tags.utcTime, Buffer.from(`${digits.slice(2)}Z`, "ascii"))
    : der.element(der.tags.generalizedTime, Buffer.from(`${digits}Z`, "ascii"));
}

/** SHA-1 of the RSAPublicKey inside a SubjectPublicKeyInfo. */
export function keyIdentifier(publicKey: Uint8Array): Buffer {
  const [, bits] = der.readChildren(Buffer.from(publicKey)) ?? [];
  return createHash("sha1")
    .update(bits?.content.subarray(1) ?? Buffer.alloc(0))
    .digest();
}

export function extension(id: string, critical: boolean, value: Uint8Array): Buffer {
  const flag = critical ? [der.element(der.tags.boolean, Buffer.from([0xff]))] : [];
  return der.sequence(der.oid(id), ...flag, der.element(der.tags.octetString, value));
}

/** keyid, issuer and serial of the CA's certificate, all three. */
export function authorityKeyIdentifier({ keyIdentifier, issuedBy, serial }: IssuerIdentity): Buffer {
  const value = der.sequence(
    der.element(0x80, keyIdentifier),
    der.element(tag.context1, der.element(tag.context4, issuedBy)),
    der.element(0x82, serial),
  );
  return extension("2.5.29.35", false, value);
}

export function subjectKeyIdentifier(publicKey: Uint8Array): Buffer {
  return extension("2.5.29.14", false, der.element(der.tags.octetString, keyIdentifier(publicKey)));
}

/** digitalSignature and nonRepudiation. */
function keyUsage(): Buffer {
  return extension("2.5.29.15", true, Buffer.from([0x03, 0x02, 0x06, 0xc0]));
}

/** Exactly one policy, qualified by a notice for people and the address of the practice statement. */
function certificatePolicies(policy: string, profile: CaProfile): Buffer {
  const notice = Buffer.from(profile.userNotice, "utf16le").swap16();
  const userNotice = der.sequence(der.oid("1.3.6.1.5.5.7.2.2"), der.sequence(der.element(tag.bmp, notice)));
  const statement = der.element(tag.ia5, Buffer.from(profile.practiceStatement, "ascii"));
  const qualifiers = der.sequence(userNotice, der.sequence(der.oid("1.3.6.1.5.5.7.2.1"), statement));
  return extension("2.5.29.32", true, der.sequence(der.sequence(der.oid(policy), qualifiers)));
}

function subjectAltName(realName: string, vid: Uint8Array): Buffer {
  const value = der.element(der.tags.context0, identifyDataDer(realName, vid));
  return extension("2.5.29.17", false, der.sequence(der.element(der.tags.context0, der.oid(oidIdentifyData), value)));
}

export function crlDistributionPoints(uri: string): Buffer {
  const point = der.element(0xa0, der.element(0xa0, der.element(tag.uri, Buffer.from(uri, "ascii"))));
  return extension("2.5.29.31", false, der.sequence(der.sequence(point)));
}

function authorityInfoAccess(uri: string): Buffer {
  const access = der.sequence(der.oid("1.3.6.1.5.5.7.48.1"), der.element(tag.uri, Buffer.from(uri, "ascii")));
  return extension("1.3.6.1.5.5.7.1.1", false, der.sequence(access));
}

/** TBSCertificate, version 3 (RFC 5280 §4.1). */
export function toBeSigned(
  fields: Pick<CertificateFields, "notBefore" | "notAfter" | "publicKey" | "subject"> & { readonly serial: string },
  issuer: Subject,
  extensions: readonly Uint8Array[],
): Buffer {
  return der.sequence(
    der.element(der.tags.context0, der.smallInteger(2)),
    hexInteger(fields.serial),
    signatureAlgorithm(),
    nameDer(issuer),
    der.sequence(time(fields.notBefore), time(fields.notAfter)),
    nameDer(fields.subject),
    fields.publicKey,
    der.element(tag.context3, der.sequence(...extensions)),
  );
}

/** A user's certificate: these extensions in this order, no basicConstraints, no extendedKeyUsage. */
export function userCertificate(fields: CertificateFields, profile: CaProfile, issuer: IssuerIdentity): Buffer {
  return toBeSigned(fields, profile.issuer, [
    authorityKeyIdentifier(issuer),
    subjectKeyIdentifier(fields.publicKey),
    keyUsage(),
    certificatePolicies(fields.policy, profile),
    subjectAltName(fields.realName, fields.vid),
    crlDistributionPoints(profile.crlUri),
    authorityInfoAccess(profile.ocspUri),
  ]);
}

/** Certificate: what was signed, how, and the signature. */
export function certificateDer(toBeSigned: Uint8Array, signature: Uint8Array): Buffer {
  return der.sequence(toBeSigned, signatureAlgorithm(), der.element(der.tags.bitString, Buffer.from([0]), signature));
}
