// The vault that a branch keeps itself: a key lies under its PIN, and that under the terminal's key, in its own row.

import { eq } from "drizzle-orm";
import type { KeyName, KeyVault } from "../src/authority/key-vault.ts";
import { makeVaultKey, signWithVaultKey } from "../src/authority/vault-key.ts";
import type { Secret } from "../src/secret.ts";
import { lockUnderPin, openUnderPin } from "../src/verification/pin-lock.ts";
import { vaultKeys } from "./financial-schema.ts";
import type { Database } from "./open.ts";
import { type Cell, type Strongbox, StrongboxDamaged } from "./strongbox.ts";

function cellOf(name: KeyName): Cell {
  return { table: "vault_keys", column: "locked_key", row: name };
}

/** The inner lock is bound to its place too: under another row's name it opens with no PIN. */
function placeOf({ table, column, row }: Cell): string {
  return `${table}\n${column}\n${row}`;
}

/** Outer lock: the terminal's key file. Inner lock: the PIN. The caller wipes `plain`. */
async function lock(strongbox: Strongbox, name: KeyName, plain: Uint8Array, pin: Secret): Promise<Buffer> {
  const cell = cellOf(name);
  return strongbox.seal(cell, await lockUnderPin(plain, pin, placeOf(cell)));
}

const nothing = new Uint8Array(0);

export function openKeyVault({ orm, transactions }: Database, strongbox: Strongbox): KeyVault {
  const rowOf = (name: KeyName) => orm.select().from(vaultKeys).where(eq(vaultKeys.name, name)).get();

  /** DER PrivateKeyInfo. A key that nobody has costs the same work as a wrong PIN. Throws `StrongboxDamaged`. */
  async function open(name: KeyName, pin: Secret): Promise<Secret | null> {
    const cell = cellOf(name);
    const kept = rowOf(name)?.lockedKey;
    return openUnderPin(kept ? strongbox.open(cell, kept) : nothing, pin, placeOf(cell));
  }

  return {
    async makeKey(name, pin) {
      const { publicKey, info, r } = await makeVaultKey();
      const lockedKey = await lock(strongbox, name, info, pin);
      info.fill(0);
      const { changes } = orm.insert(vaultKeys).values({ name, lockedKey }).onConflictDoNothing().run();
      if (changes === 1) return { type: "key-made", publicKey, r };
      r.wipe();
      return { type: "name-spent" };
    },
    async storeCertificate(name, certificate) {
      return transactions.run(() => {
        if (!rowOf(name)?.lockedKey) return { type: "no-such-key" };
        orm.update(vaultKeys).set({ certificate }).where(eq(vaultKeys.name, name)).run();
        return { type: "stored" };
      });
    },
    async sign(name, pin, message) {
      using info = await open(name, pin);
      if (!info) return { type: "not-opened" };
      const signature = signWithVaultKey(info, message);
      if (!signature) throw new StrongboxDamaged(`what the PIN of ${name} opened is no key`);
      return { type: "signed", signature };
    },
    async changePin(name, pin, next) {
      using plain = await open(name, pin);
      if (!plain) return { type: "not-opened" };
      const bytes = plain.use((each) => Buffer.from(each));
      const lockedKey = await lock(strongbox, name, bytes, next);
      bytes.fill(0);
      return transactions.run(() => {
        // Destroyed while the work was done: it stays so.
        if (!rowOf(name)?.lockedKey) return { type: "not-opened" };
        orm.update(vaultKeys).set({ lockedKey }).where(eq(vaultKeys.name, name)).run();
        return { type: "changed" };
      });
    },
    async destroy(name) {
      const gone = { lockedKey: null, certificate: null };
      orm
        .insert(vaultKeys)
        .values({ name, ...gone })
        .onConflictDoUpdate({ target: vaultKeys.name, set: gone })
        .run();
      return { type: "destroyed" };
    },
  };
}
