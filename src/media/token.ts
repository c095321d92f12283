// A security token (보안토큰) as the branch sees it: a device that makes the key, uses it, and never gives it away.

import type { Secret } from "../secret.ts";

/** What the token tells of its PIN: flags alone (PKCS#11 v2.40, CK_TOKEN_INFO). */
export type PinState = "fine" | "few-left" | "last-try" | "locked";

/** As a page shows it. `left`: null where the token does not tell it. */
export type PinCount = { readonly pin: PinState; readonly left: number | null };

export type SecurityToken = {
  /** Its serial number, which stays with it from slot to slot. */
  readonly id: string;
  /** What a person recognises it by: its label, or its maker's name of the model. */
  readonly label: string;
  readonly pin: PinState;
  /** How many tries are left, from a token that tells it: no PKCS#11 does. */
  readonly left?: number;
};

/** Why a token did not do what was wanted; nothing is half made on it that `discard` would not remove. */
export type TokenFault =
  | { readonly type: "token-removed" }
  | { readonly type: "token-full" }
  /** No answer in time: it may be at work still, and is not asked again. */
  | { readonly type: "token-silent" }
  /** `code` is PKCS#11's: `CKR_DEVICE_ERROR`. */
  | { readonly type: "token-failed"; readonly code: string };

/** How near its lock the PIN is now. */
export type PinNearness = Exclude<PinState, "locked">;

export type PinRefusal =
  | { readonly type: "pin-wrong"; readonly pin: PinNearness; readonly left?: number }
  | { readonly type: "pin-locked" };

/** `certificate` (DER): null where the making of the pair was cut off before it was stored. */
export type PairOnToken = { readonly label: string; readonly certificate: Uint8Array | null };

type SignedOnToken = { readonly type: "signed"; readonly signature: Buffer };

/** A token whose PIN was proven. It answers one thing after the other; nothing of it blocks the screen. */
export type TokenSession = {
  /**
   * RSA of 2048 bits, made on the token under a label and never readable: DER SubjectPublicKeyInfo. A second call makes
   * another, and what follows is about that one.
   */
  makeKeyPair(label: string): Promise<{ readonly type: "key-made"; readonly publicKey: Buffer } | TokenFault>;
  /** The certificate (DER) beside its key, and R as an object that only the PIN opens. R is read and not wiped here. */
  store(certificate: Uint8Array, r: Secret | null): Promise<{ readonly type: "stored" } | TokenFault>;
  /** sha256WithRSAEncryption (RFC 8017 §8.2) over the bytes, with the key that was made here. */
  sign(bytes: Uint8Array): Promise<SignedOnToken | TokenFault>;
  /** The same with the key that lies beside a certificate (DER) since an earlier session. */
  signWith(
    certificate: Uint8Array,
    bytes: Uint8Array,
  ): Promise<SignedOnToken | { readonly type: "key-missing" } | TokenFault>;
  /** Whether such a key lies there. */
  findKey(certificate: Uint8Array): Promise<{ readonly type: "key-found"; readonly there: boolean } | TokenFault>;
  /** Key pairs whose labels begin so. */
  pairs(prefix: string): Promise<{ readonly type: "pairs"; readonly pairs: readonly PairOnToken[] } | TokenFault>;
  /** Removes the key pair of this label, its R and its certificate. */
  remove(label: string): Promise<{ readonly type: "discarded" } | TokenFault>;
  /** The certificate as it lies there, found by its key: what another program would find. */
  stored(): Promise<{ readonly type: "found"; readonly certificate: Buffer | null } | TokenFault>;
  /** Removes what was made in this session, as far as the token lets it. */
  discard(): Promise<{ readonly type: "discarded" } | TokenFault>;
  /** Logs out; the PIN is nowhere afterwards. */
  close(): void;
};

export type Tokens = {
  /** Calls back with the whole list at every change, from the first look on; the result stops it. */
  watch(changed: (tokens: readonly SecurityToken[]) => void): () => void;
  /** `pin` is read and not wiped here. */
  open(
    token: SecurityToken,
    pin: Secret,
  ): Promise<{ readonly type: "token-open"; readonly session: TokenSession } | PinRefusal | TokenFault>;
};

/** A branch without a PKCS#11 module: no token is ever there. */
export const noTokens: Tokens = {
  watch(changed) {
    changed([]);
    return () => {};
  },
  open: async () => ({ type: "token-removed" }),
};
