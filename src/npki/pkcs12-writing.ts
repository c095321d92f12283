// PKCS#12 as Korean programs write it: certificates in the open, each key with its R under 3DES, a MAC of SHA-1 over all.

import { createHash, createHmac, randomBytes } from "node:crypto";
import type { Secret } from "../secret.ts";
import { readExtensions } from "./certificate-fields.ts";
import * as der from "./der.ts";
import type { Pkcs12, Pkcs12Pair } from "./pkcs12.ts";
import { bagTypes, contentTypes, localKeyId, x509Certificate } from "./pkcs12-bags.ts";
import { bmpPassword, pkcs12Derive, purpose } from "./pkcs12-kdf.ts";
import { encryptBag, tripleDesWithSha1 } from "./pkcs12-scheme.ts";
import { encodePrivateKeyInfo } from "./private-key-info.ts";

/** Of the keys and of the MAC: what every Korean reader expects. */
const iterations = 1024;
const saltBytes = 8;
const sha1 = "1.3.14.3.2.26";

const octets = (...bytes: readonly Uint8Array[]): Buffer => der.element(der.tags.octetString, ...bytes);
const wrapped = (...inner: readonly Uint8Array[]): Buffer => der.element(der.tags.context0, ...inner);

/** PFX, DER. The password is ASCII; the keys stay the caller's. */
export function writePkcs12({ pairs, others }: Pkcs12, password: Secret): Buffer {
  const bmp = password.use(bmpPassword);
  const certificates = [
    ...pairs.map(({ certificate }) => certificateBag(certificate, attributesOf(certificate))),
    ...others.map((certificate) => certificateBag(certificate)),
  ];
  const keys = pairs.map((pair) => keyBag(pair, bmp));
  const safe = der.sequence(content(der.sequence(...certificates)), content(der.sequence(...keys)));
  const mac = macData(safe, bmp);
  bmp.fill(0);
  return der.sequence(der.smallInteger(3), content(safe), mac);
}

/** ContentInfo with plain data (RFC 7292 §4). */
function content(inner: Uint8Array): Buffer {
  return der.sequence(der.oid(contentTypes.data), wrapped(octets(inner)));
}

function certificateBag(certificate: Uint8Array, ...attributes: readonly Buffer[]): Buffer {
  const value = der.sequence(der.oid(x509Certificate), wrapped(octets(certificate)));
  return der.sequence(der.oid(bagTypes.certificate), wrapped(value), ...attributes);
}

function keyBag({ certificate, key }: Pkcs12Pair, bmp: Buffer): Buffer {
  const salt = randomBytes(saltBytes);
  const plain = encodePrivateKeyInfo(key);
  const encrypted = encryptBag({ salt, iterations }, bmp, plain);
  plain.fill(0);
  const parameters = der.sequence(octets(salt), der.smallInteger(iterations));
  const shrouded = der.sequence(der.sequence(der.oid(tripleDesWithSha1), parameters), octets(encrypted));
  return der.sequence(der.oid(bagTypes.shroudedKey), wrapped(shrouded), attributesOf(certificate));
}

/** localKeyID is the certificate's own identifier of its key; without one, as openssl has it, SHA-1 of the certificate. */
function attributesOf(certificate: Buffer): Buffer {
  const id = keyIdentifierIn(certificate) ?? createHash("sha1").update(certificate).digest();
  const attribute = der.sequence(der.oid(localKeyId), der.element(der.tags.set, octets(id)));
  return der.element(der.tags.set, attribute);
}

function keyIdentifierIn(certificate: Buffer): Buffer | null {
  const [toBeSigned] = der.readChildren(certificate) ?? [];
  const wrappedList = der.partsOf(toBeSigned).find(({ tag }) => tag === der.tags.context3);
  const value = readExtensions(wrappedList)?.get("2.5.29.14");
  const id = value && der.readElement(value);
  return id?.tag === der.tags.octetString ? id.content : null;
}

/** MacData (RFC 7292 §4): HMAC over the authenticated safe, as it stands in its OCTET STRING. */
function macData(safe: Buffer, bmp: Uint8Array): Buffer {
  const salt = randomBytes(saltBytes);
  const key = pkcs12Derive({ digest: "sha1", salt, iterations }, bmp, purpose.mac, 20);
  const digest = createHmac("sha1", key).update(safe).digest();
  key.fill(0);
  const algorithm = der.sequence(der.oid(sha1), der.nothing());
  return der.sequence(der.sequence(algorithm, octets(digest)), octets(salt), der.smallInteger(iterations));
}
