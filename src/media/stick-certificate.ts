// A certificate that a customer brought on a stick, as the pages and the journal know it: no bytes, no path.

export type StickCertificate = {
  /** Among those that the stick was found to hold, from 0. */
  readonly place: number;
  /** Its folder below NPKI, printable: the CA by its own word only. */
  readonly ca: string;
  /** Printable; the folder's name where the certificate cannot be read. */
  readonly holder: string;
  /** Certificate policy (object identifier); "" where there is none. */
  readonly policy: string;
  /** Lower-case hexadecimal in whole bytes. */
  readonly serial: string;
  readonly notBefore: Date;
  readonly notAfter: Date;
  /** Whole days in Korea until the day on which it ends: 0 on that day, negative afterwards. */
  readonly daysLeft: number;
  /** What this branch knows of it; null of one that was issued elsewhere. */
  readonly standing: "valid" | "suspended" | "revoked" | null;
  /** Since when it is registered here; null where it is not. */
  readonly registeredAt: Date | null;
  /** Its kind is one that this branch takes from other institutions. */
  readonly accepted: boolean;
  /** The folder holds the key too: one of the pair is of no use to anybody. */
  readonly hasKey: boolean;
};

/** One of this branch's own that can never be used again. */
export function isOver({ standing, daysLeft }: Pick<StickCertificate, "standing" | "daysLeft">): boolean {
  return standing === "revoked" || (standing !== null && daysLeft < 0);
}

/** Why the key of a certificate stays closed. */
export type KeyRefusal =
  | "wrong-password"
  /** Cut off, changed, or no key at all. */
  | "damaged"
  /** Locked in a way that is not read here. */
  | "unsupported"
  /** It opens, and belongs to another certificate. */
  | "mismatch"
  /** A PKCS#12 file opens, and holds no joint certificate. */
  | "not-joint";
