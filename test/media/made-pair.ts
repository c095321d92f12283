// A certificate and its locked key for tests of the stick: self-signed, the subject of no one.

import { generateKeyPairSync, randomBytes } from "node:crypto";
import forge from "node-forge";
import { lockKey } from "../../src/npki/locked-key.ts";
import { Secret } from "../../src/secret.ts";

export const password = "Stick!2026test";

export type MadePair = { readonly certificate: Buffer; readonly lockedKey: Buffer };

/** RSA 2048, locked under `password`. */
export function makePair(): MadePair {
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const pem = privateKey.export({ format: "pem", type: "pkcs8" }).toString();
  const signing = forge.pki.privateKeyFromPem(pem);
  const certificate = forge.pki.createCertificate();
  certificate.publicKey = forge.pki.setRsaPublicKey(signing.n, signing.e);
  certificate.serialNumber = "01";
  certificate.validity.notBefore = new Date("2026-11-23T00:00:00Z");
  certificate.validity.notAfter = new Date("2027-11-23T00:00:00Z");
  const subject = [{ name: "commonName", value: "nobody" }];
  certificate.setSubject(subject);
  certificate.setIssuer(subject);
  certificate.sign(signing, forge.md.sha256.create());
  const bytes = forge.asn1.toDer(forge.pki.certificateToAsn1(certificate)).getBytes();
  const key = {
    privateKey: Secret.from(privateKey.export({ format: "der", type: "pkcs8" })),
    r: Secret.from(randomBytes(20)),
  };
  using secret = Secret.fromText(password);
  return { certificate: Buffer.from(bytes, "binary"), lockedKey: lockKey(key, secret) };
}
