// Everything bad that a ceremony can come to: the sentence that says it, the journal's row that shows it, and the desks where
// it can happen. The compiler lists what is missing.

import type { Desk, Fact } from "../../src/audit/entry.ts";
import type { EventId } from "../../src/audit/events.ts";
import { troublesAtWork } from "../../src/authority/signer.ts";
import type { Ending, Notice } from "../../src/ceremony/ending.ts";
import type { WriteTrouble } from "../../src/ceremony/finished.ts";
import type { Failure } from "../../src/reliance/examination.ts";
import type { Words } from "../../src/screens/words/catalogue.ts";
import type { DocumentRefusal } from "../../src/verification/document.ts";
import { allEndings, allNotices, allTroubles } from "../screens/outcome-states.ts";
import { registrationFailures } from "../screens/registration-failures.ts";

/** An event and the fields by which it is this one; null where nothing is judged, and so nothing recorded. */
type Row = { readonly event: EventId; readonly fields: Readonly<Record<string, unknown>> } | null;

type Shown = { readonly desks: readonly Desk[]; readonly row: Row };

export type Refusal = Shown & {
  readonly name: string;
  /** What a screen may say of it. */
  sentences(words: Words): readonly string[];
};

const both = (row: Row): readonly Shown[] => [{ desks: ["kiosk", "teller"], row }];
const atTeller = (row: Row): readonly Shown[] => [{ desks: ["teller"], row }];
const atKiosk = (row: Row): readonly Shown[] => [{ desks: ["kiosk"], row }];
/** It is as it was wanted. */
const good: readonly Shown[] = [];

function row<E extends EventId>(event: E, fields: Partial<Extract<Fact, { readonly event: E }>> = {}): Row {
  return { event, fields };
}

function ended(why: Ending["type"]): Row {
  return row("ceremony-ended", { why });
}

type OfType<U extends { readonly type: string }> = {
  readonly [T in U["type"]]: (what: Extract<U, { readonly type: T }>) => readonly Shown[];
};

/** Of a key that stays closed: said before anything is examined, in the words of `key-refused`. */
const saidOfTheKey: readonly Failure[] = ["wrong-password", "key-damaged", "key-unsupported", "key-of-another"];

const endings: OfType<Ending> = {
  "terms-refused": () => both(row("terms-refused")),
  cancelled: () => both(ended("cancelled")),
  expired: () => both(ended("expired")),
  "account-locked": () => both(row("account-locked")),
  "counter-needed": () => atKiosk(ended("counter-needed")),
  "papers-missing": () => atTeller(row("papers-missing")),
  "document-refused": () => atTeller(ended("document-refused")),
  "staff-password-changed": () => good,
  "staff-locked": () => atTeller(row("staff-locked")),
  "medium-locked": () => [...both(row("card-locked")), ...both(row("otp-locked"))],
  "medium-missing": () => both(ended("medium-missing")),
  "phone-locked": () => both(row("phone-refused", { why: "locked" })),
  "phone-missing": () => both(ended("phone-missing")),
  "certificate-refused": () => both(ended("certificate-refused")),
  "authority-unsigned": () => both(ended("authority-unsigned")),
  "renewal-too-early": () => both(ended("renewal-too-early")),
  "renewal-expired": () => both(ended("renewal-expired")),
  "renewal-revoked": () => both(ended("renewal-revoked")),
  "renewal-suspended": () => both(ended("renewal-suspended")),
  "renewal-elsewhere": () => both(ended("renewal-elsewhere")),
  "renewal-not-on-file": () => both(ended("renewal-not-on-file")),
  "renewal-not-yours": () => both(ended("renewal-not-yours")),
  "token-failed": () => both(ended("token-failed")),
  "nothing-held": () => both(ended("nothing-held")),
  "ticket-locked": () => both(row("ticket-locked")),
  "ticket-spent": () => both(row("ticket-over", { why: "spent" })),
  "ticket-expired": () => both(row("ticket-over", { why: "expired" })),
  "ticket-cancelled": () => both(row("ticket-over", { why: "cancelled" })),
  "no-ticket": () => atTeller(ended("no-ticket")),
  "ticket-withdrawn": () => good,
  "ticket-refunded": () => good,
  "ticket-refund-waits": () => atTeller(row("fee-in-doubt", { during: "refund" })),
  "certificate-revoked": () => good,
  "certificate-suspended": () => good,
  "certificate-restored": () => good,
  "standing-kept": () => both(ended("standing-kept")),
  "no-financial": () => both(ended("no-financial")),
  "financial-expired": () => both(ended("financial-expired")),
  "financial-on-hold": () => both(ended("financial-on-hold")),
  "financial-too-early": () => both(ended("financial-too-early")),
  "financial-proven": () => good,
  "pin-locked": () => both(row("pin-locked")),
  "proof-failed": () => both(ended("proof-failed")),
  "pin-changed": () => good,
  "pin-in-doubt": () => both(row("pin-in-doubt")),
  "vault-unreachable": () => both(ended("vault-unreachable")),
  "registration-refused": ({ why }) => (saidOfTheKey.includes(why) ? good : both(row("registration-refused", { why }))),
  "certificate-registered": () => good,
  "already-registered": () => both(ended("already-registered")),
  "nothing-registered": () => both(ended("nothing-registered")),
  "registration-ended": () => good,
  "registration-gone": () => both(ended("registration-gone")),
  "fee-refused": ({ why }) => both(row("fee-not-covered", { why })),
};

const notices: OfType<Notice> = {
  "term-unread": () => both(null),
  "nobody-found": () => atTeller(row("customers-searched", { found: 0 })),
  "papers-unticked": () => atTeller(null),
  "otp-resynchronised": () => good,
  "otp-resync-refused": () => atTeller(row("otp-resync-refused")),
  "stock-missing": () => atTeller(null),
  "medium-bound": () => good,
  "medium-recorded-lost": () => good,
  "phone-malformed": () => atTeller(null),
  "reason-refused": () => atTeller(null),
  "request-listed": () => good,
  "request-waiting": () => atTeller(null),
  "approver-refused": ({ why }) =>
    atTeller(
      why === "wrong"
        ? row("staff-refused")
        : why === "locked"
          ? row("staff-locked")
          : row("approver-refused", { why }),
    ),
  "request-approved": () => good,
  "request-rejected": () => atTeller(row("request-rejected")),
  "request-gone": () => atTeller(null),
  "request-outdated": () => atTeller(row("request-outdated")),
  "staff-password-refused": ({ why }) => atTeller(row("staff-password-refused", { why })),
  "resident-number-malformed": () => both(null),
  "document-authority-malformed": () => atTeller(null),
  "document-date-malformed": () => atTeller(null),
  "document-number-malformed": () => atTeller(null),
  "not-identified": () => both(row("identity-refused")),
  "bank-unreachable": () => both(row("gateway-failed", { gateway: "bank" })),
  "fee-undone": () => both(row("fee-in-doubt", { during: "debit" })),
  "authority-unsigned": ({ why }) =>
    both(
      troublesAtWork.includes(why) ? row("certificate-not-signed", { why }) : row("authority-status", { status: why }),
    ),
  "authority-back": () => good,
  "sign-on-refused": () => atTeller(row("staff-refused")),
  "sign-on-locked": () => atTeller(row("staff-locked")),
  "phone-refused": ({ why }) => both(row("phone-refused", { why: why === "void" ? "wrong" : why })),
  "card-refused": () => both(row("card-refused")),
  "otp-refused": ({ why }) => both(row("otp-refused", { why })),
  "drive-refused": ({ fault }) => both(row("drive-refused", { why: fault.type })),
  "drive-removed": () => both(row("drive-removed")),
  "same-stick": () => both(null),
  "no-certificate": () => both(row("stick-read", { certificates: 0 })),
  "too-many-folders": () => both(row("stick-read", { certificates: 0 })),
  "no-pkcs12": () => both(row("pkcs12-listed", { files: 0 })),
  "ticket-refused": () => both(row("ticket-refused")),
  "pair-incomplete": () => both(null),
  "old-folders-removed": () => good,
  "old-folders-in-doubt": () => both(row("old-folder-in-doubt")),
  "old-folders-left": () => both(row("old-folder-not-removed")),
  "not-registrable": ({ why }) => both(row("registration-refused", { check: "stick", why })),
  "key-refused": ({ why }) => [
    ...(why === "not-joint" ? good : both(row("key-refused", { why }))),
    ...both(row("pkcs12-refused", { why })),
  ],
  // The grid of a kiosk has none of them.
  "password-refused": ({ rule }) =>
    (rule === "forbidden-character" ? atTeller : both)(row("password-refused", { rule })),
  "passwords-differ": () => both(row("password-refused", { rule: "differs" })),
  "pin-wrong": () => both(row("token-refused", { why: "pin-wrong" })),
  "token-refused": ({ why }) =>
    both(
      why === "removed"
        ? row("token-removed")
        : row("token-refused", { why: why === "locked" ? "pin-locked" : `token-${why}` }),
    ),
  "pin-rejected": ({ rule }) => both(row("pin-rejected", { rule })),
  "pins-differ": () => both(row("pin-rejected", { rule: "differs" })),
  "pin-refused": () => both(row("pin-refused")),
  "vault-unreachable": () => both(row("gateway-failed", { gateway: "vault" })),
  "staff-called": () => good,
  "field-short": () => both(null),
  "hangul-typed": () => atTeller(null),
  "keys-wait": () => both(null),
  "slip-told": ({ result }) => (result === "printed" ? good : both(row("slip-not-printed", { why: result }))),
};

const notWritten = ({ type: why }: WriteTrouble): readonly Shown[] => both(row("certificate-not-written", { why }));
const notProven = ({ type: why }: WriteTrouble): readonly Shown[] => both(row("medium-not-proven", { why }));

const troubles: OfType<WriteTrouble> = {
  "drive-removed": notWritten,
  "drive-full": notWritten,
  "drive-read-only": notWritten,
  "drive-not-mounted": notWritten,
  "drive-not-removable": notWritten,
  "drive-denied": notWritten,
  "drive-failed": notWritten,
  "drive-counterfeit": notWritten,
  "name-refused": notWritten,
  "pair-mismatch": notProven,
  "key-not-opened": notProven,
  "certificate-not-there": notWritten,
  "folder-taken": notWritten,
  "write-in-doubt": notWritten,
};

/** On a page of its own, where the teller decides what becomes of it. */
const documents: { readonly [W in DocumentRefusal]: readonly Shown[] } = {
  // The date is asked again: `document-date-malformed`.
  "issued-in-future": good,
  "issued-before-birth": atTeller(row("document-refused", { why: "issued-before-birth" })),
  "issued-too-young": atTeller(row("document-refused", { why: "issued-too-young" })),
  "too-old": atTeller(row("document-refused", { why: "too-old" })),
  "not-genuine": atTeller(row("document-refused", { why: "not-genuine" })),
  "not-the-person": atTeller(row("document-refused", { why: "not-the-person" })),
};

const ofDocuments: readonly Refusal[] = Object.entries(documents).flatMap(([why, shown]) =>
  shown.map((each) => ({
    ...each,
    name: `document-refused ${why}`,
    sentences: (words) => [words.refusedDocument.why[why as DocumentRefusal]],
  })),
);

/** A sentence with its table's answer to where and by what it is shown. */
function refusals<U extends { readonly type: string }>(
  table: OfType<U>,
  all: readonly U[],
  sentences: (what: U, words: Words) => readonly string[],
): readonly Refusal[] {
  const shown: unknown = table;
  const by = shown as Readonly<Record<string, (what: U) => readonly Shown[]>>;
  return all.flatMap((what) =>
    (by[what.type]?.(what) ?? []).map((each) => ({
      ...each,
      name: nameOf(what, each.row),
      sentences: (words) => sentences(what, words),
    })),
  );
}

/** `key-refused damaged (pkcs12-refused)`: what it is, and the row that shows it where that is called otherwise. */
function nameOf(what: object, by: Row): string {
  const { type, why, rule, fault, result } = what as Readonly<Record<string, string | { readonly type: string }>>;
  const kind = freely.includes(String(type)) ? undefined : (why ?? rule ?? result ?? fault);
  const more = typeof kind === "object" ? kind.type : kind;
  return [type, more, by && by.event !== type && `(${by.event})`].filter(Boolean).join(" ");
}

/** Their `why` is a text and no tag. */
const freely: readonly string[] = ["certificate-refused", "name-refused"];

const registrations: readonly Ending[] = registrationFailures.map((why) => ({ type: "registration-refused", why }));
const otherEndings = allEndings.filter(({ type }) => type !== "registration-refused");

const eachOfThem: readonly Refusal[] = [
  ...refusals(endings, [...otherEndings, ...registrations], (what, words) => {
    const said =
      what.type === "registration-refused" ? words.registration.refusals[what.why] : words.endings[what.type];
    return Object.values(said);
  }),
  ...refusals(notices, allNotices, (what, words) => Object.values(words.notice(what))),
  ...refusals(troubles, allTroubles, (what, words) => Object.values(words.fault(what))),
  ...ofDocuments,
];

/** One that is said in several ways, with other numbers in them, is one. */
export const allRefusals: readonly Refusal[] = [...Map.groupBy(eachOfThem, ({ name }) => name).values()].flatMap(
  ([first, ...others]) =>
    first ? [{ ...first, sentences: (words) => [first, ...others].flatMap((each) => each.sentences(words)) }] : [],
);
