// Key pairs, made off the event loop: any one, and the customer's, made where the customer stands, with R beside it.

import { generateKeyPair, type KeyObject, randomFillSync } from "node:crypto";
import { Secret } from "../secret.ts";
import type { KeyPair } from "./authority.ts";

export type RsaPair = { readonly publicKey: KeyObject; readonly privateKey: KeyObject };

const rsa = { modulusLength: 2048, publicExponent: 0x10001 };

/** RSA of 2048 bits with exponent 65537. */
export function rsaPair(): Promise<RsaPair> {
  return new Promise((resolve, reject) => {
    generateKeyPair("rsa", rsa, (error, publicKey, privateKey) =>
      error ? reject(error) : resolve({ publicKey, privateKey }),
    );
  });
}

const rBytes = 20;

/** R, the random number of a virtual id: 20 bytes. */
export function newR(): Secret {
  return Secret.from(randomFillSync(new Uint8Array(rBytes)));
}

/** As `rsaPair`, in bytes that can be wiped, and 20 random ones beside them. */
export async function makeKeyPair(): Promise<KeyPair> {
  const { publicKey, privateKey } = await new Promise<{ publicKey: Buffer; privateKey: Buffer }>((resolve, reject) => {
    generateKeyPair(
      "rsa",
      {
        ...rsa,
        publicKeyEncoding: { type: "spki", format: "der" },
        privateKeyEncoding: { type: "pkcs8", format: "der" },
      },
      (error, publicKey, privateKey) => (error ? reject(error) : resolve({ publicKey, privateKey })),
    );
  });
  const secretKey = Secret.from(privateKey);
  const r = newR();
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
