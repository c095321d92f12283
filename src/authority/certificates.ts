// The certificates that this branch prepared, signed, wrote and revoked: the store behind the authority.

import type { CustomerId } from "../verification/registry.ts";
import type { RevocationReason, SerialNumber } from "./authority.ts";
import type { CaFolder, Product } from "./product.ts";

/**
 * prepared → signed → written → valid → revoked. All but `valid`, `revoked` and `abandoned` are open: a start after a
 * crash settles them (`abandoned` is a prepared one that was never signed).
 */
export type CertificateState = "prepared" | "signed" | "written" | "valid" | "revoked" | "abandoned";

export type CertificateRow = {
  readonly serial: SerialNumber;
  readonly issuer: CaFolder;
  readonly product: Product["id"];
  readonly customer: CustomerId;
  readonly terminal: string;
  readonly ceremony: string;
  readonly state: CertificateState;
  /** DER TBSCertificate, hash-bound to the serial. */
  readonly toBeSigned: Buffer;
  readonly certificate: Buffer | null;
  readonly subject: string;
  readonly notBefore: Date;
  readonly notAfter: Date;
};

/** Synchronous, like the journal: intent and row go into one transaction. */
export type Certificates = {
  /** The next serial of an issuer, never handed out twice, and the next sequence of its subject names. */
  nextSerial(issuer: CaFolder): SerialNumber;
  add(row: CertificateRow): void;
  /** The signed DER arrives with the state `signed`. */
  advance(serial: SerialNumber, issuer: CaFolder, state: CertificateState, certificate?: Buffer): void;
  revoke(serial: SerialNumber, issuer: CaFolder, reason: RevocationReason, at: Date): void;
  row(serial: SerialNumber, issuer: CaFolder): CertificateRow | null;
  /** Interrupted ones of a terminal. */
  open(terminal: string): readonly CertificateRow[];
  /** A customer's certificates in the state `valid`, expired ones included. */
  ofCustomer(customer: CustomerId): readonly CertificateRow[];
};

/** The CAs' own certificates and locked keys; made once, at provisioning or the first start of training. */
export type CaRecord = {
  readonly name: "root" | CaFolder;
  readonly certificate: Buffer;
  /** PKCS#8, AES-256-GCM under the terminal's key file. */
  readonly lockedKey: Buffer;
};

export type CaRecords = {
  all(): readonly CaRecord[];
  add(record: CaRecord): void;
};
