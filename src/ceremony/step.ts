// Every page that a person can stand on, with what that page must remember: one union, tagged `at`.

import type { Outage } from "../audit/outage.ts";
import type { AskedAct } from "../authority/revocation-reason.ts";
import type { Pkcs12File } from "../media/pkcs12-files.ts";
import type { StickCertificate } from "../media/stick-certificate.ts";
import type { PinCount } from "../media/token.ts";
import type { Registered } from "../reliance/registrations.ts";
import type { Capacity, Paper } from "../verification/capacity.ts";
import type { Colleague, CustomerFile, FoundCustomer, HeldCertificate } from "../verification/customer-file.ts";
import type { DocumentRefusal, IdentityDocument } from "../verification/document.ts";
import type { SecurityMedium } from "../verification/medium.ts";
import type { StaffMember } from "../verification/registry.ts";
import type { Decided, Request, Wanted } from "../verification/requests.ts";
import type { OpenTicket } from "../verification/tickets.ts";
import type { DepositPhase } from "./effect.ts";
import type { Ending } from "./ending.ts";
import type { Finished, StoredAt, WriteTrouble } from "./finished.ts";
import type { Interrupted } from "./interrupted.ts";
import type { IssuingPhase } from "./issuing-phase.ts";
import type { ServiceId, ServicePage } from "./services.ts";
import type { ShownSlip } from "./slip.ts";
import type { TermId } from "./terms.ts";

/** A field that a secret is typed into: the page knows how much was typed, never what. */
export type Typed = {
  readonly length: number /** The first of a grid character's two presses was made. */;
  readonly half: boolean;
};

/** An effect is under way: keys wait until its outcome arrives. */
type Waiting = { readonly waiting: boolean };

type DeskStep =
  | { readonly at: "opening" }
  | { readonly at: "out-of-service"; readonly why: string; readonly outage: Outage | null }
  | { readonly at: "desk-choice" }
  | ({
      readonly at: "sign-on";
      readonly number: string;
      readonly ask: "number" | "password";
      readonly typed: Typed;
    } & Waiting)
  /** Told once, to whoever signs on first. */
  | { readonly at: "interrupted"; readonly ceremonies: readonly Interrupted[] }
  | ({ readonly at: "services"; readonly page: ServicePage } & Waiting);

type AgreementStep =
  | { readonly at: "product" }
  | { readonly at: "terms"; readonly shown: readonly TermId[]; readonly agreed: readonly TermId[] }
  | {
      readonly at: "term";
      readonly term: TermId;
      readonly article: number;
      readonly shown: readonly TermId[];
      readonly agreed: readonly TermId[];
    };

export type DocumentAnswers = Partial<Pick<IdentityDocument, "kind" | "authority" | "issuedOn" | "number">>;

type IdentityStep =
  | ({ readonly at: "customer-search"; readonly query: string } & Waiting)
  | ({ readonly at: "customer-number"; readonly typed: Typed } & Waiting)
  | { readonly at: "customer-list"; readonly query: string; readonly found: readonly FoundCustomer[] }
  /** Only where there is a choice or a rule: an adult who came himself never sees it. */
  | { readonly at: "capacity"; readonly offered: readonly Capacity[] }
  | { readonly at: "papers"; readonly capacity: Capacity; readonly ticked: readonly Paper[] }
  | { readonly at: "document-kind" }
  | { readonly at: "document-authority"; readonly answers: DocumentAnswers; readonly text: string }
  | { readonly at: "document-date"; readonly answers: DocumentAnswers; readonly text: string }
  | ({ readonly at: "document-number"; readonly answers: DocumentAnswers; readonly text: string } & Waiting)
  /** The teller says that he compared photo and face, and held the document in his hands. */
  | { readonly at: "attestation"; readonly document: IdentityDocument }
  | { readonly at: "document-refused"; readonly document: IdentityDocument; readonly why: DocumentRefusal }
  | ({ readonly at: "resident-number"; readonly typed: Typed } & Waiting)
  | { readonly at: "account-number"; readonly number: string }
  | ({ readonly at: "account-password"; readonly number: string; readonly typed: Typed } & Waiting);

type PhoneStep =
  | { readonly at: "phone-number" }
  | { readonly at: "phone-method"; readonly phone: number }
  | ({ readonly at: "phone-call"; readonly phone: number; readonly code: string | null } & Waiting)
  | ({ readonly at: "phone-code"; readonly phone: number; readonly typed: Typed } & Waiting);

type MediumStep =
  | ({
      readonly at: "security-card";
      readonly ask: "serial" | "first" | "second";
      /** Null until the challenge is drawn. */
      readonly cells: readonly [number, number] | null;
      readonly typed: Typed;
    } & Waiting)
  | ({ readonly at: "otp"; readonly digits: 6 | 8; readonly typed: Typed } & Waiting);

/** One of the certificates that the customer has, and what shall become of it. */
type HeldStep =
  | ({ readonly at: "held"; readonly held: readonly HeldCertificate[] | null } & Waiting)
  | { readonly at: "revocation-act" }
  | ({ readonly at: "revocation"; readonly act: AskedAct } & Waiting);

/** A financial certificate: its key lies in the vault, under a PIN. */
type FinancialStep =
  /** What a joint and a financial certificate are, before one is chosen. */
  | { readonly at: "kinds" }
  | ({ readonly at: "financial" } & Waiting)
  | ({ readonly at: "pin"; readonly typed: Typed } & Waiting)
  | ({ readonly at: "pin-again"; readonly typed: Typed } & Waiting)
  | ({ readonly at: "pin-proof"; readonly typed: Typed } & Waiting)
  | ({ readonly at: "pin-change" } & Waiting)
  | { readonly at: "deposit-read-back" }
  | { readonly at: "depositing"; readonly phase: DepositPhase }
  | ({ readonly at: "deposited"; readonly service: ServiceId; readonly slip: ShownSlip | null } & Pick<
      Finished,
      "serial" | "notAfter" | "seq" | "head"
    >);

/** Two numbers that a customer takes home, and comes back with. */
type TicketStep =
  | ({ readonly at: "ticket-read-back" } & Waiting)
  /** The only place where both stand in full. */
  | {
      readonly at: "ticket";
      readonly reference: string;
      readonly code: string;
      readonly until: Date;
      readonly slip: ShownSlip | null;
    }
  | { readonly at: "ticket-reference"; readonly number: string }
  | ({ readonly at: "ticket-code"; readonly number: string; readonly typed: Typed } & Waiting)
  /** Those that can still be used, at a counter. */
  | ({ readonly at: "tickets"; readonly open: readonly OpenTicket[] | null } & Waiting)
  | ({ readonly at: "ticket-withdrawal"; readonly ticket: OpenTicket } & Waiting);

/** A certificate that the customer brought on a stick. */
type StickStep =
  | ({ readonly at: "source-drive" } & Waiting)
  /** `first`: the place of the first one on this page among those that are listed. */
  | {
      readonly at: "stick-certificates";
      readonly found: readonly StickCertificate[];
      /** Folders whose certificate cannot be read. */
      readonly unreadable: number;
      /** Too many folders: not all of them were looked at. */
      readonly more: boolean;
      readonly withExpired: boolean;
      readonly first: number;
    }
  | { readonly at: "pkcs12-files"; readonly files: readonly Pkcs12File[]; readonly first: number }
  | { readonly at: "certificate-view" }
  /** `finished`: the certificate that was just made, on a stick that is let go afterwards; null behind a view. */
  | ({
      readonly at: "old-folders";
      readonly finished: Finished | null;
      readonly found: readonly StickCertificate[];
    } & Waiting)
  | ({ readonly at: "key-password"; readonly typed: Typed } & Waiting);

/** What is examined of another institution's certificate, in this order. */
export type ExaminationPart = "certificate" | "revocation" | "holder";

type RegistrationStep =
  /** `unanswered`: nobody could say whether it is revoked, and the branch takes it all the same. */
  | ({ readonly at: "examination"; readonly part: ExaminationPart; readonly unanswered: boolean } & Waiting)
  | ({ readonly at: "registration"; readonly unanswered: boolean } & Waiting)
  | ({ readonly at: "registrations"; readonly registered: readonly Registered[] | null } & Waiting)
  | ({ readonly at: "deregistration"; readonly registered: Registered } & Waiting);

/** Changing a customer's media and numbers, at a counter. */
type CareStep =
  | ({ readonly at: "customer-file"; readonly file: CustomerFile | null } & Waiting)
  | ({
      readonly at: "resynchronise";
      readonly serial: string;
      readonly digits: 6 | 8;
      readonly ask: "first" | "second";
      readonly typed: Typed;
    } & Waiting)
  | ({ readonly at: "medium-lost"; readonly medium: SecurityMedium } & Waiting)
  | ({ readonly at: "medium-serial"; readonly text: string } & Waiting)
  /** A token proves itself by a code; a card is confirmed by a key. */
  | ({ readonly at: "medium-binding"; readonly medium: SecurityMedium; readonly typed: Typed } & Waiting)
  /** `phones` as the customer's file lists them; the place behind the last one adds a number. */
  | { readonly at: "phone-place"; readonly phones: readonly string[] }
  | { readonly at: "new-phone"; readonly index: number; readonly number: string }
  | { readonly at: "certificate-choice"; readonly certificates: readonly HeldCertificate[] };

/** What needs a second person: why it is asked, who decides, and why so. */
type RequestStep =
  | ({ readonly at: "request-reason"; readonly wanted: Wanted; readonly text: string } & Waiting)
  /** `listable`: it may wait for a supervisor who comes later. */
  | { readonly at: "request-route"; readonly request: Request; readonly listable: boolean }
  | ({
      readonly at: "approver";
      readonly request: Request;
      readonly number: string;
      readonly ask: "number" | "password";
      readonly typed: Typed;
    } & Waiting)
  | { readonly at: "decision"; readonly request: Request; readonly approver: StaffMember }
  | ({
      readonly at: "decision-reason";
      readonly request: Request;
      readonly approver: StaffMember;
      readonly approved: boolean;
      readonly text: string;
    } & Waiting)
  | ({ readonly at: "requests"; readonly found: readonly Request[] | null } & Waiting)
  /** What became of one's own. */
  | ({ readonly at: "decided"; readonly found: readonly Decided[] | null } & Waiting);

type StaffStep =
  | ({ readonly at: "colleagues"; readonly colleagues: readonly Colleague[] | null } & Waiting)
  | ({ readonly at: "own-password"; readonly ask: "current" | "new" | "again"; readonly typed: Typed } & Waiting);

type StorageStep =
  | ({ readonly at: "drive" } & Waiting)
  | ({ readonly at: "token-pin"; readonly typed: Typed } & PinCount & Waiting)
  /** `before`: what is for the customer's eyes alone. */
  | { readonly at: "turn-screen"; readonly before: "password" | "ticket" }
  | ({ readonly at: "password"; readonly typed: Typed } & Waiting)
  | ({ readonly at: "password-again"; readonly typed: Typed } & Waiting)
  | { readonly at: "read-back" };

type IssuanceStep =
  | {
      readonly at: "issuing";
      readonly phase: IssuingPhase;
      readonly finished: Finished | null;
      readonly proof: Finished["proof"] | null;
      readonly seconds: number /** Since the phase began. */;
    }
  | { readonly at: "write-trouble"; readonly trouble: WriteTrouble }
  | {
      readonly at: "done";
      readonly service: ServiceId;
      readonly finished: Finished;
      readonly place: StoredAt;
      /** Null for a service that gives none. */
      readonly slip: ShownSlip | null;
    }
  /** Null where nothing was done that a slip could prove. */
  | { readonly at: "ended"; readonly ending: Ending; readonly slip: ShownSlip | null };

export type Step =
  | DeskStep
  | AgreementStep
  | IdentityStep
  | PhoneStep
  | MediumStep
  | HeldStep
  | TicketStep
  | FinancialStep
  | StickStep
  | RegistrationStep
  | CareStep
  | RequestStep
  | StaffStep
  | StorageStep
  | IssuanceStep;

export type At = Step["at"];
export type StepAt<A extends At> = Extract<Step, { readonly at: A }>;

export const nothingTyped: Typed = { length: 0, half: false };
