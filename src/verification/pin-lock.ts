// Bytes under a PIN: AES-256-GCM with a key that argon2id makes of the PIN and a salt of their own.

import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import { Secret } from "../secret.ts";
import { argon2id } from "./argon2id.ts";

/** RFC 9106 §4, the second recommended choice: three passes over 64 MiB in four lanes. */
const cost = { memory: 65_536, passes: 3, parallelism: 4 } as const;

const version = 1;
const saltAt = 1;
const nonceAt = 17;
const bodyAt = 29;
const tagBytes = 16;

function keyOf(pin: Secret, salt: Uint8Array): Promise<Buffer> {
  return argon2id(pin, { nonce: salt, tagLength: 32, ...cost });
}

/**
 * Version 1 · salt 16 · nonce 12 · ciphertext · tag 16; `place` is bound to it, so that it opens nowhere else. The caller
 * wipes `plain`. A million PINs are tried in hours by whoever has the result: it is kept under a second key, which is not
 * where it lies.
 */
export async function lockUnderPin(plain: Uint8Array, pin: Secret, place: string): Promise<Buffer> {
  const salt = randomBytes(nonceAt - saltAt);
  const key = await keyOf(pin, salt);
  const nonce = randomBytes(bodyAt - nonceAt);
  const cipher = createCipheriv("aes-256-gcm", key, nonce).setAAD(Buffer.from(place));
  const body = [cipher.update(plain), cipher.final()];
  key.fill(0);
  return Buffer.concat([Buffer.of(version), salt, nonce, ...body, cipher.getAuthTag()]);
}

/** Null with any other PIN, in another place, and of changed bytes or none: which of them it was cannot be told. */
export async function openUnderPin(locked: Uint8Array, pin: Secret, place: string): Promise<Secret | null> {
  const bytes = Buffer.from(locked);
  const readable = bytes.length >= bodyAt + tagBytes && bytes[0] === version;
  const salt = readable ? bytes.subarray(saltAt, nonceAt) : randomBytes(nonceAt - saltAt);
  // What cannot be read costs the same work.
  const key = await keyOf(pin, salt);
  if (!readable) {
    key.fill(0);
    return null;
  }
  const end = bytes.length - tagBytes;
  const decipher = createDecipheriv("aes-256-gcm", key, bytes.subarray(nonceAt, bodyAt), { authTagLength: tagBytes })
    .setAAD(Buffer.from(place))
    .setAuthTag(bytes.subarray(end));
  key.fill(0);
  const plain = decipher.update(bytes.subarray(bodyAt, end));
  try {
    decipher.final();
    return Secret.from(plain);
  } catch {
    plain.fill(0);
    return null;
  }
}
