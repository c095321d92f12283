// Key files made another way than the program makes them: derivation by node:crypto, SEED by openssl, DER by hand.
import { createCipheriv, createHash, generateKeyPairSync, pbkdf2Sync } from "node:crypto";
import * as der from "../../src/npki/der.ts";
import type { OpenKey } from "../../src/npki/locked-key.ts";
import { Secret } from "../../src/secret.ts";
import { opensslSays } from "./openssl.ts";

const pair = generateKeyPairSync("rsa", {
  modulusLength: 2048,
  publicKeyEncoding: { type: "spki", format: "pem" },
  privateKeyEncoding: { type: "pkcs8", format: "der" },
});

export const publicKey: string = pair.publicKey;
/** DER PKCS#8. */
export const pkcs8: Buffer = pair.privateKey;
export const r: Buffer = Buffer.from("79ea7568a2d3776604e18bcd3a1b1b85b7da0872", "hex");
/** `[0] { SEQUENCE { 1.2.410.200004.10.1.1.3, SET { BIT STRING } } }`, byte by byte. */
export const attributeOfR: Buffer = Buffer.concat([
  Buffer.from("a0273025060a2a831a8c9a440a01010331170315" + "00", "hex"),
  r,
]);
export const salt: Buffer = Buffer.from("0102030405060708", "hex");
export const iv: Buffer = Buffer.from("a0a1a2a3a4a5a6a7a8a9aaabacadaeaf", "hex");

export const password = (text = "Cert!hong90"): Secret => Secret.fromText(text);
export const openKey = (withR = true): OpenKey => ({
  privateKey: Secret.from(Buffer.from(pkcs8)),
  r: withR ? Secret.from(Buffer.from(r)) : null,
});

/** PrivateKeyInfo with R: the attribute appended to the PKCS#8 that node:crypto wrote. */
export function privateKeyInfo(attributes: Buffer = attributeOfR): Buffer {
  return der.sequence(...(der.readChildren(pkcs8) ?? []).map(({ whole }) => whole), attributes);
}

/** T1 = SHA1(password ‖ salt), Tn = SHA1(Tn-1). */
export function pbkdf1(text: string, salted: Uint8Array, iterations: number): Buffer {
  let digest = createHash("sha1").update(text).update(salted).digest();
  for (let i = 1; i < iterations; i++) digest = createHash("sha1").update(digest).digest();
  return digest;
}

export function seed(direction: "-e" | "-d", key: Uint8Array, initial: Uint8Array, bytes: Uint8Array): Buffer {
  const named = ["-K", Buffer.from(key).toString("hex"), "-iv", Buffer.from(initial).toString("hex")];
  return opensslSays(["enc", direction, "-seed-cbc", ...named], bytes);
}

const octets = (bytes: Uint8Array): Buffer => der.element(der.tags.octetString, bytes);

export function keyFile(scheme: Buffer, encrypted: Uint8Array): Buffer {
  return der.sequence(scheme, octets(encrypted));
}

export function pbes1(oid: string, iterations: number): Buffer {
  return der.sequence(der.oid(oid), der.sequence(octets(salt), der.smallInteger(iterations)));
}

export type Pbes2 = {
  readonly cipher: string;
  readonly iterations?: number;
  readonly keyLength?: number;
  readonly prf?: string;
  readonly kdf?: string;
};

export function pbes2({ cipher, iterations = 1024, keyLength, prf, kdf = "1.2.840.113549.1.5.12" }: Pbes2): Buffer {
  const length = keyLength === undefined ? [] : [der.smallInteger(keyLength)];
  const function_ = prf === undefined ? [] : [der.sequence(der.oid(prf), der.nothing())];
  const parameters = der.sequence(octets(salt), der.smallInteger(iterations), ...length, ...function_);
  const derivation = der.sequence(der.oid(kdf), parameters);
  return der.sequence(
    der.oid("1.2.840.113549.1.5.13"),
    der.sequence(derivation, der.sequence(der.oid(cipher), octets(iv))),
  );
}

/** Encrypts by a cipher that Node has. */
export function encryptNative(name: string, keyBytes: number, digest: string, text: string, plain: Uint8Array): Buffer {
  const cipher = createCipheriv(name, pbkdf2Sync(text, salt, 1024, keyBytes, digest), iv);
  return Buffer.concat([cipher.update(plain), cipher.final()]);
}
