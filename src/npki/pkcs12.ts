// PKCS#12 (RFC 7292), in which a certificate and its key travel as one file: read strictly, its MAC before anything else.

import { createHmac, timingSafeEqual } from "node:crypto";
import type { Secret } from "../secret.ts";
import * as der from "./der.ts";
import { damaged, mostIterations } from "./key-scheme.ts";
import { disposeKey, type OpenKey } from "./locked-key.ts";
import { type FoundBags, matchPairs, readSafe } from "./pkcs12-bags.ts";
import { bmpPassword, type Pkcs12Derivation, type Pkcs12Digest, pkcs12Derive, purpose } from "./pkcs12-kdf.ts";
import type { BagPassword } from "./pkcs12-scheme.ts";

/** A certificate (DER) and the key that belongs to it. */
export type Pkcs12Pair = { readonly certificate: Buffer; readonly key: OpenKey };

export type Pkcs12 = {
  readonly pairs: readonly Pkcs12Pair[];
  /** Certificates without a key (DER), in the file's order. */
  readonly others: readonly Buffer[];
};

export type Pkcs12Refusal =
  | { readonly type: "wrong-password" }
  | { readonly type: "damaged"; readonly why: string }
  /** An algorithm by its identifier, or what else is not read: "BER", "no MAC". */
  | { readonly type: "unsupported"; readonly oid: string }
  /** No key, or one without its certificate. */
  | { readonly type: "mismatch" };

export type Pkcs12Outcome = { readonly type: "opened"; readonly contents: Pkcs12 } | Pkcs12Refusal;

const largestFile = 256 * 1024;
const longestSalt = 64;
const data = "1.2.840.113549.1.7.1";

const digests: ReadonlyMap<string, Pkcs12Digest> = new Map([
  ["1.3.14.3.2.26", "sha1"],
  ["2.16.840.1.101.3.4.2.4", "sha224"],
  ["2.16.840.1.101.3.4.2.1", "sha256"],
  ["2.16.840.1.101.3.4.2.2", "sha384"],
  ["2.16.840.1.101.3.4.2.3", "sha512"],
]);

type Mac = { readonly derivation: Pkcs12Derivation; readonly digest: Buffer };
type Pfx = { readonly type: "pfx"; readonly safe: Buffer; readonly mac: Mac };

/** Any bytes give an outcome; those behind the outer length are ignored. The caller ends it by `disposePkcs12`. */
export function readPkcs12(file: Uint8Array, password: Secret): Pkcs12Outcome {
  if (file.length > largestFile) return damaged("too large");
  const pfx = readPfx(Buffer.from(file));
  if (pfx.type !== "pfx") return pfx;
  return password.use((plain) => {
    const bmp = bmpPassword(plain);
    try {
      return open(pfx, { plain, bmp });
    } finally {
      bmp.fill(0);
    }
  });
}

/** Wipes the keys. */
export function disposePkcs12({ pairs }: Pkcs12): void {
  for (const { key } of pairs) disposeKey(key);
}

/** A wrong MAC is a wrong password, unless the password opens a key: then the file was changed since it was written. */
function open({ safe, mac }: Pfx, password: BagPassword): Pkcs12Outcome {
  const whole = macOf(mac, safe, password.bmp);
  const found: FoundBags = { keys: [], certificates: [], iterations: mac.derivation.iterations };
  const refusal = readSafe(safe, password, found);
  if (whole && refusal === null) return matchPairs(found);
  const opens = found.keys.length > 0;
  for (const { key } of found.keys) disposeKey(key);
  if (whole && refusal !== null) return refusal;
  return opens ? damaged("it was changed since it was written") : { type: "wrong-password" };
}

function macOf({ derivation, digest }: Mac, safe: Buffer, bmp: Uint8Array): boolean {
  const key = pkcs12Derive(derivation, bmp, purpose.mac, digest.length);
  const computed = createHmac(derivation.digest, key).update(safe).digest();
  key.fill(0);
  return computed.length === digest.length && timingSafeEqual(computed, digest);
}

/** PFX (RFC 7292 §4): version 3, the authenticated safe, and its MAC. */
function readPfx(file: Buffer): Pfx | Pkcs12Refusal {
  // Indefinite lengths: some programs write them; DER, which is asked for, knows none (RFC 7292 §4).
  if (file[0] === der.tags.sequence && file[1] === 0x80) return { type: "unsupported", oid: "BER" };
  const [version, content, macData, ...more] = der.readChildren(file) ?? [];
  const [type, wrapped] = der.partsOf(content);
  const contentType = der.oidOf(type);
  if (der.smallIntegerOf(version) !== 3 || contentType === null || more.length > 0) return damaged("no PKCS#12 file");
  if (contentType !== data) return { type: "unsupported", oid: contentType };
  const [safe] = der.partsOf(wrapped);
  if (safe?.tag !== der.tags.octetString) return damaged("no authenticated safe");
  if (macData === undefined) return { type: "unsupported", oid: "no MAC" };
  const mac = readMac(macData);
  return "type" in mac ? mac : { type: "pfx", safe: safe.content, mac };
}

function readMac(macData: der.Element): Mac | Pkcs12Refusal {
  const [info, salt, count] = der.partsOf(macData);
  const [algorithm, digest] = der.partsOf(info);
  const oid = der.oidOf(der.partsOf(algorithm)[0]);
  const iterations = count === undefined ? 1 : der.smallIntegerOf(count);
  if (oid === null || digest?.tag !== der.tags.octetString || salt?.tag !== der.tags.octetString)
    return damaged("no MAC");
  const name = digests.get(oid);
  if (name === undefined) return { type: "unsupported", oid };
  if (iterations === null || iterations < 1 || iterations > mostIterations || salt.content.length > longestSalt)
    return damaged("absurd MAC parameters");
  const lengthOf = { sha1: 20, sha224: 28, sha256: 32, sha384: 48, sha512: 64 } as const;
  if (digest.content.length !== lengthOf[name]) return damaged("a MAC of another length");
  return { derivation: { digest: name, salt: salt.content, iterations }, digest: digest.content };
}
