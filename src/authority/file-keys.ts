// The CAs' keys where no token has them: locked in the books, and unlocked for whoever signs.

import { generateKeyPair, type KeyObject, sign } from "node:crypto";
import type { CaRecord } from "./certificates.ts";
import { issuingFolders } from "./profiles.ts";
import type { CaKeys, Signer } from "./signer.ts";

export type CaPair = { readonly publicKey: KeyObject; readonly privateKey: KeyObject };

export type KeyLocks = {
  /** Locks a CA's PKCS#8 for the disk; `name` is bound to the lock. The bytes are wiped afterwards. */
  lock(name: string, pkcs8: Uint8Array): Buffer;
  /** For as long as its signer is held. */
  unlock(record: CaRecord): KeyObject;
};

export function fileKeys({ lock, unlock }: KeyLocks): CaKeys {
  let begun: ReadonlyMap<CaRecord["name"], Promise<CaPair>> | null = null;
  return {
    async make(name) {
      // All at once: each takes a processor for a moment.
      begun ??= new Map((["root", ...issuingFolders] as const).map((each) => [each, caPair()]));
      const { publicKey, privateKey } = await (begun.get(name) ?? caPair());
      return {
        publicKey,
        signer: signerOf(privateKey),
        async kept() {
          const pkcs8 = privateKey.export({ type: "pkcs8", format: "der" });
          const lockedKey = lock(name, pkcs8);
          pkcs8.fill(0);
          return { lockedKey };
        },
      };
    },
    signer: (record) => signerOf(unlock(record)),
    trouble: () => null,
    watch: () => () => {},
    close() {},
  };
}

function signerOf(key: KeyObject): Signer {
  return { sign: async (bytes) => ({ type: "signed", signature: sign("sha256", bytes, key) }) };
}

export function caPair(): Promise<CaPair> {
  return new Promise((resolve, reject) => {
    generateKeyPair("rsa", { modulusLength: 2048, publicExponent: 0x10001 }, (error, publicKey, privateKey) =>
      error ? reject(error) : resolve({ publicKey, privateKey }),
    );
  });
}
