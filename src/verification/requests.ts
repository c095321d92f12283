// What needs a second person: asked by one, with a reason, decided by a supervisor who is another, with a reason.

import type { DocumentRefusal, IdentityDocument } from "./document.ts";
import { holdsNumber, maskAccount, maskPhone } from "./masked.ts";
import { maskSerial } from "./medium.ts";
import type { CustomerId, StaffMember, StaffNumber } from "./registry.ts";

/** What exactly is wanted. Kept locked: it may hold an account's number or a new phone's. */
export type Wanted =
  | { readonly type: "unlock-card"; readonly customer: CustomerId; readonly serial: string }
  | { readonly type: "unlock-otp"; readonly customer: CustomerId; readonly serial: string }
  | { readonly type: "unlock-account"; readonly customer: CustomerId; readonly account: string }
  | { readonly type: "unlock-phone"; readonly customer: CustomerId }
  /** `key`: the PIN's, by its name in the vault. */
  | { readonly type: "unlock-pin"; readonly customer: CustomerId; readonly key: string }
  | { readonly type: "unlock-staff"; readonly number: StaffNumber }
  /** `index` into `Customer.phones`; digits alone. */
  | {
      readonly type: "change-phone";
      readonly customer: CustomerId;
      readonly index: number;
      readonly number: string;
      /** What stood there when it was asked; null where nothing did. Absent until it is asked. */
      readonly replaces?: string | null;
    }
  /** A document that the rules refuse, accepted for one ceremony. */
  | {
      readonly type: "accept-document";
      readonly customer: CustomerId;
      readonly document: IdentityDocument;
      readonly why: DocumentRefusal;
      readonly ceremony: string;
    }
  | {
      readonly type: "revoke-certificate";
      readonly customer: CustomerId;
      readonly issuer: string;
      readonly serial: string;
    };

export type RequestKind = Wanted["type"];

export type RequestId = string & { readonly __brand: "RequestId" };

export type Request = {
  readonly id: RequestId;
  readonly wanted: Wanted;
  /** Whose request it is about, by name; null for one about staff. */
  readonly customerName: string | null;
  readonly askedBy: StaffMember;
  readonly askedAt: Date;
  readonly reason: string;
  readonly expiresAt: Date;
};

/** Who decides is another than who asked: the table itself refuses anything else. */
export type Decision = {
  readonly approved: boolean;
  readonly by: StaffNumber;
  readonly at: Date;
  readonly reason: string;
};

/** What became of a request; without a decision its time ran out. */
export type Decided = Pick<Request, "id" | "wanted" | "customerName" | "askedAt"> & {
  readonly decision: (Omit<Decision, "by"> & { readonly by: StaffMember }) | null;
};

/** Synchronous: read and changed inside the transaction that also holds the journal row. */
export type Requests = {
  ask(
    request: Pick<Request, "id" | "wanted" | "askedAt" | "reason" | "expiresAt"> & { readonly askedBy: StaffNumber },
  ): void;
  /** Open ones, the oldest first. */
  open(): readonly Request[];
  /** What this member of staff asked for since then and is decided or over, the newest first, at most as many. */
  decidedOf(asker: StaffNumber, since: Date, most: number): readonly Decided[];
  /** Null when there is none, or it is not open any more. */
  find(id: RequestId): Request | null;
  decide(id: RequestId, decision: Decision): void;
  /** Nobody decided in time. */
  expire(id: RequestId): void;
};

/** Milliseconds that a request waits for a decision: to the end of a working day. */
export const requestMilliseconds = 8 * 60 * 60_000;

export type ReasonOutcome =
  | { readonly type: "reason"; readonly reason: string }
  | { readonly type: "reason-refused"; readonly why: "too-short" | "holds-a-number" };

/** A reason is 4 characters at least and holds no number that could be somebody's: the journal keeps it for ever. */
export function parseReason(text: string): ReasonOutcome {
  const reason = text.trim().replaceAll(/\s+/g, " ");
  if ([...reason].length < 4) return { type: "reason-refused", why: "too-short" };
  if (holdsNumber(reason)) return { type: "reason-refused", why: "holds-a-number" };
  return { type: "reason", reason };
}

/** What a request is about, as screens and the journal show it. */
export function subjectOf(wanted: Wanted): string {
  switch (wanted.type) {
    case "unlock-card":
      return maskSerial({ type: "security-card", serial: wanted.serial, cells: 0 });
    case "unlock-otp":
      return maskSerial({ type: "otp-token", serial: wanted.serial, digits: 6, periodSeconds: null });
    case "unlock-account":
      return maskAccount(wanted.account);
    case "unlock-phone":
    case "unlock-pin":
      return "";
    case "unlock-staff":
      return wanted.number;
    case "change-phone":
      return maskPhone(wanted.number);
    case "accept-document":
      return `${wanted.document.kind} ${wanted.why}`;
    case "revoke-certificate":
      return wanted.serial;
  }
}
