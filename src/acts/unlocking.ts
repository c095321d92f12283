// The CAs' keys as the authority asks for them: unlocked from what the books keep locked.

import { createPrivateKey } from "node:crypto";
import { fileKeys } from "../authority/file-keys.ts";
import type { CaKeys } from "../authority/signer.ts";
import type { Books } from "../books.ts";

export function caKeys(books: Pick<Books, "lockCaKey" | "unlockCaKey">): CaKeys {
  return fileKeys({
    lock: books.lockCaKey,
    unlock({ name, lockedKey }) {
      if (!lockedKey) throw new RangeError(`the key of ${name} is not in these books`);
      const pkcs8 = books.unlockCaKey(name, lockedKey);
      const key = createPrivateKey({ key: pkcs8, format: "der", type: "pkcs8" });
      pkcs8.fill(0);
      return key;
    },
  });
}
