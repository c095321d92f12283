// Key files as other programs lock them (npki schemes b and c), so that a rehearsal meets them. Nothing is issued so.

import { pbkdf2Sync, randomBytes } from "node:crypto";
import * as der from "../../src/npki/der.ts";
import { lockKey, type OpenKey } from "../../src/npki/locked-key.ts";
import { pbkdf1 } from "../../src/npki/pbkdf1.ts";
import { encodePrivateKeyInfo } from "../../src/npki/private-key-info.ts";
import { seedCbcEncrypt } from "../../src/npki/seed.ts";
import type { Secret } from "../../src/secret.ts";

const seedCbc = der.oid("1.2.410.200004.1.4");
const iterations = 1024;

const octets = (bytes: Uint8Array): Buffer => der.element(der.tags.octetString, bytes);

export type LockScheme = "a" | "b" | "c";

export function lockAs(scheme: LockScheme, key: OpenKey, password: Secret): Buffer {
  if (scheme === "a") return lockKey(key, password);
  const salt = randomBytes(8);
  const plain = encodePrivateKeyInfo(key);
  const derivation = der.sequence(octets(salt), der.smallInteger(iterations));
  const locked = password.use((bytes) => (scheme === "b" ? byB : byC)(bytes, salt, plain, derivation));
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
  const pbkdf2 = der.sequence(der.oid("1.2.840.113549.1.5.12"), derivation);
  const both = der.sequence(pbkdf2, der.sequence(seedCbc, octets(iv)));
  return der.sequence(der.sequence(der.oid("1.2.840.113549.1.5.13"), both), octets(encrypted));
}
