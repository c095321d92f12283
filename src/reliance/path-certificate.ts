// A certificate as a link of a chain: what RFC 5280 §6 asks of it, read from bytes that anybody may have made.

import { createHash, type KeyObject } from "node:crypto";
import { keyBitsOf } from "../authority/ca-certificate.ts";
import { criticalExtensions, type Extensions, readExtensions } from "../npki/certificate-fields.ts";
import { type ReadCertificate, readCertificate } from "../npki/certificate-folder.ts";
import * as der from "../npki/der.ts";
import { type SignedObject, signedObjectOf } from "./signed-object.ts";

export type PathCertificate = {
  /** Without what may stand behind the outer length. */
  readonly bytes: Buffer;
  readonly signed: SignedObject;
  /** Names as DER: CAs copy them byte for byte. */
  readonly subject: Buffer;
  readonly issuer: Buffer;
  /** Content octets of the INTEGER. */
  readonly serial: Buffer;
  readonly notBefore: Date;
  readonly notAfter: Date;
  readonly publicKey: KeyObject;
  /** What is inside the BIT STRING of its SubjectPublicKeyInfo. */
  readonly keyBits: Buffer;
  readonly policies: readonly string[];
  readonly subjectKeyId: Buffer | null;
  readonly authorityKeyId: Buffer | null;
  /** By its basicConstraints. */
  readonly isCa: boolean;
  /** CAs that may stand between it and a user's certificate; null: as many as there are. */
  readonly pathLength: number | null;
  /** Null where there is no keyUsage, which allows everything. */
  readonly keyUsage: Buffer | null;
  readonly extensions: Extensions;
  /** Critical extensions that are not looked at here. */
  readonly notUnderstood: readonly string[];
  /** SHA-256 of the bytes, hex. */
  readonly fingerprint: string;
};

const oid = {
  subjectKey: "2.5.29.14",
  keyUsage: "2.5.29.15",
  altName: "2.5.29.17",
  basicConstraints: "2.5.29.19",
  crlPoints: "2.5.29.31",
  policies: "2.5.29.32",
  authorityKey: "2.5.29.35",
  policyConstraints: "2.5.29.36",
  extendedKeyUsage: "2.5.29.37",
} as const;

/** A policy is demanded of every certificate, so that a constraint which demands one adds nothing. */
const understood: ReadonlySet<string> = new Set(Object.values(oid));

export type PathReading =
  | { readonly type: "certificate"; readonly certificate: PathCertificate; readonly read: ReadCertificate }
  | { readonly type: "malformed"; readonly why: string };

const malformed = (why: string): PathReading => ({ type: "malformed", why });

/** Any bytes give an outcome. */
export function readPathCertificate(bytes: Uint8Array): PathReading {
  const reading = readCertificate(bytes);
  if (reading.type === "malformed") return reading;
  const whole = der.readElement(Buffer.from(bytes))?.whole ?? Buffer.alloc(0);
  const signed = signedObjectOf(der.readExactly(whole) ?? []);
  const [, serial, , issuer, , subject, publicKey, ...more] = der.partsOf(signed?.toBeSigned);
  if (!signed || !serial || !issuer || !subject || !publicKey) return malformed("its frame");
  const wrapped = more.find(({ tag }) => tag === der.tags.context3);
  const extensions = readExtensions(wrapped) ?? new Map<string, Buffer>();
  const known = knownExtensions(extensions);
  if (known === null) return malformed("its extensions");
  const { notBefore, notAfter, policies, fingerprint } = reading.certificate;
  const certificate: PathCertificate = {
    ...{ bytes: whole, signed, subject: subject.whole, issuer: issuer.whole, serial: serial.content },
    ...{ notBefore, notAfter, policies, fingerprint, publicKey: reading.certificate.publicKey },
    keyBits: keyBitsOf(publicKey.whole),
    ...known,
    extensions,
    notUnderstood: criticalExtensions(wrapped).filter((id) => !understood.has(id)),
  };
  return { type: "certificate", certificate, read: reading.certificate };
}

type Known = Pick<PathCertificate, "subjectKeyId" | "authorityKeyId" | "isCa" | "pathLength" | "keyUsage">;

/** Null where one of them is malformed. */
function knownExtensions(extensions: Extensions): Known | null {
  const subjectKeyId = contentOf(extensions.get(oid.subjectKey), der.tags.octetString);
  const keyUsage = contentOf(extensions.get(oid.keyUsage), der.tags.bitString);
  const authorityKeyId = authorityKeyOf(extensions.get(oid.authorityKey));
  const constraints = constraintsOf(extensions.get(oid.basicConstraints));
  if (subjectKeyId === undefined || keyUsage === undefined || authorityKeyId === undefined || !constraints) return null;
  return { subjectKeyId, authorityKeyId, keyUsage, ...constraints };
}

/** Null where the extension is absent, undefined where it is malformed. */
function contentOf(value: Buffer | undefined, tag: number): Buffer | null | undefined {
  if (value === undefined) return null;
  const inside = der.readElement(value);
  return inside?.tag === tag && inside.end === value.length ? inside.content : undefined;
}

const keyIdentifier = 0x80;

function authorityKeyOf(value: Buffer | undefined): Buffer | null | undefined {
  if (value === undefined) return null;
  const parts = der.readExactly(value);
  return parts === null ? undefined : (parts.find(({ tag }) => tag === keyIdentifier)?.content ?? null);
}

/** BasicConstraints ::= SEQUENCE { cA BOOLEAN DEFAULT FALSE, pathLenConstraint INTEGER OPTIONAL } */
function constraintsOf(value: Buffer | undefined): Pick<Known, "isCa" | "pathLength"> | null {
  if (value === undefined) return { isCa: false, pathLength: null };
  const parts = der.readExactly(value);
  if (parts === null || parts.length > 2) return null;
  const isCa = parts[0]?.tag === der.tags.boolean && parts[0].content[0] === 0xff;
  const last = parts[isCa ? 1 : 0];
  const pathLength = last === undefined ? null : der.smallIntegerOf(last);
  return last !== undefined && pathLength === null ? null : { isCa, pathLength };
}

/** Bits of a keyUsage, the first one digitalSignature (RFC 5280 §4.2.1.3). */
const usages = { digitalSignature: 0x80, nonRepudiation: 0x40, keyCertSign: 0x04, cRLSign: 0x02 } as const;

export function mayUse({ keyUsage }: PathCertificate, usage: keyof typeof usages): boolean {
  return keyUsage === null || ((keyUsage[1] ?? 0) & usages[usage]) !== 0;
}

export function hashed(algorithm: "sha1" | "sha256", bytes: Buffer): Buffer {
  return createHash(algorithm).update(bytes).digest();
}

/** Identifiers in an extendedKeyUsage; none where there is none. */
export function extendedUsages({ extensions }: PathCertificate): readonly string[] {
  const value = extensions.get(oid.extendedKeyUsage);
  return (value && der.readExactly(value)?.flatMap((each) => der.oidOf(each) ?? [])) ?? [];
}
