// The institution's vault, where the keys of financial certificates are made and stay: opened by a PIN, each for one act.

import type { Secret } from "../secret.ts";

/** Given by the branch before the key is made, so that one whose making was not answered can be destroyed by it. */
export type KeyName = string & { readonly __brand: "KeyName" };

/** The vault gave no answer that can be trusted: whether it did what it was asked to is not known. */
type Unreachable = { readonly type: "vault-unreachable" };

/** Another PIN, or no such key: the two are not told apart, and take the same work. */
type NotOpened = { readonly type: "not-opened" };

export type MakeKeyOutcome =
  | {
      readonly type: "key-made";
      /** DER SubjectPublicKeyInfo, RSA 2048. */
      readonly publicKey: Buffer;
      /** 20 random bytes, made with the key and kept with it: told once, for the virtual id. The caller wipes it. */
      readonly r: Secret;
    }
  /** The name was used before, also for a key that was destroyed. */
  | { readonly type: "name-spent" }
  | Unreachable;

export type StoreOutcome = { readonly type: "stored" } | { readonly type: "no-such-key" } | Unreachable;

/** RSASSA-PKCS1-v1_5 with SHA-256. */
export type SignOutcome = { readonly type: "signed"; readonly signature: Buffer } | NotOpened | Unreachable;

export type ChangePinOutcome = { readonly type: "changed" } | NotOpened | Unreachable;

/** `destroyed` also for a name that no key has: from now on none is made under it. */
export type DestroyOutcome = { readonly type: "destroyed" } | Unreachable;

/** Counts no guesses: the branch does, before anybody sees an answer (`src/acts/pin-proof.ts`). PINs are six ASCII digits. */
export type KeyVault = {
  makeKey(name: KeyName, pin: Secret): Promise<MakeKeyOutcome>;
  /** DER; kept beside the key, for whoever signs with it. */
  storeCertificate(name: KeyName, certificate: Buffer): Promise<StoreOutcome>;
  sign(name: KeyName, pin: Secret, message: Uint8Array): Promise<SignOutcome>;
  changePin(name: KeyName, pin: Secret, next: Secret): Promise<ChangePinOutcome>;
  destroy(name: KeyName): Promise<DestroyOutcome>;
};
