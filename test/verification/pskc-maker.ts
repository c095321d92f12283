// Makes PSKC files as a maker of tokens does: plain, under a shared key, under a passphrase; and broken ones.

import { createCipheriv, createHmac, pbkdf2Sync, randomBytes } from "node:crypto";

export type Protected = {
  /** As in XML Encryption: `aes128-cbc`, `kw-aes256`. */
  readonly method: string;
  readonly key: Buffer;
  /** As in XML Signature; null: no MAC. */
  readonly mac: { readonly uri: string; readonly hash: string; readonly key: Buffer } | null;
  readonly passphrase: { readonly salt: Buffer; readonly iterations: number; readonly prf: string } | null;
};

const names: Readonly<Record<string, string>> = {
  "aes128-cbc": "aes-128-cbc",
  "aes192-cbc": "aes-192-cbc",
  "aes256-cbc": "aes-256-cbc",
  "tripledes-cbc": "des-ede3-cbc",
  "kw-aes128": "id-aes128-wrap",
  "kw-aes192": "id-aes192-wrap",
  "kw-aes256": "id-aes256-wrap",
};

const xenc = "http://www.w3.org/2001/04/xmlenc#";

export const hmacUri = (hash: string): string =>
  hash === "sha1"
    ? "http://www.w3.org/2000/09/xmldsig#hmac-sha1"
    : `http://www.w3.org/2001/04/xmldsig-more#hmac-${hash}`;

export function sharedKey(method: string, key: Buffer, hash = "sha1"): Protected {
  return { method, key, mac: { uri: hmacUri(hash), hash, key: randomBytes(20) }, passphrase: null };
}

export function underPassphrase(method: string, bytes: number, passphrase: string, prf = "sha1"): Protected {
  const salt = randomBytes(8);
  const iterations = 1000;
  const key = pbkdf2Sync(passphrase, salt, iterations, bytes, prf);
  return { ...sharedKey(method, key), passphrase: { salt, iterations, prf } };
}

function encrypt({ method, key }: Protected, plain: Buffer): Buffer {
  const wraps = method.startsWith("kw-");
  const iv = wraps ? Buffer.alloc(8, 0xa6) : randomBytes(method === "tripledes-cbc" ? 8 : 16);
  const cipher = createCipheriv(names[method] ?? "", key, iv);
  return Buffer.concat([wraps ? Buffer.alloc(0) : iv, cipher.update(plain), cipher.final()]);
}

function cipherData({ method }: Protected, value: Buffer): string {
  return `<x:EncryptionMethod Algorithm="${xenc}${method}"/><x:CipherData><x:CipherValue>${value.toString("base64")}</x:CipherValue></x:CipherData>`;
}

/** What stands in Secret, Counter and their like. */
export function encryptedValue(how: Protected, plain: Buffer): string {
  const value = encrypt(how, plain);
  const mac = how.mac ? createHmac(how.mac.hash, how.mac.key).update(value).digest("base64") : null;
  return `<EncryptedValue>${cipherData(how, value)}</EncryptedValue>${mac === null ? "" : `<ValueMAC>${mac}</ValueMAC>`}`;
}

export const plainValue = (text: string | number): string => `<PlainValue>${text}</PlainValue>`;
export const plainSecret = (seed: Buffer): string => plainValue(seed.toString("base64"));

export type KeyParts = {
  readonly serial: string;
  readonly profile: string;
  readonly parameters: string;
  readonly secret: string;
  /** Counter, Time, TimeInterval, TimeDrift. */
  readonly data: string;
  readonly policy: string;
  readonly device: string;
};

export const seed20 = Buffer.from("12345678901234567890");

export const sixDigits = '<ResponseFormat Length="6" Encoding="DECIMAL"/>';

const ordinary: KeyParts = {
  serial: "0110000501",
  profile: "totp",
  parameters: sixDigits,
  secret: plainSecret(seed20),
  data: `<TimeInterval>${plainValue(60)}</TimeInterval>`,
  policy: "",
  device: "",
};

/** One line. */
export function keyPackage(parts: Partial<KeyParts> = {}): string {
  const { serial, profile, parameters, secret, data, policy, device } = { ...ordinary, ...parts };
  return [
    `<KeyPackage><DeviceInfo><Manufacturer>oath.UB</Manufacturer><SerialNo>${serial}</SerialNo>${device}</DeviceInfo>`,
    `<Key Id="${serial}" Algorithm="urn:ietf:params:xml:ns:keyprov:pskc:${profile}">`,
    `<AlgorithmParameters>${parameters}</AlgorithmParameters>`,
    `<Data><Secret>${secret}</Secret>${data}</Data>${policy && `<Policy>${policy}</Policy>`}</Key></KeyPackage>`,
  ].join("");
}

function encryptionKey({ passphrase, key }: Protected): string {
  if (!passphrase) return "<EncryptionKey><d:KeyName>Shared key 1</d:KeyName></EncryptionKey>";
  const { salt, iterations, prf } = passphrase;
  return [
    `<EncryptionKey><e:DerivedKey><e:KeyDerivationMethod Algorithm="http://www.rsasecurity.com/rsalabs/pkcs/schemas/pkcs-5#pbkdf2">`,
    `<p:PBKDF2-params><p:Salt><p:Specified>${salt.toString("base64")}</p:Specified></p:Salt>`,
    `<p:IterationCount>${iterations}</p:IterationCount><p:KeyLength>${key.length}</p:KeyLength>`,
    `<p:PRF Algorithm="${hmacUri(prf)}"/></p:PBKDF2-params></e:KeyDerivationMethod>`,
    `<e:MasterKeyName>Passphrase 1</e:MasterKeyName></e:DerivedKey></EncryptionKey>`,
  ].join("");
}

function macMethod(how: Protected): string {
  if (!how.mac) return "";
  const { uri, key } = how.mac;
  // A wrap takes whole groups of eight bytes only.
  const macKey = how.method.startsWith("kw-") ? key.subarray(0, 16) : key;
  return `<MACMethod Algorithm="${uri}"><MACKey>${cipherData(how, encrypt(how, macKey))}</MACKey></MACMethod>`;
}

/** The head is one line and each package another: package number n, from 0, stands in line n + 2. */
export function container(packages: readonly string[], how: Protected | null = null): string {
  return [
    `<KeyContainer Version="1.0" xmlns="urn:ietf:params:xml:ns:keyprov:pskc" xmlns:d="http://www.w3.org/2000/09/xmldsig#" xmlns:x="${xenc}" xmlns:e="http://www.w3.org/2009/xmlenc11#" xmlns:p="http://www.rsasecurity.com/rsalabs/pkcs/schemas/pkcs-5v2-0#">${how ? `${encryptionKey(how)}${macMethod(how)}` : ""}`,
    ...packages,
    "</KeyContainer>",
  ].join("\n");
}
