// The terminal's key: 32 random bytes in a file of mode 0400, under which personal columns and CA keys are locked.

import { randomFillSync } from "node:crypto";
import { Secret } from "../../src/secret.ts";
import { makeFile } from "./durable-file.ts";
import { readPrivate, systemCode } from "./private-file.ts";

const keyBytes = 32;

export type KeyFileOutcome =
  | { readonly type: "opened"; readonly key: Secret }
  | { readonly type: "missing" }
  | { readonly type: "refused"; readonly why: string };

export type KeyFileMade =
  | { readonly type: "made" }
  /** Made once: a new key would make the database unreadable. */
  | { readonly type: "exists" }
  | { readonly type: "failed"; readonly why: string };

/** Reads the key; refuses a file that its group or others may touch, or of another length. */
export function openKeyFile(file: string): KeyFileOutcome {
  const read = readPrivate(file, 0o400, keyBytes + 1);
  if (read.type !== "read") return read;
  if (read.bytes.length === keyBytes) return { type: "opened", key: Secret.from(read.bytes) };
  read.bytes.fill(0);
  return { type: "refused", why: `${file} does not hold ${keyBytes} bytes` };
}

export function makeKeyFile(file: string): KeyFileMade {
  return writeKeyFile(file, randomFillSync(Buffer.alloc(keyBytes)));
}

/** Wipes the bytes. */
export function writeKeyFile(file: string, bytes: Buffer): KeyFileMade {
  try {
    makeFile(file, bytes, 0o400);
    return { type: "made" };
  } catch (error) {
    const code = systemCode(error);
    if (code === null) throw error;
    return code === "EEXIST" ? { type: "exists" } : { type: "failed", why: `${file} cannot be written (${code})` };
  } finally {
    bytes.fill(0);
  }
}
