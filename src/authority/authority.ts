// The CA as the ceremony uses it: prepare, then issue with a token that works once; revoke.

import type { About } from "../audit/entry.ts";
import type { Secret } from "../secret.ts";
import type { CustomerId } from "../verification/registry.ts";
import type { CaFolder, Product } from "./product.ts";

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

export type LintFinding = { readonly rule: string; readonly why: string };

export type PrepareOutcome =
  | { readonly type: "prepared"; readonly prepared: Prepared }
  | { readonly type: "lint-refused"; readonly findings: readonly LintFinding[] }
  | { readonly type: "name-refused"; readonly why: string };

export type IssueOutcome =
  | { readonly type: "issued"; readonly issued: Issued }
  /** The token was used before, or this authority did not make it. */
  | { readonly type: "not-prepared" };

export type RevocationReason = "superseded" | "cessationOfOperation" | "keyCompromise" | "unspecified";

export type Authority = {
  prepare(request: CertificateRequest): Promise<PrepareOutcome>;
  issue(prepared: Prepared): Promise<IssueOutcome>;
  /** Durable when it returns; a serial that is revoked already stays as it is. */
  revoke(serial: SerialNumber, issuer: CaFolder, reason: RevocationReason, now: Date, about: About): void;
};
