// A renewal is asked for with the old key: what is signed with it, and how it is held against the old certificate.

import { createHash, verify, X509Certificate } from "node:crypto";
import * as der from "../npki/der.ts";
import type { CertificateRequest, SerialNumber } from "./authority.ts";
import type { CertificateRow } from "./certificates.ts";
import type { CaFolder } from "./product.ts";
import { hexInteger, time } from "./profile.ts";
import { daysUntil, renewedUntil } from "./validity.ts";

/** Which certificate the new one takes the place of, and that its key agrees: sha256WithRSAEncryption over `renewalBytes`. */
export type RenewalProof = {
  readonly issuer: CaFolder;
  readonly serial: SerialNumber;
  readonly signature: Uint8Array;
};

/** What the old key signs for: for this ceremony, this new key and this end, and for nothing else. */
export type RenewalStatement = Pick<CertificateRequest, "ceremony" | "terminal" | "publicKey"> & {
  readonly issuer: CaFolder;
  readonly serial: SerialNumber;
  readonly policy: string;
  readonly until: Date;
};

export type RenewalRefusal =
  /** Not one of this branch's. */
  | "not-on-file"
  /** Revoked, on hold, or never complete. */
  | "not-valid"
  /** Over, or its last days have not begun. */
  | "outside-window"
  | "another-holder"
  | "another-product"
  | "another-end"
  /** Not by the key of the old certificate, or for another request. */
  | "not-signed";

/** A name of its own at the front, so that no other statement of a customer's can be taken for a renewal. */
const purpose = "changgu renewal 1";

const text = (value: string): Buffer => der.element(der.tags.utf8, Buffer.from(value, "utf8"));

/** DER SEQUENCE { purpose, ceremony, terminal, issuer, serial, policy, until, SubjectPublicKeyInfo of the new key }. */
export function renewalBytes(statement: RenewalStatement): Buffer {
  const { ceremony, terminal, issuer, serial, policy, until, publicKey } = statement;
  const names = [purpose, ceremony, terminal, issuer].map(text);
  return der.sequence(...names, hexInteger(serial), der.oid(policy), time(until), publicKey);
}

/** SHA-256 of the statement, hex: what the journal has of it. */
export function renewalDigest(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}

/** Null when the holder of the old certificate's key asks for exactly this, in its last days. */
export function renewalTrouble(request: CertificateRequest, row: CertificateRow | null): RenewalRefusal | null {
  const { renews, product, until, customer, now } = request;
  if (!renews || !row?.certificate) return "not-on-file";
  if (row.state !== "valid") return "not-valid";
  const left = daysUntil(row.notAfter, now);
  if (left < 0 || left > product.renewableDays) return "outside-window";
  if (row.customer !== customer) return "another-holder";
  if (row.product !== product.id || row.issuer !== product.ca) return "another-product";
  if (until?.getTime() !== renewedUntil(row.notAfter, product.years).getTime()) return "another-end";
  const { ceremony, terminal, publicKey } = request;
  const { issuer, serial } = renews;
  const bytes = renewalBytes({ ceremony, terminal, publicKey, issuer, serial, policy: product.policy, until });
  const { publicKey: old } = new X509Certificate(row.certificate);
  return verify("sha256", bytes, old, renews.signature) ? null : "not-signed";
}
