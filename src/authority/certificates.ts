// The certificates that this branch prepared, signed, wrote and revoked: the store behind the authority.

import type { CustomerId } from "../verification/registry.ts";
import type { RevocationReason, SerialNumber } from "./authority.ts";
import type { CaFolder, Product } from "./product.ts";

/**
 * prepared → signing → signed → written → valid ⇄ suspended → revoked. Those before `valid` are open: a start after a
 * crash settles them. `signing`: the intent is recorded and a signature may exist, though none is stored; `abandoned` is a
 * prepared one that was never to be signed.
 */
export type CertificateState =
  | "prepared"
  | "signing"
  | "signed"
  | "written"
  | "valid"
  | "suspended"
  | "revoked"
  | "abandoned";

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

/** What stands on the list, or did: `suspendedAt` stays when a hold ends in revocation. */
export type Revocation = {
  readonly suspendedAt: Date | null;
  readonly revokedAt: Date | null;
  readonly reason: RevocationReason | null;
};

/** One line of a revocation list. */
export type ListedSerial = {
  readonly serial: SerialNumber;
  readonly since: Date;
  readonly reason: RevocationReason | "certificateHold";
};

/** The last list of an issuer; the first has the number 1. */
export type LastList = {
  readonly number: number;
  readonly thisUpdate: Date;
  readonly nextUpdate: Date;
  /** Certificates that were over before then are not on it. */
  readonly endsFrom: Date;
  /** SHA-256 over what it lists, hex. */
  readonly content: string;
  readonly published: boolean;
};

export type CertificateSearch = {
  /** Empty: any. */
  readonly states: readonly CertificateState[];
  /** A part of the holder's name. */
  readonly holder: string | null;
  /** Ends from then, to then. */
  readonly ends: { readonly from: Date; readonly to: Date } | null;
};

/** A certificate as it is listed: whose, of what kind, until when; no number of a person. */
export type FoundCertificate = Pick<
  CertificateRow,
  "serial" | "issuer" | "product" | "state" | "terminal" | "notBefore" | "notAfter"
> &
  Revocation & { readonly holder: string };

/** Synchronous, like the journal: intent and row go into one transaction. */
export type Certificates = {
  /** The next serial of an issuer, never handed out twice, and the next sequence of its subject names. */
  nextSerial(issuer: CaFolder): SerialNumber;
  add(row: CertificateRow): void;
  /** The signed DER arrives with the state `signed`. */
  advance(serial: SerialNumber, issuer: CaFolder, state: CertificateState, certificate?: Buffer): void;
  revoke(serial: SerialNumber, issuer: CaFolder, reason: RevocationReason, at: Date): void;
  /** Puts a valid one on hold, or with null takes it off. */
  hold(serial: SerialNumber, issuer: CaFolder, since: Date | null): void;
  revocation(serial: SerialNumber, issuer: CaFolder): Revocation | null;
  /** All that are on hold, of every terminal. */
  suspended(): readonly (CertificateRow & { readonly suspendedAt: Date })[];
  /** Revoked or on hold, and not over before `endsFrom`; by serial. */
  listed(issuer: CaFolder, endsFrom: Date): readonly ListedSerial[];
  lastList(issuer: CaFolder): LastList | null;
  keepList(issuer: CaFolder, list: LastList): void;
  /** The one that ends first comes first. */
  find(search: CertificateSearch): readonly FoundCertificate[];
  row(serial: SerialNumber, issuer: CaFolder): CertificateRow | null;
  /** Interrupted ones of a terminal. */
  open(terminal: string): readonly CertificateRow[];
  /** A customer's certificates in the state `valid`, expired ones included; those on hold are `suspended`'s. */
  ofCustomer(customer: CustomerId): readonly CertificateRow[];
};

/** The CAs' own certificates and locked keys; made once, at provisioning or the first start of training. */
export type CaRecord = {
  readonly name: "root" | CaFolder;
  readonly certificate: Buffer;
  /** PKCS#8, AES-256-GCM under the terminal's key file; null: it lies beside this certificate on the CAs' token. */
  readonly lockedKey: Buffer | null;
};

export type CaRecords = {
  all(): readonly CaRecord[];
  add(record: CaRecord): void;
};
