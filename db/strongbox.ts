// The strongbox: locks personal columns under the terminal's key, and finds them by blind index.

import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createSecretKey,
  hkdfSync,
  type KeyObject,
  randomBytes,
  timingSafeEqual,
} from "node:crypto";
import type { Secret } from "../src/secret.ts";

/** A cell of the database: where a locked value belongs, so that it opens nowhere else. */
export type Cell = { readonly table: string; readonly column: string; readonly row: string };

export type Strongbox = {
  /** Eight hexadecimal digits; in each locked value, so that a wrong key file is named. */
  readonly keyId: string;
  /** AES-256-GCM with the cell and the key id as associated data. The caller wipes `plain`. */
  seal(cell: Cell, plain: Uint8Array): Buffer;
  /** The caller wipes the result. Throws `StrongboxDamaged`. */
  open(cell: Cell, sealed: Uint8Array): Buffer;
  /** A key of 32 bytes for one purpose, always the same one; the caller wipes it. */
  subkey(purpose: string): Buffer;
  /** HMAC-SHA256 in hexadecimal under a key of its own per purpose: the same text, the same index. */
  index(purpose: string, text: Uint8Array): string;
  /** Compares with an index in constant time. */
  matches(purpose: string, text: Uint8Array, index: string): boolean;
};

/** A value was changed or moved, or belongs to another key file: the terminal is out of service. */
export class StrongboxDamaged extends Error {
  override readonly name = "StrongboxDamaged";
}

const version = 1;
const nonceAt = 5;
const bodyAt = 17;
const tagBytes = 16;

/** A key for one purpose (RFC 5869). */
function deriveBytes(master: KeyObject, purpose: string): Buffer {
  return Buffer.from(hkdfSync("sha256", master, "changgu-vault-v1", purpose, 32));
}

function derive(master: KeyObject, purpose: string): KeyObject {
  const bytes = deriveBytes(master, purpose);
  const derived = createSecretKey(bytes);
  bytes.fill(0);
  return derived;
}

function keyIdOf(master: KeyObject): string {
  return createHmac("sha256", derive(master, "key id")).update("").digest("hex").slice(0, 8);
}

/** The separator cannot occur: tables and columns are names, and a row id holds no line break. */
function associated({ table, column, row }: Cell, keyId: string): Buffer {
  return Buffer.from(`${table}\n${column}\n${row}\n${keyId}`);
}

/** Version 1 · key id 4 · nonce 12 · ciphertext · tag 16. */
function seal(key: KeyObject, keyId: string, cell: Cell, plain: Uint8Array): Buffer {
  const nonce = randomBytes(12);
  const cipher = createCipheriv("aes-256-gcm", key, nonce).setAAD(associated(cell, keyId));
  const body = [cipher.update(plain), cipher.final()];
  return Buffer.concat([Buffer.of(version), Buffer.from(keyId, "hex"), nonce, ...body, cipher.getAuthTag()]);
}

function open(key: KeyObject, keyId: string, cell: Cell, sealed: Buffer): Buffer {
  const where = `${cell.table}.${cell.column} of ${cell.row}`;
  if (sealed.length < bodyAt + tagBytes || sealed[0] !== version)
    throw new StrongboxDamaged(`${where} is no locked value`);
  const found = sealed.toString("hex", 1, nonceAt);
  if (found !== keyId) throw new StrongboxDamaged(`${where} is locked under key ${found}; the key file holds ${keyId}`);
  const end = sealed.length - tagBytes;
  const decipher = createDecipheriv("aes-256-gcm", key, sealed.subarray(nonceAt, bodyAt), { authTagLength: tagBytes })
    .setAAD(associated(cell, keyId))
    .setAuthTag(sealed.subarray(end));
  const plain = decipher.update(sealed.subarray(bodyAt, end));
  try {
    decipher.final();
    return plain;
  } catch (error) {
    plain.fill(0);
    throw new StrongboxDamaged(`${where} was changed, or moved from another place`, { cause: error });
  }
}

/** `key` is the terminal's key, 32 bytes; it may be wiped afterwards. */
export function openStrongbox(key: Secret): Strongbox {
  const master = key.use((bytes) => createSecretKey(bytes));
  const keyId = keyIdOf(master);
  const sealing = derive(master, "seal");
  const purposes = new Map<string, KeyObject>();
  const purposeKey = (purpose: string): KeyObject => {
    const known = purposes.get(purpose);
    if (known) return known;
    const made = derive(master, `index ${purpose}`);
    purposes.set(purpose, made);
    return made;
  };
  const mac = (purpose: string, text: Uint8Array): Buffer =>
    createHmac("sha256", purposeKey(purpose)).update(text).digest();
  return {
    keyId,
    seal: (cell, plain) => seal(sealing, keyId, cell, plain),
    open: (cell, sealed) => open(sealing, keyId, cell, Buffer.from(sealed)),
    subkey: (purpose) => deriveBytes(master, purpose),
    index: (purpose, text) => mac(purpose, text).toString("hex"),
    matches(purpose, text, index) {
      const known = Buffer.from(index, "hex");
      const found = mac(purpose, text);
      return known.length === found.length && timingSafeEqual(known, found);
    },
  };
}
