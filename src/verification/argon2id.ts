// argon2id (RFC 9106), off the event loop: a few guessable characters become a key that is dear to guess.

import { argon2 } from "node:crypto";
import type { Secret } from "../secret.ts";

export type Argon2idOptions = {
  /** The salt: 8 bytes or more. */
  readonly nonce: Uint8Array;
  readonly tagLength: number;
  /** KiB. */
  readonly memory: number;
  readonly passes: number;
  readonly parallelism: number;
  /** K and X of RFC 9106 §3.1. */
  readonly secret?: Uint8Array;
  readonly associatedData?: Uint8Array;
};

/** The caller wipes the result. */
export function argon2id(password: Secret, options: Argon2idOptions): Promise<Buffer> {
  const message = password.use((bytes) => Buffer.from(bytes));
  return new Promise((resolve, reject) => {
    argon2("argon2id", { message, ...options }, (error, tag) => {
      message.fill(0);
      if (error) reject(error);
      else resolve(Buffer.from(tag.buffer, tag.byteOffset, tag.length));
    });
  });
}
