// How the values of a PSKC file are opened: its EncryptionKey and MACMethod with the key that was given (RFC 6030 §6).

import type { Secret } from "../secret.ts";
import {
  type Cipher,
  cipherOf,
  type Derivation,
  decrypt,
  deriveKey,
  isMac,
  type MacHash,
  macOf,
} from "./pskc-cipher.ts";
import { base64Of, childOf, integerIn, spaces, textOf } from "./pskc-element.ts";
import type { FileRefusal, KeyRefusal } from "./pskc-refusal.ts";
import { printable, type XmlElement } from "./pskc-xml.ts";

export type PskcKey =
  | { readonly type: "pre-shared"; readonly key: Secret }
  | { readonly type: "passphrase"; readonly passphrase: Secret };

export type PskcHeader = { readonly encryptionKey: XmlElement | null; readonly macMethod: XmlElement | null };

export type Opened =
  /** The caller wipes the bytes. */
  | { readonly type: "opened"; readonly bytes: Buffer }
  | { readonly type: "key-refused"; readonly why: KeyRefusal }
  | { readonly type: "file-refused"; readonly why: FileRefusal };

export type Protection = {
  readonly encrypted: boolean;
  /** `data` holds EncryptedValue and ValueMAC: Secret, Counter, Time and their like. */
  open(data: XmlElement): Opened;
  wipe(): void;
};

export type ProtectionOutcome =
  | { readonly type: "ready"; readonly protection: Protection }
  | { readonly type: "refused"; readonly why: FileRefusal };

type Keys = { readonly key: Buffer; readonly mac: { readonly hash: MacHash; readonly key: Buffer } | null };

type Step<T> = { readonly type: "done"; readonly value: T } | { readonly type: "refused"; readonly why: FileRefusal };

const refused = (why: FileRefusal): { type: "refused"; why: FileRefusal } => ({ type: "refused", why });
const unknown = (element: XmlElement, what: string) =>
  refused({ type: "unknown-protection", line: element.line, what: printable(what) });

/** A file that asks for more would hold up the counter for seconds. */
const mostIterations = 5_000_000;

const pbkdf2 = [
  "http://www.rsasecurity.com/rsalabs/pkcs/schemas/pkcs-5#pbkdf2",
  "http://www.rsasecurity.com/rsalabs/pkcs/schemas/pkcs-5v2-0#pbkdf2",
];

/** Figure 7 of the RFC leaves the namespace of the parameters out, its schema does not: both are read. */
function derivationOf(derivedKey: XmlElement): Derivation | null {
  const method = childOf(derivedKey, "KeyDerivationMethod", spaces.xenc11);
  if (!pbkdf2.includes(method?.attributes.get("Algorithm") ?? "")) return null;
  const parameters = childOf(method, "PBKDF2-params", spaces.pkcs5);
  const salt = base64Of(childOf(childOf(parameters, "Salt", null), "Specified", null));
  const iterations = integerIn(textOf(childOf(parameters, "IterationCount", null)));
  const keyBytes = integerIn(textOf(childOf(parameters, "KeyLength", null)));
  const prf = childOf(parameters, "PRF", null)?.attributes.get("Algorithm");
  const hash = prf === undefined ? "sha1" : macOf(prf);
  if (!(salt && iterations && keyBytes && hash)) return null;
  if (iterations < 1 || iterations > mostIterations || ![16, 24, 32].includes(keyBytes)) return null;
  return { salt, iterations, keyBytes, hash };
}

/** The key of the file itself. The caller wipes it. */
function keyOf(encryptionKey: XmlElement, given: PskcKey | null): Step<Buffer> {
  const derivedKey = childOf(encryptionKey, "DerivedKey", spaces.xenc11);
  if (derivedKey) {
    const derivation = derivationOf(derivedKey);
    if (!derivation) return unknown(derivedKey, "a key derivation that is not PBKDF2 within its limits");
    const name = printable(textOf(childOf(derivedKey, "MasterKeyName", spaces.xenc11)) ?? "");
    if (given?.type !== "passphrase") return refused({ type: "passphrase-needed", name });
    return { type: "done", value: given.passphrase.use((bytes) => deriveKey(bytes, derivation)) };
  }
  const name = childOf(encryptionKey, "KeyName", spaces.ds);
  if (!name) return unknown(encryptionKey, encryptionKey.children[0]?.name ?? "an empty EncryptionKey");
  if (given?.type !== "pre-shared") return refused({ type: "key-needed", name: printable(textOf(name) ?? "") });
  return { type: "done", value: given.key.use((bytes) => Buffer.from(bytes)) };
}

type Sealed = { readonly cipher: Cipher; readonly value: Buffer };

/** An element of xenc:EncryptedDataType; null for an unknown method or no cipher value. */
function sealedOf(element: XmlElement | null): Sealed | null {
  const cipher = cipherOf(childOf(element, "EncryptionMethod", spaces.xenc)?.attributes.get("Algorithm"));
  const value = base64Of(childOf(childOf(element, "CipherData", spaces.xenc), "CipherValue", spaces.xenc));
  return cipher && value ? { cipher, value } : null;
}

function macKeyOf(macMethod: XmlElement | null, key: Buffer): Step<Keys["mac"]> {
  if (!macMethod) return { type: "done", value: null };
  const { line } = macMethod;
  const hash = macOf(macMethod.attributes.get("Algorithm"));
  if (!hash) return unknown(macMethod, macMethod.attributes.get("Algorithm") ?? "a MAC without a name");
  const sealed = sealedOf(childOf(macMethod, "MACKey"));
  if (!sealed) return unknown(macMethod, "a MAC key that is not in the file");
  const { cipher, value } = sealed;
  if (key.length !== cipher.keyBytes)
    return refused({ type: "wrong-key-length", line, wanted: cipher.keyBytes, given: key.length });
  const macKey = decrypt(cipher, key, value);
  if (!macKey) return refused({ type: "wrong-key", line });
  return { type: "done", value: { hash, key: macKey } };
}

function opening({ key, mac }: Keys, data: XmlElement): Opened {
  const { line } = data;
  const sealed = sealedOf(childOf(data, "EncryptedValue"));
  if (!sealed) return { type: "key-refused", why: "encryption-unknown" };
  const { cipher, value } = sealed;
  if (key.length !== cipher.keyBytes)
    return {
      type: "file-refused",
      why: { type: "wrong-key-length", line, wanted: cipher.keyBytes, given: key.length },
    };
  const claimed = base64Of(childOf(data, "ValueMAC"));
  // CBC has no check of its own (RFC 6030 §6.1.1).
  if (cipher.block > 0 && !(mac && claimed)) return { type: "key-refused", why: "mac-missing" };
  if (mac && claimed && !isMac(mac.hash, mac.key, value, claimed))
    return { type: "file-refused", why: { type: "wrong-mac", line } };
  const bytes = decrypt(cipher, key, value);
  if (bytes) return { type: "opened", bytes };
  // Under a good MAC it is the sender who padded otherwise.
  if (cipher.block > 0) return { type: "key-refused", why: "padding" };
  return { type: "file-refused", why: { type: "wrong-key", line } };
}

/** Wipe it after the last value. */
export function protectionOf({ encryptionKey, macMethod }: PskcHeader, given: PskcKey | null): ProtectionOutcome {
  if (!encryptionKey) {
    if (macMethod) return unknown(macMethod, "a MAC without an EncryptionKey");
    if (given) return refused({ type: "not-encrypted" });
    const open = (): Opened => ({ type: "key-refused", why: "encryption-unknown" });
    return { type: "ready", protection: { encrypted: false, open, wipe: () => {} } };
  }
  const key = keyOf(encryptionKey, given);
  if (key.type === "refused") return key;
  const mac = macKeyOf(macMethod, key.value);
  if (mac.type === "refused") {
    key.value.fill(0);
    return mac;
  }
  const keys: Keys = { key: key.value, mac: mac.value };
  const wipe = (): void => {
    keys.key.fill(0);
    keys.mac?.key.fill(0);
  };
  return { type: "ready", protection: { encrypted: true, open: (data) => opening(keys, data), wipe } };
}
