// What a ceremony wants done: everything slow, fallible or secret. `perform` does one at a time and answers with an event.

import type { CeremonyResult, Desk, Fact } from "../audit/entry.ts";
import type { Product } from "../authority/product.ts";
import type { AskedAct } from "../authority/revocation-reason.ts";
import type { Drive } from "../media/drive.ts";
import type { Pkcs12File } from "../media/pkcs12-files.ts";
import type { StickCertificate } from "../media/stick-certificate.ts";
import type { SecurityToken } from "../media/token.ts";
import type { Registered } from "../reliance/registrations.ts";
import type { HeldCertificate } from "../verification/customer-file.ts";
import type { DocumentRefusal, IdentityDocument } from "../verification/document.ts";
import type { SecurityMedium } from "../verification/medium.ts";
import type { CustomerId, StaffNumber } from "../verification/registry.ts";
import type { Request, Wanted } from "../verification/requests.ts";
import type { TicketId } from "../verification/tickets.ts";
import type { ServiceId } from "./services.ts";
import type { SlipWanted } from "./slip.ts";
import type { ExaminationPart } from "./step.ts";

export type Effect =
  | { readonly type: "open-desk"; readonly desk: Desk }
  /** A rehearsal of an earlier day is forgotten, and the branch opens anew. */
  | { readonly type: "begin-anew" }
  /** Between ceremonies, at the beginning of a day: what is over is ended, and what is owed given back. */
  | { readonly type: "catch-up" }
  | { readonly type: "close-desk"; readonly desk: Desk }
  | { readonly type: "record"; readonly facts: readonly Fact[] }
  | { readonly type: "sign-on"; readonly number: string }
  | { readonly type: "begin-ceremony"; readonly service: ServiceId; readonly desk: Desk; readonly locale: string }
  /** In the background: made while the customer goes on, so that nobody waits for it. */
  | { readonly type: "make-key-pair" }
  | { readonly type: "search-customers"; readonly by: "name" | "account"; readonly query: string }
  /** By the resident number in the secret field. */
  | { readonly type: "find-customer" }
  /** The day of issue is compared with today and the holder's birth, which only the building knows; null: a visitor's. */
  | { readonly type: "record-document"; readonly document: IdentityDocument; readonly holder: CustomerId | null }
  | { readonly type: "refuse-document"; readonly document: IdentityDocument; readonly why: DocumentRefusal }
  /** Its form alone: whether anybody has it is judged with the account. */
  | { readonly type: "check-resident-number" }
  /** `fee`: won that will be taken from it; whether it holds them is asked as soon as it is known whose it is. */
  | {
      readonly type: "check-account";
      readonly customer: CustomerId | null;
      readonly account: string;
      readonly fee: number;
    }
  | { readonly type: "start-call"; readonly customer: CustomerId; readonly phone: number }
  | { readonly type: "finish-call" }
  | { readonly type: "send-code"; readonly customer: CustomerId; readonly phone: number }
  | { readonly type: "check-code" }
  | { readonly type: "draw-challenge"; readonly serial: string }
  | { readonly type: "check-card"; readonly serial: string }
  /** Whether its codes are taken at all: who has a locked one learns it before he types. */
  | { readonly type: "ask-otp"; readonly serial: string }
  | { readonly type: "check-otp"; readonly serial: string }
  | { readonly type: "open-file"; readonly customer: CustomerId }
  | { readonly type: "resynchronise"; readonly serial: string }
  | { readonly type: "find-stock"; readonly serial: string }
  | { readonly type: "bind-medium"; readonly customer: CustomerId; readonly medium: SecurityMedium }
  | { readonly type: "lose-medium"; readonly customer: CustomerId; readonly medium: SecurityMedium }
  | { readonly type: "ask-request"; readonly wanted: Wanted; readonly reason: string }
  | { readonly type: "check-approver"; readonly request: Request; readonly number: string }
  | {
      readonly type: "decide-request";
      readonly request: Request;
      readonly by: StaffNumber;
      readonly approved: boolean;
      readonly reason: string;
    }
  | { readonly type: "list-requests" }
  | { readonly type: "list-decided" }
  | { readonly type: "list-colleagues" }
  | { readonly type: "change-staff-password" }
  | { readonly type: "read-stick"; readonly drive: Drive }
  /** With the password in the secret field. */
  | { readonly type: "open-key"; readonly certificate: StickCertificate }
  | { readonly type: "copy"; readonly drive: Drive }
  /** Under the new password, in the place where it was. */
  | { readonly type: "relock"; readonly drive: Drive }
  | { readonly type: "list-pkcs12"; readonly drive: Drive }
  | { readonly type: "open-pkcs12"; readonly file: Pkcs12File }
  /** Into a PKCS#12 file, and out of one into a folder; under the password that opened it. */
  | { readonly type: "pack"; readonly drive: Drive }
  | { readonly type: "unpack"; readonly drive: Drive }
  /** Of the certificate whose key is open, for the customer who was identified. */
  | { readonly type: "examine"; readonly part: ExaminationPart; readonly customer: CustomerId }
  | { readonly type: "register"; readonly customer: CustomerId }
  | { readonly type: "list-registered"; readonly customer: CustomerId }
  | { readonly type: "end-registration"; readonly customer: CustomerId; readonly registered: Registered }
  | { readonly type: "check-drive"; readonly drive: Drive }
  /** With the PIN in the secret field; until `close-token` all that is made is made there. */
  | { readonly type: "open-token"; readonly token: SecurityToken }
  | { readonly type: "store" }
  | { readonly type: "prove-token" }
  | { readonly type: "close-token" }
  | { readonly type: "judge-password"; readonly customer: CustomerId | null; readonly account: string }
  | { readonly type: "compare-passwords" }
  | {
      readonly type: "make-ticket";
      readonly product: Product;
      readonly customer: CustomerId;
      readonly account: string;
    }
  /** With the authorization code in the secret field. */
  | { readonly type: "check-ticket"; readonly reference: string }
  | { readonly type: "list-tickets"; readonly customer: CustomerId }
  | { readonly type: "withdraw-ticket"; readonly ticket: TicketId }
  | { readonly type: "list-held"; readonly customer: CustomerId }
  | { readonly type: "change-standing"; readonly certificate: HeldCertificate; readonly act: AskedAct }
  | { readonly type: "find-financial"; readonly customer: CustomerId }
  /** The one in the secret field, for this customer. */
  | { readonly type: "judge-pin"; readonly customer: CustomerId; readonly account: string }
  | { readonly type: "compare-pins" }
  | { readonly type: "prove-pin" }
  | { readonly type: "change-pin" }
  | {
      readonly type: "deposit";
      readonly phase: DepositPhase;
      readonly customer: CustomerId;
      readonly name: string;
      readonly renews: boolean;
      /** The secret field that holds the PIN which the new key is made under. */
      readonly under: "pin" | "pin-proof";
    }
  | {
      readonly type: "charge";
      readonly amount: number;
      readonly customer: CustomerId;
      readonly account: string;
    }
  | {
      readonly type: "prepare";
      readonly product: Product;
      readonly customer: CustomerId;
      readonly name: string;
      /** The end of the certificate whose place it takes; null: the product's years. */
      readonly until: Date | null;
      /** Signed for with the key that the customer opened. */
      readonly renews: HeldCertificate | null;
    }
  | { readonly type: "sign" }
  | { readonly type: "write"; readonly drive: Drive }
  | { readonly type: "prove"; readonly drive: Drive }
  | {
      readonly type: "complete";
      readonly product: Product;
      readonly customer: CustomerId;
      /** Revoked in the same transaction, at once. */
      readonly replaces: HeldCertificate | null;
      /** Spent in the same transaction. */
      readonly ticket: TicketId | null;
    }
  | { readonly type: "find-old-folders"; readonly drive: Drive }
  | { readonly type: "remove-old-folders"; readonly drive: Drive; readonly folders: readonly StickCertificate[] }
  | { readonly type: "release"; readonly drive: Drive }
  /** `copies`: how many may be on paper already. */
  | { readonly type: "print-slip"; readonly slip: SlipWanted; readonly copies: number }
  /** Undoes what this ceremony signed, forgets its keys and secrets, and records how it ended. */
  | { readonly type: "close-ceremony"; readonly result: CeremonyResult; readonly at: string; readonly why: string };

/** A financial certificate in the making: each is done by itself, and seen. */
export type DepositPhase = "key" | "preparing" | "signing" | "storing" | "completing";

export type EffectOf<T extends Effect["type"]> = Extract<Effect, { readonly type: T }>;
