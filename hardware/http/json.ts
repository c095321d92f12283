// JSON of these contracts: bodies that carry secrets as bytes, answers that are read strictly.

import type { Secret } from "../../src/secret.ts";

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
