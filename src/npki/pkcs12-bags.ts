// What a PKCS#12 file holds: safes, open or encrypted, and in them bags with keys and certificates (RFC 7292 §4.1, §4.2).

import { publicKeyOf } from "./certificate-folder.ts";
import * as der from "./der.ts";
import { keysMatch } from "./key-match.ts";
import { damaged, mostIterations } from "./key-scheme.ts";
import { disposeKey, type OpenKey } from "./locked-key.ts";
import type { Pkcs12Outcome, Pkcs12Pair, Pkcs12Refusal } from "./pkcs12.ts";
import { type BagPassword, decryptBag, readBagScheme } from "./pkcs12-scheme.ts";
import { readPrivateKeyInfo } from "./private-key-info.ts";

export const contentTypes = { data: "1.2.840.113549.1.7.1", encrypted: "1.2.840.113549.1.7.6" } as const;
export const bagTypes = {
  key: "1.2.840.113549.1.12.10.1.1",
  shroudedKey: "1.2.840.113549.1.12.10.1.2",
  certificate: "1.2.840.113549.1.12.10.1.3",
} as const;
export const x509Certificate = "1.2.840.113549.1.9.22.1";
export const localKeyId = "1.2.840.113549.1.9.21";

/** More than any program writes: what is hostile ends soon. */
const mostKeys = 4;
const mostCertificates = 32;

type Identified<T> = T & { readonly id: Buffer | null };

/** `iterations`: of all derivations so far, which together stay within the limit of one. */
export type FoundBags = {
  readonly keys: Identified<{ readonly key: OpenKey }>[];
  readonly certificates: Identified<{ readonly certificate: Buffer }>[];
  iterations: number;
};

/** Adds what every safe holds; null when all was read. Keys that were found before a refusal stay the caller's to end. */
export function readSafe(safe: Buffer, password: BagPassword, found: FoundBags): Pkcs12Refusal | null {
  const contents = der.readExactly(safe);
  if (contents === null) return damaged("no list of contents");
  for (const content of contents) {
    const refusal = readContent(content, password, found);
    if (refusal !== null) return refusal;
  }
  return null;
}

function readContent(content: der.Element, password: BagPassword, found: FoundBags): Pkcs12Refusal | null {
  const [type, wrapped] = der.partsOf(content);
  const [inner] = der.partsOf(wrapped);
  const oid = der.oidOf(type);
  switch (oid) {
    case contentTypes.data:
      return inner?.tag === der.tags.octetString ? readBags(inner.content, password, found) : damaged("no contents");
    case contentTypes.encrypted: {
      // EncryptedData: version, and EncryptedContentInfo with its content as [0], implicit (RFC 5652 §8).
      const [, algorithm, encrypted] = der.partsOf(der.partsOf(inner)[1]);
      if (encrypted?.tag !== 0x80) return damaged("no encrypted contents");
      const plain = decrypted(algorithm, encrypted.content, password, found);
      if (plain.type !== "plain") return plain;
      const refusal = readBags(plain.bytes, password, found);
      plain.bytes.fill(0);
      return refusal;
    }
    default:
      return oid === null ? damaged("no content type") : { type: "unsupported", oid };
  }
}

type Decrypted = { readonly type: "plain"; readonly bytes: Buffer } | Pkcs12Refusal;

function decrypted(
  algorithm: der.Element | undefined,
  encrypted: Buffer,
  password: BagPassword,
  found: FoundBags,
): Decrypted {
  if (algorithm === undefined) return damaged("no algorithm");
  const scheme = readBagScheme(algorithm);
  if (scheme.type === "damaged" || scheme.type === "unsupported") return scheme;
  found.iterations += scheme.derivation.iterations;
  if (found.iterations > mostIterations) return damaged("absurd iteration counts");
  const bytes = decryptBag(scheme, password, encrypted);
  return bytes === null ? { type: "wrong-password" } : { type: "plain", bytes };
}

function readBags(contents: Buffer, password: BagPassword, found: FoundBags): Pkcs12Refusal | null {
  const bags = der.readExactly(contents);
  // What a wrong password leaves when its padding happens to be right is no list either.
  if (bags === null) return { type: "wrong-password" };
  for (const bag of bags) {
    const refusal = readBag(bag, password, found);
    if (refusal !== null) return refusal;
  }
  return null;
}

/** Revocation lists and other secrets are passed over. */
function readBag(bag: der.Element, password: BagPassword, found: FoundBags): Pkcs12Refusal | null {
  const [type, wrapped, attributes] = der.partsOf(bag);
  const [value] = der.partsOf(wrapped);
  if (value === undefined) return damaged("an empty bag");
  const id = idAmong(attributes);
  switch (der.oidOf(type)) {
    case bagTypes.certificate:
      return addCertificate(value, id, found);
    case bagTypes.key:
      return addKey(value.whole, id, found);
    case bagTypes.shroudedKey: {
      const [algorithm, encrypted] = der.partsOf(value);
      if (encrypted?.tag !== der.tags.octetString) return damaged("no encrypted key");
      const plain = decrypted(algorithm, encrypted.content, password, found);
      if (plain.type !== "plain") return plain;
      const refusal = addKey(plain.bytes, id, found);
      plain.bytes.fill(0);
      return refusal;
    }
    default:
      return null;
  }
}

/** localKeyID, which a key and its certificate have in common. */
function idAmong(attributes: der.Element | undefined): Buffer | null {
  for (const attribute of der.partsOf(attributes)) {
    const [type, values] = der.partsOf(attribute);
    const [id] = der.partsOf(values);
    if (der.oidOf(type) === localKeyId && id?.tag === der.tags.octetString) return Buffer.from(id.content);
  }
  return null;
}

function addCertificate(value: der.Element, id: Buffer | null, found: FoundBags): Pkcs12Refusal | null {
  const [type, wrapped] = der.partsOf(value);
  const [certificate] = der.partsOf(wrapped);
  if (der.oidOf(type) !== x509Certificate || certificate?.tag !== der.tags.octetString)
    return damaged("no certificate in its bag");
  if (found.certificates.length === mostCertificates) return damaged("too many certificates");
  found.certificates.push({ certificate: Buffer.from(certificate.content), id });
  return null;
}

function addKey(plain: Buffer, id: Buffer | null, found: FoundBags): Pkcs12Refusal | null {
  if (found.keys.length === mostKeys) return damaged("too many keys");
  const reading = readPrivateKeyInfo(plain);
  switch (reading.type) {
    case "key":
      found.keys.push({ key: reading.key, id });
      return null;
    case "not-a-key":
      return { type: "wrong-password" };
    case "damaged":
    case "unsupported":
      return reading;
  }
}

/** Each key with its certificate, which a signature shows and not the identifier alone. */
export function matchPairs({ keys, certificates }: FoundBags): Pkcs12Outcome {
  const pairs: Pkcs12Pair[] = [];
  const rest = [...certificates];
  for (const { key, id } of keys) {
    const named = (each: (typeof rest)[number]): number => (id !== null && each.id?.equals(id) ? 0 : 1);
    const candidates = rest.toSorted((one, other) => named(one) - named(other));
    const match = candidates.find(({ certificate }) => belongs(key, certificate));
    if (match === undefined) break;
    rest.splice(rest.indexOf(match), 1);
    pairs.push({ certificate: match.certificate, key });
  }
  if (pairs.length === keys.length && pairs.length > 0)
    return { type: "opened", contents: { pairs, others: rest.map(({ certificate }) => certificate) } };
  for (const { key } of keys) disposeKey(key);
  return { type: "mismatch" };
}

function belongs(key: OpenKey, certificate: Buffer): boolean {
  const publicKey = publicKeyOf(certificate);
  return publicKey !== null && keysMatch(key, publicKey);
}
