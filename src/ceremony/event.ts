// Everything that can happen to a ceremony: a press, a typed secret's length, a device, a deadline, an effect's outcome.

import type { Desk } from "../audit/entry.ts";
import type { Outage } from "../audit/outage.ts";
import type { Product } from "../authority/product.ts";
import type { SignerTrouble } from "../authority/signer.ts";
import type { Input } from "../input/bus.ts";
import type { KeypadStatus } from "../input/keypad.ts";
import type { Drive, DriveFault } from "../media/drive.ts";
import type { Pkcs12File } from "../media/pkcs12-files.ts";
import type { KeyRefusal, StickCertificate } from "../media/stick-certificate.ts";
import type { PinRefusal, SecurityToken, TokenFault } from "../media/token.ts";
import type { WritingPhase } from "../media/write.ts";
import type { PrinterStatus } from "../receipt/printer.ts";
import type { Failure } from "../reliance/examination.ts";
import type { Registered } from "../reliance/registrations.ts";
import type { ApproverRefusal } from "../verification/approval.ts";
import type { PasswordRule } from "../verification/certificate-password.ts";
import type { FeeRefusal } from "../verification/core-bank.ts";
import type { Colleague, CustomerFile, FoundCustomer, HeldCertificate } from "../verification/customer-file.ts";
import type { DocumentRefusal } from "../verification/document.ts";
import type { FinancialCertificate } from "../verification/financial.ts";
import type { SecurityMedium } from "../verification/medium.ts";
import type { StaffPasswordRefusal } from "../verification/own-password.ts";
import type { PhoneDisplay } from "../verification/phone.ts";
import type { PinRule } from "../verification/pin.ts";
import type { Customer, StaffMember } from "../verification/registry.ts";
import type { Decided, Request } from "../verification/requests.ts";
import type { OpenTicket, TicketId } from "../verification/tickets.ts";
import type { Finished, Recorded, WriteTrouble } from "./finished.ts";
import type { Interrupted } from "./interrupted.ts";
import type { ServiceId } from "./services.ts";
import type { Revoked, SlipResult } from "./slip.ts";
import type { House, Replaced } from "./state.ts";
import type { ExaminationPart } from "./step.ts";

/** A press, a character for a field that shows what is typed, or the length of one that does not. */
export type InputEvent = Input;

export type DeviceEvent =
  /** `released`: let go, and still in. */
  | { readonly type: "drives-changed"; readonly drives: readonly Drive[]; readonly released: readonly Drive[] }
  | { readonly type: "tokens-changed"; readonly tokens: readonly SecurityToken[] }
  | { readonly type: "keypad-changed"; readonly keypad: string; readonly status: KeypadStatus }
  | { readonly type: "printer-changed"; readonly status: PrinterStatus }
  /** What keeps the CAs from signing; null: nothing. */
  | { readonly type: "authority-changed"; readonly trouble: SignerTrouble | null }
  | { readonly type: "phone-shown"; readonly display: PhoneDisplay }
  /** The trainer's card as it reads now: its one-time codes change. */
  | { readonly type: "card-written"; readonly lines: readonly string[] };

/** `day-began`: in Korea; `at` lies in the new day. */
export type TimeEvent =
  | { readonly type: "day-began"; readonly at: Date }
  | { readonly type: "deadline-passed" }
  | { readonly type: "second-passed" };

export type OutcomeEvent =
  | { readonly type: "opened"; readonly house: House; readonly desk: Desk | null }
  /** `outage` null: what keeps it closed mends itself, or is told by `why` alone. `desk`: one that was never opened. */
  | {
      readonly type: "out-of-service";
      readonly why: string;
      readonly outage: Outage | null;
      readonly desk?: Desk | null;
    }
  /** `interrupted`: what was cut off and settled since anybody signed on; absent where nothing was. */
  | { readonly type: "signed-on"; readonly member: StaffMember; readonly interrupted?: readonly Interrupted[] }
  | { readonly type: "sign-on-refused"; readonly left: number }
  | { readonly type: "sign-on-locked" }
  /** Whoever is signed on was taken out of service meanwhile. */
  | { readonly type: "officer-out" }
  | { readonly type: "ceremony-began"; readonly ceremony: string; readonly service: ServiceId; readonly at: Date }
  | { readonly type: "customers-found"; readonly customers: readonly FoundCustomer[] }
  | { readonly type: "document-recorded" }
  /** Issued tomorrow: the date is asked again. */
  | { readonly type: "document-date-wrong" }
  | { readonly type: "document-refused"; readonly why: DocumentRefusal }
  /** `uncovered`: why the bank would not debit the fee now; null also where it does not say. */
  | {
      readonly type: "identified";
      readonly customer: Customer;
      readonly replaces: readonly Replaced[];
      readonly uncovered: FeeRefusal | null;
    }
  /** No such number can exist: nothing was guessed at, and nothing is counted. */
  | { readonly type: "resident-number-malformed" }
  | { readonly type: "resident-number-formed" }
  | { readonly type: "not-identified"; readonly left: number | null }
  | { readonly type: "account-locked" }
  /** Too young for a kiosk: a counter sees the papers. */
  | { readonly type: "counter-needed" }
  | { readonly type: "bank-unreachable" }
  | { readonly type: "call-started"; readonly code: string }
  | { readonly type: "code-sent" }
  | { readonly type: "phone-verified" }
  | {
      readonly type: "phone-refused";
      readonly why: "wrong" | "silent" | "busy" | "unreachable" | "expired" | "void";
      readonly left: number | null;
    }
  | { readonly type: "phone-locked" }
  | { readonly type: "challenge-drawn"; readonly cells: readonly [number, number] }
  | { readonly type: "card-verified" }
  | { readonly type: "card-refused"; readonly left: number }
  | { readonly type: "otp-asked" }
  | { readonly type: "otp-verified" }
  | { readonly type: "otp-refused"; readonly left: number; readonly why: "wrong" | "spent" }
  | { readonly type: "medium-locked" }
  | { readonly type: "medium-unavailable" }
  | { readonly type: "file-opened"; readonly file: CustomerFile }
  | { readonly type: "otp-resynchronised" }
  | { readonly type: "otp-resync-refused"; readonly left: number }
  | { readonly type: "stock-found"; readonly medium: SecurityMedium }
  | { readonly type: "stock-missing" }
  | { readonly type: "medium-bound" }
  | { readonly type: "medium-recorded-lost" }
  | { readonly type: "request-asked"; readonly request: Request }
  | { readonly type: "request-waiting"; readonly request: Request }
  | { readonly type: "reason-refused"; readonly why: "too-short" | "holds-a-number" }
  | { readonly type: "approver-accepted"; readonly approver: StaffMember }
  | { readonly type: "approver-refused"; readonly why: ApproverRefusal }
  | {
      readonly type: "request-decided";
      readonly request: Request;
      readonly approved: boolean;
      readonly reason: string;
      /** Of a certificate that was revoked by it. */
      readonly revoked?: Revoked;
    }
  /** What it was to replace is not there any more: nothing was changed. */
  | { readonly type: "request-outdated" }
  /** Somebody else decided it, or its time was over. */
  | { readonly type: "request-gone" }
  | { readonly type: "decided-found"; readonly decided: readonly Decided[] }
  | { readonly type: "requests-found"; readonly requests: readonly Request[] }
  | { readonly type: "colleagues-found"; readonly colleagues: readonly Colleague[] }
  | { readonly type: "staff-password-changed" }
  | { readonly type: "staff-password-refused"; readonly why: StaffPasswordRefusal }
  | { readonly type: "drive-accepted" }
  | { readonly type: "drive-refused"; readonly fault: DriveFault }
  | { readonly type: "password-accepted" }
  | { readonly type: "password-refused"; readonly rule: PasswordRule }
  | { readonly type: "passwords-match" }
  | { readonly type: "passwords-differ" }
  /** `more`: too many folders, not all of which were looked at. */
  | {
      readonly type: "stick-read";
      readonly found: readonly StickCertificate[];
      readonly unreadable: number;
      readonly more: boolean;
    }
  /** `holder`: the customer of this branch whose certificate it is. */
  | { readonly type: "key-opened"; readonly holder: FoundCustomer | null }
  | { readonly type: "key-refused"; readonly why: KeyRefusal }
  | { readonly type: "pkcs12-listed"; readonly files: readonly Pkcs12File[] }
  | { readonly type: "pkcs12-opened"; readonly certificate: StickCertificate }
  | ({
      readonly type: "ticket-made";
      readonly reference: string;
      readonly code: string;
      readonly until: Date;
    } & Recorded)
  | {
      readonly type: "ticket-accepted";
      readonly ticket: TicketId;
      readonly customer: Customer;
      readonly product: Product;
      readonly account: string;
      readonly replaces: readonly Replaced[];
    }
  | { readonly type: "ticket-refused"; readonly left: number }
  | { readonly type: "ticket-locked" }
  | { readonly type: "ticket-over"; readonly why: "spent" | "expired" | "cancelled" }
  | { readonly type: "tickets-found"; readonly tickets: readonly OpenTicket[] }
  /** Nothing had been paid for it. */
  | ({ readonly type: "ticket-withdrawn" } & Recorded)
  | ({ readonly type: "ticket-refunded" } & Recorded)
  /** The bank does not answer: the fee goes back as soon as it does. */
  | ({ readonly type: "ticket-refund-waits" } & Recorded)
  | { readonly type: "held-found"; readonly held: readonly HeldCertificate[] }
  | ({ readonly type: "certificate-revoked" } & Recorded)
  | ({ readonly type: "certificate-suspended"; readonly until: Date } & Recorded)
  | ({ readonly type: "certificate-restored" } & Recorded)
  /** It is over, revoked, or its holder has another one by now. */
  | { readonly type: "standing-kept" }
  | { readonly type: "financial-found"; readonly held: FinancialCertificate | null }
  | { readonly type: "pin-accepted" }
  | { readonly type: "pin-rejected"; readonly rule: PinRule }
  | { readonly type: "pins-match" }
  | { readonly type: "pins-differ" }
  | { readonly type: "pin-verified" }
  | { readonly type: "pin-refused"; readonly left: number }
  | { readonly type: "pin-locked" }
  | ({ readonly type: "pin-changed" } & Recorded)
  /** The vault did not say whether it changed it. */
  | { readonly type: "pin-in-doubt" }
  | { readonly type: "vault-unreachable" }
  | { readonly type: "deposit-advanced" }
  | ({ readonly type: "financial-issued" } & Pick<Finished, "serial" | "notAfter" | "seq" | "head">)
  /** This part of the examination holds; `unanswered`: as far as anybody could say. */
  | { readonly type: "examined"; readonly part: ExaminationPart; readonly unanswered: boolean }
  | { readonly type: "registration-refused"; readonly why: Failure }
  | ({ readonly type: "certificate-registered" } & Recorded)
  /** Meanwhile, at another terminal. */
  | { readonly type: "already-registered" }
  | { readonly type: "registered-found"; readonly registered: readonly Registered[] }
  | ({ readonly type: "registration-ended" } & Recorded)
  /** It was ended meanwhile. */
  | { readonly type: "registration-gone" }
  | { readonly type: "fee-charged" }
  | { readonly type: "fee-refused"; readonly why: FeeRefusal }
  /** The bank did not say in time: whatever it took is given back. */
  | { readonly type: "fee-undone" }
  | { readonly type: "certificate-prepared" }
  | { readonly type: "certificate-refused"; readonly why: string }
  | { readonly type: "certificate-signed" }
  /** Nothing was signed, and no fee is owed: once more when the CA can sign again. */
  | { readonly type: "authority-unsigned"; readonly why: SignerTrouble }
  /** While it is written: the disk is waited for, or what lies in its place is read back. */
  | { readonly type: "write-advanced"; readonly phase: WritingPhase }
  | { readonly type: "certificate-written" }
  /** What the customer brought is on the stick, copied or under another password. */
  | ({ readonly type: "certificate-kept" } & Finished)
  | { readonly type: "medium-proven"; readonly how: Finished["proof"] }
  | { readonly type: "token-opened" }
  | PinRefusal
  | { readonly type: "token-failed"; readonly fault: TokenFault }
  | { readonly type: "token-closed" }
  | { readonly type: "write-failed"; readonly trouble: WriteTrouble }
  | {
      readonly type: "certificate-issued";
      readonly serial: string;
      readonly folder: string;
      readonly notAfter: Date;
      readonly seq: number;
      readonly head: string;
    }
  /** Certificates on the stick that are over. */
  | { readonly type: "old-folders-found"; readonly found: readonly StickCertificate[] }
  /** `doubtful`: the stick gave out, and nobody knows. */
  | {
      readonly type: "old-folders-removed";
      readonly removed: number;
      readonly left: number;
      readonly doubtful: number;
    }
  | { readonly type: "drive-released"; readonly result: "released" | "still-mounted" }
  /** What became of a slip, by the journal's row that it names; its text is there whether or not it was printed. */
  | {
      readonly type: "slip-told";
      readonly seq: number;
      readonly result: SlipResult;
      readonly copies: number;
      readonly lines: readonly string[];
    };

export type Event = InputEvent | DeviceEvent | TimeEvent | OutcomeEvent;

export type EventOf<T extends Event["type"]> = Extract<Event, { readonly type: T }>;
