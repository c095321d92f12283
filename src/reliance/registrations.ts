// Certificates of other institutions that customers registered here: what is kept of each, and for how long it counts.

import type { CustomerId } from "../verification/registry.ts";

export type RegistrationRow = {
  /** The ceremony that made it. */
  readonly id: string;
  readonly customer: CustomerId;
  /** The CA's name in the form of a holder's folder: `cn=…,ou=AccreditedCA,o=SignKorea,c=KR`. */
  readonly issuer: string;
  /** Lower-case hexadecimal in whole bytes. */
  readonly serial: string;
  readonly subject: string;
  readonly policy: string;
  /** SHA-256 of the certificate, hex: by this it is known again. */
  readonly fingerprint: string;
  readonly notAfter: Date;
  readonly registeredAt: Date;
};

/** A certificate is registered once at a time, whoever asks. */
export type Registrations = {
  add(row: RegistrationRow): void;
  /** The one that counts; null where there is none, or it was ended. */
  current(fingerprint: string): RegistrationRow | null;
  /** Those that count, the one that was registered last first. */
  ofCustomer(customer: CustomerId): readonly RegistrationRow[];
  /** False where it counted no more. */
  end(id: string, at: Date): boolean;
};

/** A registration as pages know it. */
export type Registered = {
  readonly id: string;
  /** The CA's own name: `SignKorea`. */
  readonly ca: string;
  readonly policy: string;
  readonly serial: string;
  readonly notAfter: Date;
  readonly expired: boolean;
  readonly registeredAt: Date;
};
