// The CAs' keys where no token has them: locked in the books, and unlocked for whoever signs.

import { type KeyObject, sign } from "node:crypto";
import type { CaRecord } from "./certificates.ts";
import { type RsaPair, rsaPair } from "./key-pair.ts";
import { issuingFolders } from "./profiles.ts";
import type { CaKeys, Signer } from "./signer.ts";

export type KeyLocks = {
  /** Locks a CA's PKCS#8 for the disk; `name` is bound to the lock. The bytes are wiped afterwards. */
  lock(name: string, pkcs8: Uint8Array): Buffer;
  /** For as long as its signer is held. */
  unlock(record: CaRecord): KeyObject;
};

export function fileKeys({ lock, unlock }: KeyLocks): CaKeys {
  let begun: ReadonlyMap<CaRecord["name"], Promise<RsaPair>> | null = null;
  return {
    async make(name) {
      // All at once: each takes a processor for a moment.
      begun ??= new Map((["root", ...issuingFolders] as const).map((each) => [each, rsaPair()]));
      const { publicKey, privateKey } = await (begun.get(name) ?? rsaPair());
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
