// The check of exports with what it needs of the machine: the files, what lies beside them, and a public key.

import { existsSync } from "node:fs";
import { type CheckedFile, checkExports } from "../commands/audit-check.ts";
import type { Home } from "../home.ts";
import type { CheckWanted } from "./audit-command.ts";
import { signerOf } from "./auditing.ts";
import { digestOf, readUpTo } from "./file-bytes.ts";
import type { Output } from "./output.ts";

const mostSignatureBytes = 64 * 1024;
const noKey =
  "Whose signature? This home has no key of its own: give --public-key (at the terminal, changgu audit verify --json says it)";

/** A text says why it cannot be read. */
async function checked(name: string): Promise<CheckedFile | string> {
  const beside = `${name}.sig`;
  const signature = existsSync(beside) ? readUpTo(beside, mostSignatureBytes) : null;
  if (typeof signature === "string") return `${beside} cannot be read: ${signature}`;
  try {
    return { name, digest: await digestOf(name), signature: signature?.toString("utf8") ?? null };
  } catch (error) {
    if (!(error instanceof Error && "code" in error)) throw error;
    return `${name} cannot be read: ${error.message}`;
  }
}

/** 0: each is what was signed. 1: one is not. 2: it could not be looked at. */
export async function checkExportsAt(home: Home, asked: CheckWanted, { print, complain }: Output): Promise<number> {
  const publicKey = asked.publicKey?.toLowerCase() ?? signerOf(home)?.publicKey ?? null;
  const files = await Promise.all(asked.files.map(checked));
  const troubles = files.filter((file) => typeof file === "string");
  for (const trouble of publicKey === null ? [noKey, ...troubles] : troubles) complain(trouble);
  if (publicKey === null || troubles.length > 0) return 2;
  const read = files.filter((file) => typeof file !== "string");
  return checkExports(read, { publicKey, json: asked.json ?? false, print });
}
