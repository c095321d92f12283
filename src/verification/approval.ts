// The second person: a request is asked for, decided by a supervisor who is another, and done in the same transaction.

import type { Fact } from "../audit/entry.ts";
import type { Target } from "./attempts.ts";
import type { Verifying } from "./judge.ts";
import { maskPhone } from "./masked.ts";
import type { StaffMember, StaffNumber } from "./registry.ts";
import {
  parseReason,
  type Request,
  type RequestId,
  type Requests,
  requestMilliseconds,
  subjectOf,
  type Wanted,
} from "./requests.ts";

/** `own-request`: whoever asks decides nothing. */
export type ApproverRefusal = "wrong" | "locked" | "own-request" | "not-a-supervisor";

export type AskOutcome =
  | { readonly type: "request-asked"; readonly request: Request }
  /** The very same was asked before and waits for its decision: nobody need decide twice. */
  | { readonly type: "request-waiting"; readonly request: Request }
  | { readonly type: "reason-refused"; readonly why: "too-short" | "holds-a-number" };

export type DecideOutcome =
  /** `reason`: the decision's. */
  | { readonly type: "request-decided"; readonly request: Request; readonly approved: boolean; readonly reason: string }
  /** What it was to replace is not there any more: it is closed, and nothing was changed. */
  | { readonly type: "request-outdated" }
  | { readonly type: "approver-refused"; readonly why: ApproverRefusal }
  | { readonly type: "reason-refused"; readonly why: "too-short" | "holds-a-number" }
  | { readonly type: "request-gone" };

export type Approving = Verifying & { readonly requests: Requests };

export type Asking = {
  readonly id: RequestId;
  readonly wanted: Wanted;
  readonly reason: string;
  readonly by: StaffMember;
  readonly now: Date;
};

/** Kept until it is decided or its time is over. */
export function ask(approving: Approving, { id, wanted: wish, reason: text, by, now }: Asking): AskOutcome {
  const parsed = parseReason(text);
  if (parsed.type === "reason-refused") return parsed;
  const { requests, registry, transactions, journal, about } = approving;
  const { reason } = parsed;
  const wanted = asItStands(approving, wish);
  const waiting = openRequests(approving, now).find((request) => isSame(request.wanted, wanted));
  if (waiting) return { type: "request-waiting", request: waiting };
  const expiresAt = new Date(now.getTime() + requestMilliseconds);
  const customer = wanted.type === "unlock-staff" ? null : wanted.customer;
  transactions.run(() => {
    requests.ask({ id, wanted, askedBy: by.number, askedAt: now, reason, expiresAt });
    journal.append(
      {
        event: "request-asked",
        request: id,
        kind: wanted.type,
        customer,
        subject: subjectOf(wanted),
        reason,
        by: by.number,
      },
      about,
    );
  });
  const customerName = customer === null ? null : (registry.customer(customer)?.name ?? null);
  return { type: "request-asked", request: { id, wanted, customerName, askedBy: by, askedAt: now, reason, expiresAt } };
}

/** Both are made of texts and numbers alone, in the order of their type. */
function isSame(one: Wanted, other: Wanted): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** With the number that it replaces: whoever decides sees it, and it is not done where another stands by then. */
function asItStands({ registry }: Approving, wanted: Wanted): Wanted {
  if (wanted.type !== "change-phone") return wanted;
  const { customer, index } = wanted;
  const known = (registry.customer(customer)?.phones.length ?? 0) > index;
  return { ...wanted, replaces: known ? registry.phoneNumber(customer, index) : null };
}

/** Null when this member of staff may decide on this request. */
export function refusalOf(member: StaffMember, request: Request): ApproverRefusal | null {
  if (member.number === request.askedBy.number) return "own-request";
  return member.role === "supervisor" ? null : "not-a-supervisor";
}

export type Deciding = {
  readonly id: RequestId;
  /** Has proven his own number and password at this terminal. */
  readonly by: StaffNumber;
  readonly approved: boolean;
  readonly reason: string;
  readonly now: Date;
};

/** `carryOut` does what was asked for: inside the transaction that holds the decision and both journal rows. */
export function decide(
  approving: Approving,
  { id, by, approved, reason: text, now }: Deciding,
  carryOut: (request: Request) => void,
): DecideOutcome {
  const parsed = parseReason(text);
  if (parsed.type === "reason-refused") return parsed;
  const { requests, staff, transactions, journal, about } = approving;
  const { reason } = parsed;
  return transactions.run((): DecideOutcome => {
    const request = requests.find(id);
    if (!request || expireIfDue(approving, request, now)) return { type: "request-gone" };
    const record = staff.member(by);
    const refusal = record?.state === "active" ? refusalOf(record.member, request) : "not-a-supervisor";
    if (refusal) {
      journal.append({ event: "approver-refused", request: id, number: by, why: refusal }, about);
      return { type: "approver-refused", why: refusal };
    }
    if (approved && !isSame(request.wanted, asItStands(approving, request.wanted))) {
      requests.expire(id);
      journal.append({ event: "request-outdated", request: id, kind: request.wanted.type, by }, about);
      return { type: "request-outdated" };
    }
    requests.decide(id, { approved, by, at: now, reason });
    const event = approved ? "request-approved" : "request-rejected";
    journal.append({ event, request: id, kind: request.wanted.type, reason, by }, about);
    if (approved) carryOut(request);
    return { type: "request-decided", request, approved, reason };
  });
}

/** True when nobody decided in time; that is recorded. */
function expireIfDue({ requests, journal, about }: Approving, request: Request, now: Date): boolean {
  if (request.expiresAt > now) return false;
  requests.expire(request.id);
  journal.append({ event: "request-expired", request: request.id, kind: request.wanted.type }, about);
  return true;
}

/** What waits for a decision now. */
export function openRequests(approving: Approving, now: Date): readonly Request[] {
  const { requests, transactions } = approving;
  return transactions.run(() => requests.open().filter((request) => !expireIfDue(approving, request, now)));
}

/** A ceremony is over: nobody need decide on its document any more. */
export function closeRequestsOf(approving: Approving, ceremony: string): void {
  const { requests, transactions, journal, about } = approving;
  transactions.run(() => {
    for (const { id, wanted } of requests.open())
      if (wanted.type === "accept-document" && wanted.ceremony === ceremony) {
        requests.expire(id);
        journal.append({ event: "request-expired", request: id, kind: wanted.type }, about);
      }
  });
}

/** Inside the transaction of the decision. A certificate is revoked and a document accepted by others. */
export function carryOutUnlock({ attempts, journal, about }: Approving, { id, wanted }: Request): void {
  const target = lockOf(wanted);
  if (!target) return;
  attempts.unlock(target);
  journal.append({ event: "unlocked", kind: target.kind, subject: subjectOf(wanted), request: id }, about);
}

/** Inside the transaction of the decision. */
export function carryOutPhone({ registry, journal, about }: Approving, { id, wanted }: Request): void {
  if (wanted.type !== "change-phone") return;
  const { customer, index, number } = wanted;
  const before = registry.customer(customer)?.phones[index] ?? "";
  registry.changePhone(customer, index, number);
  const fact: Fact = { event: "phone-changed", customer, before, after: maskPhone(number), request: id };
  journal.append(fact, about);
}

function lockOf(wanted: Wanted): Target | null {
  switch (wanted.type) {
    case "unlock-card":
      return { kind: "security-card", id: wanted.serial };
    case "unlock-otp":
      return { kind: "otp", id: wanted.serial };
    case "unlock-account":
      return { kind: "account", id: wanted.account };
    case "unlock-phone":
      return { kind: "phone", id: wanted.customer };
    case "unlock-pin":
      return { kind: "pin", id: wanted.key };
    case "unlock-staff":
      return { kind: "staff", id: wanted.number };
    case "change-phone":
    case "accept-document":
    case "revoke-certificate":
      return null;
  }
}
