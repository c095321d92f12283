// What the journal can hold of certificates: what was made of them, where they lie, and what a customer brought.

/** A certificate on a stick: its CA by the name of its folder, which is anybody's word. */
type Brought = { readonly ca: string; readonly serial: string };
type Kept = Brought & { readonly drive: string; readonly how: "direct" | "cached" };

type Told = { readonly serial: string; readonly issuer: string; readonly phone: string };

export type CertificateFact =
  | { readonly event: "drive-chosen"; readonly drive: string }
  | { readonly event: "drive-refused"; readonly drive: string; readonly why: string }
  | { readonly event: "password-refused"; readonly rule: string }
  | { readonly event: "password-set" }
  /** What a customer brought; `unreadable` of its folders hold no certificate that can be read; of a crowd a part is looked at. */
  | {
      readonly event: "stick-read";
      readonly drive: string;
      readonly certificates: number;
      readonly unreadable: number;
      readonly looked: "whole" | "part";
    }
  /** What an interrupted write left is undone, or finished where only the old folder was still to go. */
  | {
      readonly event: "stick-repaired";
      readonly drive: string;
      readonly undone: number;
      readonly finished: number;
      readonly removed: number;
    }
  /** Of certificates that are over; the customer decides. */
  | { readonly event: "old-folders-offered"; readonly drive: string; readonly folders: number }
  | { readonly event: "old-folders-kept"; readonly drive: string }
  | ({ readonly event: "old-folder-removing"; readonly drive: string } & Brought)
  | ({ readonly event: "old-folder-removed"; readonly drive: string } & Brought)
  /** It gave out behind the move: gone or there again is seen when the stick is in again. */
  | ({ readonly event: "old-folder-in-doubt"; readonly drive: string } & Brought)
  | ({ readonly event: "old-folder-not-removed"; readonly drive: string; readonly why: string } & Brought)
  | ({ readonly event: "stick-certificate-chosen" } & Brought)
  | ({ readonly event: "key-opened" } & Brought)
  | ({ readonly event: "key-refused"; readonly why: string } & Brought)
  | ({ readonly event: "certificate-copying"; readonly drive: string } & Brought)
  | ({ readonly event: "certificate-copied" } & Kept)
  | ({ readonly event: "certificate-relocking"; readonly drive: string } & Brought)
  | ({ readonly event: "certificate-relocked" } & Kept)
  /** The old key is asked to sign for the new one; `digest`: SHA-256 of what it signs, hex. */
  | { readonly event: "renewal-signing"; readonly serial: string; readonly issuer: string; readonly digest: string }
  | { readonly event: "renewal-signed"; readonly serial: string; readonly issuer: string; readonly digest: string }
  /** The signature was held against the old certificate. */
  | { readonly event: "renewal-verified"; readonly serial: string; readonly issuer: string }
  | { readonly event: "renewal-refused"; readonly serial: string; readonly issuer: string; readonly why: string }
  /** PKCS#12 files by their number: a name that a stranger chose may hold anything. */
  | { readonly event: "pkcs12-listed"; readonly drive: string; readonly files: number }
  | ({ readonly event: "pkcs12-opened" } & Brought)
  | { readonly event: "pkcs12-refused"; readonly why: string }
  | ({ readonly event: "pkcs12-writing"; readonly drive: string; readonly pairs: number } & Brought)
  | ({ readonly event: "pkcs12-written" } & Kept)
  | ({ readonly event: "pkcs12-unpacking"; readonly drive: string; readonly pairs: number } & Brought)
  | ({ readonly event: "pkcs12-unpacked" } & Kept)
  /** `checks`: `chain pass, revocation not-checked unreachable`, in the order in which they were made. */
  | ({ readonly event: "registration-examined"; readonly part: string; readonly checks: string } & Brought)
  | ({ readonly event: "registration-refused"; readonly check: string; readonly why: string } & Brought)
  /** `issuer`: the CA's own name, as it stands in the certificate. */
  | {
      readonly event: "certificate-registered";
      readonly customer: string;
      readonly issuer: string;
      readonly serial: string;
      readonly fingerprint: string;
    }
  | {
      readonly event: "registration-ended";
      readonly customer: string;
      readonly issuer: string;
      readonly serial: string;
      readonly registration: string;
    }
  | { readonly event: "certificate-preparing"; readonly product: string; readonly customer: string }
  | {
      readonly event: "certificate-prepared";
      readonly serial: string;
      readonly issuer: string;
      readonly digest: string;
    }
  | { readonly event: "certificate-signing"; readonly serial: string; readonly issuer: string; readonly digest: string }
  | {
      readonly event: "certificate-signed";
      readonly serial: string;
      readonly issuer: string;
      readonly fingerprint: string;
    }
  /** `why`: what kept the CA's key from it. */
  | { readonly event: "certificate-not-signed"; readonly serial: string; readonly issuer: string; readonly why: string }
  | { readonly event: "certificate-writing"; readonly serial: string; readonly drive: string; readonly folder: string }
  | { readonly event: "certificate-written"; readonly serial: string; readonly drive: string }
  | { readonly event: "certificate-not-written"; readonly serial: string; readonly drive: string; readonly why: string }
  | { readonly event: "medium-proving"; readonly serial: string; readonly drive: string }
  | {
      readonly event: "medium-proven";
      readonly serial: string;
      readonly drive: string;
      readonly how: "direct" | "cached";
    }
  | { readonly event: "medium-not-proven"; readonly serial: string; readonly drive: string; readonly why: string }
  | {
      readonly event: "certificate-issued";
      readonly serial: string;
      readonly issuer: string;
      readonly notAfter: string;
    }
  | {
      readonly event: "certificate-revoking";
      readonly serial: string;
      readonly issuer: string;
      readonly reason: string;
    }
  | { readonly event: "certificate-revoked"; readonly serial: string; readonly issuer: string; readonly reason: string }
  | { readonly event: "certificate-suspending"; readonly serial: string; readonly issuer: string }
  | {
      readonly event: "certificate-suspended";
      readonly serial: string;
      readonly issuer: string;
      /** RFC 3339: the last second in which it can be restored. */
      readonly until: string;
    }
  | { readonly event: "certificate-restoring"; readonly serial: string; readonly issuer: string }
  | { readonly event: "certificate-restored"; readonly serial: string; readonly issuer: string }
  | { readonly event: "certificate-abandoned"; readonly serial: string; readonly issuer: string }
  /** That it ends soon; `phone` is masked. */
  | ({ readonly event: "expiry-notice-sending" } & Told)
  | ({ readonly event: "expiry-notice-sent" } & Told)
  | ({ readonly event: "expiry-notice-not-sent"; readonly why: "unreachable" | "in-doubt" } & Told)
  /** Its number is spent, whatever comes of it. `digest`: SHA-256 of what is signed, hex. */
  | {
      readonly event: "revocation-list-signing";
      readonly issuer: string;
      readonly number: number;
      readonly digest: string;
    }
  /** `digest`: SHA-256 of the list, hex. */
  | {
      readonly event: "revocation-list-signed";
      readonly issuer: string;
      readonly number: number;
      readonly entries: number;
      readonly digest: string;
      readonly nextUpdate: string;
    }
  | {
      readonly event: "revocation-list-not-published";
      readonly issuer: string;
      readonly number: number;
      readonly why: string;
    }
  | {
      readonly event: "responder-certifying";
      readonly serial: string;
      readonly issuer: string;
      readonly digest: string;
    }
  | {
      readonly event: "responder-not-certified";
      readonly serial: string;
      readonly issuer: string;
      readonly why: string;
    }
  | {
      readonly event: "responder-certified";
      readonly serial: string;
      readonly issuer: string;
      readonly fingerprint: string;
      readonly notAfter: string;
    }
  | { readonly event: "drive-released"; readonly drive: string; readonly result: string };
