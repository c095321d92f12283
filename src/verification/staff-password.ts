// Staff passwords at rest: argon2id in the PHC string format, off the event loop.

import { argon2, randomBytes, timingSafeEqual } from "node:crypto";
import type { Secret } from "../secret.ts";

/** OWASP's minimum for argon2id: 19 MiB, two passes, one lane (RFC 9106). */
const cost = { memory: 19_456, passes: 2, parallelism: 1 } as const;
const tagBytes = 32;
/** RFC 9106 §3.1. */
const shortestSalt = 8;

/** `$argon2id$v=19$m=19456,t=2,p=1$salt$tag`, base64 without padding. */
export async function hashPassword(password: Secret): Promise<string> {
  const salt = randomBytes(16);
  const tag = await derive(password, salt);
  return `$argon2id$v=19$m=${cost.memory},t=${cost.passes},p=${cost.parallelism}$${plain64(salt)}$${plain64(tag)}`;
}

/** False for a hash that this program did not make. */
export async function checkPassword(hash: string, password: Secret): Promise<boolean> {
  const [, kind, version, parameters, salt, tag] = hash.split("$");
  const ours = `m=${cost.memory},t=${cost.passes},p=${cost.parallelism}`;
  if (kind !== "argon2id" || version !== "v=19" || parameters !== ours || !salt || !tag) return false;
  const wanted = Buffer.from(tag, "base64");
  const nonce = Buffer.from(salt, "base64");
  if (nonce.length < shortestSalt) return false;
  const found = await derive(password, nonce);
  return wanted.length === found.length && timingSafeEqual(wanted, found);
}

function derive(password: Secret, nonce: Buffer): Promise<Buffer> {
  const message = password.use((bytes) => Buffer.from(bytes));
  return new Promise((resolve, reject) => {
    argon2("argon2id", { message, nonce, tagLength: tagBytes, ...cost }, (error, tag) => {
      message.fill(0);
      if (error) reject(error);
      else resolve(Buffer.from(tag));
    });
  });
}

function plain64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("base64").replace(/=+$/, "");
}
