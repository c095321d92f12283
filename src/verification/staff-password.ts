// Staff passwords: what a new one must be, and at rest argon2id in the PHC string format, off the event loop.

import { randomBytes, timingSafeEqual } from "node:crypto";
import type { Secret } from "../secret.ts";
import { argon2id } from "./argon2id.ts";

/** OWASP's minimum for argon2id: 19 MiB, two passes, one lane (RFC 9106). */
const cost = { memory: 19_456, passes: 2, parallelism: 1 } as const;
const tagBytes = 32;
/** RFC 9106 §3.1. */
const shortestSalt = 8;

export type StaffPasswordRule =
  | "too-short"
  | "too-long"
  | "forbidden-character"
  | "no-letter"
  | "no-digit"
  | "no-special"
  | "staff-number";

/** The password must hold what is on a terminal's keyboard alone, so that it can be typed at every desk. */
export const staffPasswordLengths = { shortest: 8, longest: 64 } as const;

const isDigit = (byte: number): boolean => byte >= 0x30 && byte <= 0x39;
const isLetter = (byte: number): boolean => (byte >= 0x41 && byte <= 0x5a) || (byte >= 0x61 && byte <= 0x7a);

/** The first rule that is broken, in the order in which a person would mend them. `number`: whose password it is to be. */
export function judgeStaffPassword(
  password: Secret,
  number: string,
): { readonly type: "password-accepted" } | { readonly type: "password-refused"; readonly rule: StaffPasswordRule } {
  const rule = password.use((bytes) => brokenRule(bytes, Buffer.from(number)));
  return rule ? { type: "password-refused", rule } : { type: "password-accepted" };
}

function brokenRule(bytes: Uint8Array, number: Buffer): StaffPasswordRule | null {
  if (bytes.some((byte) => byte < 0x21 || byte > 0x7e)) return "forbidden-character";
  if (bytes.length < staffPasswordLengths.shortest) return "too-short";
  if (bytes.length > staffPasswordLengths.longest) return "too-long";
  if (!bytes.some(isLetter)) return "no-letter";
  if (!bytes.some(isDigit)) return "no-digit";
  if (bytes.every((byte) => isLetter(byte) || isDigit(byte))) return "no-special";
  // Whoever stands at the desk sees the number: with a sign behind it, it is no password either.
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).includes(number) ? "staff-number" : null;
}

/** `$argon2id$v=19$m=19456,t=2,p=1$salt$tag`, base64 without padding. */
export async function hashPassword(password: Secret): Promise<string> {
  const salt = randomBytes(16);
  const tag = await derive(password, salt);
  return `$argon2id$v=19$${parametersOf(cost)}$${plain64(salt)}$${plain64(tag)}`;
}

/** No password has this tag: what an unknown number is compared with, at the same cost. */
export const nobodysHash = `$argon2id$v=19$${parametersOf(cost)}$${"A".repeat(22)}$${"A".repeat(43)}`;

/** False for a hash that this program did not make. */
export async function checkPassword(hash: string, password: Secret): Promise<boolean> {
  const [, kind, version, parameters, salt, tag] = hash.split("$");
  if (kind !== "argon2id" || version !== "v=19" || parameters !== parametersOf(cost) || !salt || !tag) return false;
  const wanted = Buffer.from(tag, "base64");
  const nonce = Buffer.from(salt, "base64");
  if (nonce.length < shortestSalt) return false;
  const found = await derive(password, nonce);
  return wanted.length === found.length && timingSafeEqual(wanted, found);
}

function parametersOf({ memory, passes, parallelism }: typeof cost): string {
  return `m=${memory},t=${passes},p=${parallelism}`;
}

function derive(password: Secret, nonce: Buffer): Promise<Buffer> {
  return argon2id(password, { nonce, tagLength: tagBytes, ...cost });
}

function plain64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("base64").replace(/=+$/, "");
}
