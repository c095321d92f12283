// The CAs' keys as the authority asks for them: unlocked from what the books keep locked.

import { createPrivateKey, type KeyObject } from "node:crypto";
import type { CaRecord } from "../authority/certificates.ts";
import type { Books } from "../books.ts";

export function caKeys(books: Pick<Books, "unlockCaKey">): (record: CaRecord) => KeyObject {
  return ({ name, lockedKey }) => {
    const pkcs8 = books.unlockCaKey(name, lockedKey);
    const key = createPrivateKey({ key: pkcs8, format: "der", type: "pkcs8" });
    pkcs8.fill(0);
    return key;
  };
}
