// What a CA signs with: a key that the terminal keeps locked in its books, or one that never leaves a security token.

import type { KeyObject } from "node:crypto";
import type { CaRecord } from "./certificates.ts";

export const signerTroubles = [
  /** Not in. */
  "absent",
  /** The PIN in its file is not the token's, or cannot be read; a PIN is not tried twice. */
  "pin-wrong",
  "pin-locked",
  /** Taken out while it worked. */
  "removed",
  /** No answer in time. */
  "silent",
  /** Another token under the same name: the key of our certificate is not on it. */
  "key-missing",
  "failed",
] as const;

/** Why no CA can sign. */
export type SignerTrouble = (typeof signerTroubles)[number];

/** Where the key was at work a signature may exist, in nobody's hands. */
export const troublesAtWork: readonly SignerTrouble[] = ["removed", "silent", "failed"];

export type SignOutcome =
  | { readonly type: "signed"; readonly signature: Buffer }
  /** No signature is in anybody's hands. */
  | { readonly type: "unsigned"; readonly why: SignerTrouble };

/** sha256WithRSAEncryption (RFC 8017 §8.2) over the bytes; a token may take half a minute. */
export type Signer = { sign(bytes: Uint8Array): Promise<SignOutcome> };

export type Unsigned = Extract<SignOutcome, { readonly type: "unsigned" }>;

/** A key that was made for a CA, and what the books keep of it once its certificate is there. */
export type NewCaKey = {
  readonly publicKey: KeyObject;
  readonly signer: Signer;
  kept(certificate: Buffer): Promise<Pick<CaRecord, "lockedKey"> | Unsigned>;
};

/** The keys of all CAs lie in one place: in the books of the terminal, or on a token. */
export type CaKeys = {
  /** Makes one, RSA of 2048 bits; the one before must have been kept. */
  make(name: CaRecord["name"]): Promise<NewCaKey | Unsigned>;
  /** To be held by whoever signs for people; whoever signs once an hour asks for it each time. */
  signer(record: CaRecord): Signer;
  /** Null: nothing is known that would keep them from signing. */
  trouble(): SignerTrouble | null;
  /** Calls back at every change from now on; the result ends it. */
  watch(changed: (trouble: SignerTrouble | null) => void): () => void;
  close(): void;
};
