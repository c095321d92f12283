// The customer's key pair and R, made where the customer stands and off the event loop.

import { generateKeyPair, randomFillSync } from "node:crypto";
import { Secret } from "../secret.ts";
import type { KeyPair } from "./authority.ts";

const rBytes = 20;

/** RSA of 2048 bits with exponent 65537, and 20 random bytes beside it. */
export async function makeKeyPair(): Promise<KeyPair> {
  const { publicKey, privateKey } = await new Promise<{ publicKey: Buffer; privateKey: Buffer }>((resolve, reject) => {
    generateKeyPair(
      "rsa",
      {
        modulusLength: 2048,
        publicExponent: 0x10001,
        publicKeyEncoding: { type: "spki", format: "der" },
        privateKeyEncoding: { type: "pkcs8", format: "der" },
      },
      (error, publicKey, privateKey) => (error ? reject(error) : resolve({ publicKey, privateKey })),
    );
  });
  const secretKey = Secret.from(privateKey);
  const r = Secret.from(randomFillSync(new Uint8Array(rBytes)));
  return {
    publicKey,
    privateKey: secretKey,
    r,
    wipe() {
      secretKey.wipe();
      r.wipe();
    },
  };
}
