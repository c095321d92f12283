// Key files as other programs lock them (npki schemes b, c and d), so that a rehearsal meets them. Nothing is issued so.

import { createCipheriv, pbkdf2Sync, randomBytes } from "node:crypto";
import * as der from "../../src/npki/der.ts";
import { lockKey, type OpenKey } from "../../src/npki/locked-key.ts";
import { pbkdf1 } from "../../src/npki/pbkdf1.ts";
import { encodePrivateKeyInfo } from "../../src/npki/private-key-info.ts";
import { seedCbcEncrypt } from "../../src/npki/seed.ts";
import type { Secret } from "../../src/secret.ts";

const seedCbc = der.oid("1.2.410.200004.1.4");
const iterations = 1024;

const octets = (bytes: Uint8Array): Buffer => der.element(der.tags.octetString, bytes);

export type LockScheme = "a" | "b" | "c" | "d";

export function lockAs(scheme: LockScheme, key: OpenKey, password: Secret): Buffer {
  if (scheme === "a") return lockKey(key, password);
  const salt = randomBytes(8);
  const plain = encodePrivateKeyInfo(key);
  const derivation = der.sequence(octets(salt), der.smallInteger(iterations));
  const locked = password.use((bytes) => ({ b: byB, c: byC, d: byD })[scheme](bytes, salt, plain, derivation));
  plain.fill(0);
  return locked;
}

/** PBES1 with the IV that is the same in every file. */
function byB(password: Uint8Array, salt: Buffer, plain: Buffer, derivation: Buffer): Buffer {
  const derived = pbkdf1(password, salt, iterations);
  const encrypted = seedCbcEncrypt(derived.subarray(0, 16), Buffer.from("0123456789012345"), plain);
  return der.sequence(der.sequence(seedCbc, derivation), octets(encrypted));
}

/** PBES2: PBKDF2 with HMAC-SHA1, SEED-CBC with its IV in the parameters. */
function byC(password: Uint8Array, salt: Buffer, plain: Buffer, derivation: Buffer): Buffer {
  const iv = randomBytes(16);
  const encrypted = seedCbcEncrypt(pbkdf2Sync(password, salt, iterations, 16, "sha1"), iv, plain);
  return pbes2(derivation, der.sequence(seedCbc, octets(iv)), encrypted);
}

/** PBES2 as newer tools write it: PBKDF2 with HMAC-SHA256 named, AES-256-CBC. */
function byD(password: Uint8Array, salt: Buffer, plain: Buffer): Buffer {
  const iv = randomBytes(16);
  const cipher = createCipheriv("aes-256-cbc", pbkdf2Sync(password, salt, iterations, 32, "sha256"), iv);
  const encrypted = Buffer.concat([cipher.update(plain), cipher.final()]);
  const sha256 = der.sequence(der.oid("1.2.840.113549.2.9"), der.nothing());
  const derivation = der.sequence(octets(salt), der.smallInteger(iterations), sha256);
  return pbes2(derivation, der.sequence(der.oid("2.16.840.1.101.3.4.1.42"), octets(iv)), encrypted);
}

function pbes2(derivation: Buffer, encryption: Buffer, encrypted: Buffer): Buffer {
  const both = der.sequence(der.sequence(der.oid("1.2.840.113549.1.5.12"), derivation), encryption);
  return der.sequence(der.sequence(der.oid("1.2.840.113549.1.5.13"), both), octets(encrypted));
}
