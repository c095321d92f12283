// Whether a private key and a certificate belong together, shown by what a pair is for: a signature.

import { type KeyObject, randomBytes, sign, verify } from "node:crypto";
import { keyObject, type OpenKey } from "./locked-key.ts";

/** Signs a fresh challenge of 32 bytes with the key (SHA-256) and verifies it with the public key. */
export function keysMatch(key: OpenKey, publicKey: KeyObject): boolean {
  const challenge = randomBytes(32);
  try {
    return verify("sha256", challenge, publicKey, sign("sha256", challenge, keyObject(key)));
  } catch {
    // OpenSSL refuses keys of a kind that cannot sign: no pair either.
    return false;
  }
}
