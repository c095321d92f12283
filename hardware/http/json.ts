// JSON of these contracts: bodies that carry secrets as bytes, answers that are read strictly.

import { Secret } from "../../src/secret.ts";

export type Json = { readonly [key: string]: unknown };

/** A body with secrets in it is built as bytes; digits need no escaping. The caller wipes it. */
export function bodyOf(fields: Readonly<Record<string, string | number | Secret>>): Buffer {
  const parts: Buffer[] = [];
  for (const [name, value] of Object.entries(fields)) {
    parts.push(Buffer.from(`${parts.length === 0 ? "{" : ","}${JSON.stringify(name)}:`));
    parts.push(typeof value === "object" ? quoted(value) : Buffer.from(JSON.stringify(value)));
  }
  const body = Buffer.concat([...parts, Buffer.from(parts.length === 0 ? "{}" : "}")]);
  for (const part of parts) part.fill(0);
  return body;
}

function quoted(secret: Secret): Buffer {
  return secret.use((digits) => Buffer.concat([Buffer.from('"'), digits, Buffer.from('"')]));
}

/**
 * Takes the digits of every `"member":"123…"` out of a JSON text, before anything of it becomes a string that nobody can
 * wipe. In their place stands their index in the result, filled up with zeros. The caller wipes the result.
 */
export function liftSecrets(text: Buffer, member: string): readonly Secret[] {
  const secrets: Secret[] = [];
  // Inside a string of JSON no quotation mark stands bare, so what begins like this is a member.
  const name = Buffer.from(JSON.stringify(member));
  for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1)) {
    const begin = past(text, past(text, at + name.length, 0x3a), 0x22);
    const end = text.indexOf(0x22, begin);
    const digits = begin < 0 || end < 0 ? null : text.subarray(begin, end);
    if (!digits || digits.length === 0 || digits.some((byte) => byte < 0x30 || byte > 0x39)) continue;
    const index = String(secrets.length).padStart(digits.length, "0");
    secrets.push(Secret.from(digits));
    digits.write(index, "latin1");
  }
  return secrets;
}

/** Behind blanks and this mark; -1 when something else stands there. */
function past(text: Buffer, from: number, mark: number): number {
  if (from < 0) return -1;
  let at = from;
  while ([0x20, 0x09, 0x0a, 0x0d].includes(text[at] ?? 0)) at++;
  return text[at] === mark ? at + 1 : -1;
}

/** Null for what is no JSON object in UTF-8. */
export function parseObject(bytes: Uint8Array): Json | null {
  try {
    const value: unknown = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
    return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Json) : null;
  } catch {
    return null;
  }
}

export function textIn(json: Json, key: string): string | null {
  const value = json[key];
  return typeof value === "string" ? value : null;
}
