// A certificate of the profile taken apart, so that a test can exchange one part before it is signed.

import { generateKeyPairSync, sign } from "node:crypto";
import { issuerIdentity } from "../../src/authority/certificate-authorities.ts";
import type { CaRecord } from "../../src/authority/certificates.ts";
import { type CertificateFields, signatureAlgorithm, userCertificate } from "../../src/authority/profile.ts";
import { holderSubject, profileOf } from "../../src/authority/profiles.ts";
import { validityFrom } from "../../src/authority/validity.ts";
import * as der from "../../src/npki/der.ts";
import { keyOf, now, product } from "./in-memory.ts";

/** The seven parts before the extensions (RFC 5280 §4.1), the extensions, and the algorithm outside. */
export type Parts = {
  version: Buffer;
  serial: Buffer;
  algorithm: Buffer;
  issuer: Buffer;
  validity: Buffer;
  subject: Buffer;
  publicKey: Buffer;
  extensions: Buffer[];
  outerAlgorithm: Buffer;
};

export const places = {
  authorityKey: 0,
  subjectKey: 1,
  keyUsage: 2,
  policies: 3,
  altName: 4,
  crl: 5,
  ocsp: 6,
} as const;
export const { policy } = product("limited");
const holder = { name: "홍길동", registeredAt: now, bankUnit: "POST", sequence: 1n };
export const subject = holderSubject("yessign", holder);

export function spki(modulusLength: number, publicExponent = 0x10001): Buffer {
  return generateKeyPairSync("rsa", { modulusLength, publicExponent }).publicKey.export({
    type: "spki",
    format: "der",
  });
}

export const userKey = spki(2048);

/** What the profile makes, signed by the yessign of `records`; `change` breaks it first, `fields` say otherwise what it holds. */
export function certificateWith(
  records: readonly CaRecord[],
  change: (parts: Parts) => void = () => {},
  fields: Partial<CertificateFields> = {},
): Buffer {
  const record = records.find(({ name }) => name === "yessign");
  if (!record) throw new Error("no yessign");
  const good: CertificateFields = {
    serial: "10000001" as CertificateFields["serial"],
    subject,
    ...validityFrom(now, 1),
    publicKey: userKey,
    policy,
    realName: holder.name,
    vid: Buffer.alloc(32, 7),
    ...fields,
  };
  const toBeSigned = userCertificate(good, profileOf("yessign", "training"), issuerIdentity(record.certificate));
  const parts = partsOf(toBeSigned);
  change(parts);
  const { extensions, outerAlgorithm, ...before } = parts;
  const wrapped = der.element(der.tags.context3, der.sequence(...extensions));
  const broken = der.sequence(...Object.values(before), wrapped);
  return der.sequence(
    broken,
    outerAlgorithm,
    der.element(der.tags.bitString, Buffer.from([0]), sign("sha256", broken, keyOf(record))),
  );
}

function partsOf(toBeSigned: Buffer): Parts {
  const fields = (der.readExactly(toBeSigned) ?? []).map(({ whole }) => whole);
  const [version, serial, algorithm, issuer, validity, name, publicKey, wrapped] = fields;
  if (!version || !serial || !algorithm || !issuer || !validity || !name || !publicKey || !wrapped)
    throw new Error("no TBSCertificate");
  const [list] = der.readChildren(wrapped, der.tags.context3) ?? [];
  const extensions = der.partsOf(list).map(({ whole }) => whole);
  return {
    ...{ version, serial, algorithm, issuer, validity, subject: name, publicKey, extensions },
    outerAlgorithm: signatureAlgorithm(),
  };
}
