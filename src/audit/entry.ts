// Every fact that the journal can hold: one union, and with it the allow-list of fields, so that a secret has nowhere to go.

import type { CertificateFact } from "./certificate-entry.ts";
import type { JournalFact } from "./journal-entry.ts";
import type { Desk, Lifecycle } from "./lifecycle-entry.ts";
import type { TicketFact } from "./ticket-entry.ts";
import type { TokenFact } from "./token-entry.ts";
import type { PinFact, VaultFact } from "./vault-entry.ts";

export type { Desk };

/** Who and where a fact belongs to; the journal adds sequence number, time and terminal. */
export type About = {
  readonly ceremony: string | null;
  readonly staff: string | null;
};

/** Of a fact that belongs to no ceremony, with nobody signed on. */
export const nobody: About = { ceremony: null, staff: null };

export type CeremonyResult = "completed" | "refused" | "cancelled" | "expired" | "failed";

type Staff =
  | { readonly event: "staff-signed-on"; readonly number: string }
  | { readonly event: "staff-refused"; readonly number: string; readonly left: number }
  | { readonly event: "staff-locked"; readonly number: string }
  | { readonly event: "staff-signed-off"; readonly number: string; readonly why: "key" | "idle" | "out" }
  /** Once more, by whoever is signed on. */
  | { readonly event: "staff-proven"; readonly number: string }
  | { readonly event: "staff-idle-warned" }
  | { readonly event: "staff-password-changed"; readonly number: string }
  | { readonly event: "staff-password-refused"; readonly number: string; readonly why: string }
  | { readonly event: "staff-called" };

/** Done at the command line by a user of the machine. */
type Provisioning =
  | {
      readonly event: "staff-added";
      readonly number: string;
      readonly name: string;
      readonly role: string;
      readonly operator: string;
    }
  | { readonly event: "staff-taken-out"; readonly number: string; readonly operator: string }
  | { readonly event: "staff-taken-back"; readonly number: string; readonly operator: string }
  /** `digest`: SHA-256 of the file, 64 hex digits. */
  | ({ readonly event: "tokens-imported"; readonly left: number } & Imported)
  | ({ readonly event: "cards-imported" } & Imported)
  | ({ readonly event: "customers-imported" } & Imported)
  | {
      readonly event: "import-refused";
      readonly what: "tokens" | "cards" | "customers";
      readonly file: string;
      readonly digest: string;
      readonly why: string;
      readonly operator: string;
    };

type Imported = {
  readonly file: string;
  readonly digest: string;
  readonly taken: number;
  readonly operator: string;
};

/** What needs a second person. `subject` is masked. */
type Approval =
  | {
      readonly event: "request-asked";
      readonly request: string;
      readonly kind: string;
      readonly customer: string | null;
      readonly subject: string;
      readonly reason: string;
      readonly by: string;
    }
  | { readonly event: "approver-verified"; readonly request: string; readonly number: string }
  | { readonly event: "approver-refused"; readonly request: string; readonly number: string; readonly why: string }
  | {
      readonly event: "request-approved";
      readonly request: string;
      readonly kind: string;
      readonly reason: string;
      readonly by: string;
    }
  | {
      readonly event: "request-rejected";
      readonly request: string;
      readonly kind: string;
      readonly reason: string;
      readonly by: string;
    }
  | { readonly event: "request-expired"; readonly request: string; readonly kind: string }
  | { readonly event: "request-outdated"; readonly request: string; readonly kind: string; readonly by: string }
  | { readonly event: "unlocked"; readonly kind: string; readonly subject: string; readonly request: string }
  | {
      readonly event: "phone-changed";
      readonly customer: string;
      readonly before: string;
      readonly after: string;
      readonly request: string;
    };

/** Money. `account` is masked, amounts are won. */
type Fee =
  /** Before a debit is thought of: nothing was taken. */
  | { readonly event: "fee-not-covered"; readonly account: string; readonly amount: number; readonly why: string }
  | { readonly event: "fee-charging"; readonly key: string; readonly account: string; readonly amount: number }
  | { readonly event: "fee-charged"; readonly key: string; readonly amount: number }
  | { readonly event: "fee-refused"; readonly key: string; readonly why: string }
  | { readonly event: "fee-in-doubt"; readonly key: string; readonly during: "debit" | "refund" }
  | { readonly event: "fee-returning"; readonly key: string; readonly amount: number }
  | { readonly event: "fee-returned"; readonly key: string; readonly amount: number };

/** A server that the branch leans on. */
type Gateway = { readonly gateway: "phone" | "bank" | "vault" } & (
  | { readonly event: "gateway-failed"; readonly why: string }
  | { readonly event: "gateway-resting" }
  | { readonly event: "gateway-back" }
);

type Course =
  | { readonly event: "ceremony-began"; readonly service: string; readonly desk: Desk; readonly locale: string }
  | { readonly event: "ceremony-ended"; readonly result: CeremonyResult; readonly at: string; readonly why: string }
  | { readonly event: "product-chosen"; readonly product: string; readonly fee: number }
  | { readonly event: "term-shown"; readonly term: string; readonly version: string }
  | { readonly event: "term-agreed"; readonly term: string; readonly version: string }
  | { readonly event: "terms-refused"; readonly term: string }
  | { readonly event: "idle-warned"; readonly at: string }
  | { readonly event: "idle-extended"; readonly at: string }
  | { readonly event: "field-corrected"; readonly field: string }
  | { readonly event: "screen-turned" }
  | { readonly event: "read-back-confirmed" };

type Identity =
  /** By what was searched and how many were found; never what was typed. */
  | {
      readonly event: "customers-searched";
      readonly by: "name" | "account" | "resident-number";
      readonly found: number;
    }
  | { readonly event: "customer-chosen"; readonly customer: string }
  | {
      readonly event: "document-recorded";
      readonly kind: string;
      readonly authority: string;
      readonly issuedOn: string;
      readonly number: string;
    }
  | { readonly event: "capacity-chosen"; readonly customer: string; readonly capacity: string }
  | { readonly event: "papers-seen"; readonly capacity: string; readonly papers: string }
  | { readonly event: "papers-missing"; readonly capacity: string; readonly papers: string }
  | { readonly event: "document-refused"; readonly kind: string; readonly why: string }
  | { readonly event: "document-attested"; readonly kind: string }
  | { readonly event: "document-accepted"; readonly kind: string; readonly why: string; readonly request: string }
  | { readonly event: "identity-verified"; readonly customer: string; readonly account: string }
  | { readonly event: "identity-refused"; readonly account: string; readonly left: number | null }
  | { readonly event: "account-locked"; readonly account: string };

type Phone =
  | { readonly event: "phone-challenged"; readonly method: "ars" | "sms"; readonly phone: string }
  | { readonly event: "phone-verified"; readonly method: "ars" | "sms"; readonly phone: string }
  | {
      readonly event: "phone-refused";
      readonly method: "ars" | "sms";
      readonly phone: string;
      readonly why: string;
      readonly left: number | null;
    };

type Medium =
  | { readonly event: "card-challenge-drawn"; readonly serial: string; readonly cells: string }
  | { readonly event: "card-challenge-kept"; readonly serial: string; readonly cells: string }
  | { readonly event: "card-verified"; readonly serial: string; readonly cells: string }
  | { readonly event: "card-refused"; readonly serial: string; readonly cells: string; readonly left: number }
  | { readonly event: "card-locked"; readonly serial: string }
  | { readonly event: "otp-verified"; readonly serial: string; readonly step: number; readonly drift: number }
  | { readonly event: "otp-refused"; readonly serial: string; readonly left: number; readonly why: "wrong" | "spent" }
  | { readonly event: "otp-locked"; readonly serial: string }
  | { readonly event: "otp-resynchronised"; readonly serial: string; readonly step: number; readonly drift: number }
  | { readonly event: "otp-resync-refused"; readonly serial: string; readonly left: number }
  | { readonly event: "medium-bound"; readonly customer: string; readonly serial: string; readonly kind: string }
  | { readonly event: "medium-replaced"; readonly customer: string; readonly serial: string }
  | { readonly event: "medium-lost"; readonly customer: string; readonly serial: string }
  | { readonly event: "medium-unavailable"; readonly serial: string; readonly why: string };

export type Fact =
  | Lifecycle
  | JournalFact
  | Staff
  | Provisioning
  | Approval
  | Course
  | Identity
  | Phone
  | Medium
  | Fee
  | Gateway
  | CertificateFact
  | TokenFact
  | VaultFact
  | PinFact
  | TicketFact;
