// The CA as the ceremony uses it: prepare, then issue with a token that works once; revoke.

import type { About } from "../audit/entry.ts";
import type { Receipt } from "../audit/journal.ts";
import type { Secret } from "../secret.ts";
import type { CustomerId } from "../verification/registry.ts";
import type { CertificateState } from "./certificates.ts";
import type { CaFolder, Product } from "./product.ts";
import type { RenewalProof, RenewalRefusal } from "./renewal.ts";
import type { SignerTrouble } from "./signer.ts";

/** Lower-case hexadecimal without leading zeros beyond the first byte's pair. */
export type SerialNumber = string & { readonly __brand: "SerialNumber" };

/** A key pair made where the customer stands; `r` is made with it and stays inside the locked key. */
export type KeyPair = {
  /** DER SubjectPublicKeyInfo. */
  readonly publicKey: Uint8Array;
  /** DER PKCS#8 without R. */
  readonly privateKey: Secret;
  /** 20 random bytes. */
  readonly r: Secret;
  wipe(): void;
};

export type CertificateRequest = {
  readonly ceremony: string;
  readonly terminal: string;
  readonly about: About;
  readonly customer: CustomerId;
  /** The name in the certificate, as registered. */
  readonly name: string;
  readonly product: Product;
  /** The end of the certificate whose place it takes; null: the product's years from today. */
  readonly until: Date | null;
  /** The signature of the old key, where `until` is behind the old end; null: nothing is renewed. */
  readonly renews: RenewalProof | null;
  readonly publicKey: Uint8Array;
  readonly r: Secret;
  /** From the registration record, never from the screen. */
  readonly residentNumber: Secret;
  readonly now: Date;
};

/** A linted to-be-signed certificate whose serial is stored: what `issue` takes, once. */
export type Prepared = {
  readonly serial: SerialNumber;
  readonly issuer: CaFolder;
  /** SHA-256 of the to-be-signed bytes, hex. */
  readonly digest: string;
  /** The subject's folder on a medium, below its root: `NPKI/yessign/USER/cn=…`. */
  readonly folder: string;
  readonly notBefore: Date;
  readonly notAfter: Date;
};

export type Issued = {
  readonly serial: SerialNumber;
  readonly issuer: CaFolder;
  /** DER. */
  readonly certificate: Buffer;
  /** The issuing CA's certificate and the root's, DER, root last. */
  readonly chain: readonly Buffer[];
  /** SHA-256 of the certificate, hex. */
  readonly fingerprint: string;
  readonly folder: string;
  readonly notAfter: Date;
};

/** `clause`: where the rule stands. */
export type LintFinding = { readonly rule: string; readonly why: string; readonly clause: string };

export type PrepareOutcome =
  | { readonly type: "prepared"; readonly prepared: Prepared }
  | { readonly type: "lint-refused"; readonly findings: readonly LintFinding[] }
  | { readonly type: "name-refused"; readonly why: string }
  | { readonly type: "renewal-refused"; readonly why: RenewalRefusal };

export type IssueOutcome =
  | { readonly type: "issued"; readonly issued: Issued }
  /** The token was used before, or this authority did not make it. */
  | { readonly type: "not-prepared" }
  /** The CA's key could not be used: the serial is given up, and a signature that may exist is revoked. */
  | { readonly type: "unsigned"; readonly why: SignerTrouble };

/** Of RFC 5280 §5.3.1, what a user's certificate can be revoked for. */
export type RevocationReason =
  | "superseded"
  | "cessationOfOperation"
  | "keyCompromise"
  | "affiliationChanged"
  | "privilegeWithdrawn"
  | "unspecified";

export type SuspendOutcome =
  /** `until`: the last second in which it can be restored. */
  | { readonly type: "suspended"; readonly until: Date; readonly receipt: Receipt }
  /** Only what is valid and not over can be put on hold. */
  | { readonly type: "not-valid"; readonly state: CertificateState | "expired" };

export type RestoreOutcome =
  | { readonly type: "restored"; readonly receipt: Receipt }
  | { readonly type: "not-suspended"; readonly state: CertificateState }
  /** Its six months are over; it is revoked as soon as suspensions are looked through. */
  | { readonly type: "too-late"; readonly until: Date }
  /** The holder was given another one meanwhile, and may hold one of the kind. */
  | { readonly type: "replaced"; readonly by: SerialNumber };

export type Authority = {
  prepare(request: CertificateRequest): Promise<PrepareOutcome>;
  issue(prepared: Prepared): Promise<IssueOutcome>;
} & Revocations;

/** Durable when they return. All throw `JournalUnwritable` with nothing changed, and `RangeError` for an unknown serial. */
export type Revocations = {
  /** A serial that is revoked already stays as it is: null. */
  revoke(serial: SerialNumber, issuer: CaFolder, reason: RevocationReason, now: Date, about: About): Receipt | null;
  /** On hold: it stands on the list until it is restored or revoked. */
  suspend(serial: SerialNumber, issuer: CaFolder, now: Date, about: About): SuspendOutcome;
  restore(serial: SerialNumber, issuer: CaFolder, now: Date, about: About): RestoreOutcome;
  /** Revokes what was on hold for more than six months; returns how many. */
  expireSuspensions(now: Date): number;
};
