// Every notice, ending and fault that a page can say. The compiler lists what is missing.

import { signerTroubles } from "../../src/authority/signer.ts";
import type { Ending, Notice } from "../../src/ceremony/ending.ts";
import type { WriteTrouble } from "../../src/ceremony/finished.ts";
import type { State } from "../../src/ceremony/state.ts";
import { nothingTyped, type Step } from "../../src/ceremony/step.ts";
import type { TokenReason } from "../../src/ceremony/token.ts";
import type { DriveFault } from "../../src/media/drive.ts";
import type { PinNearness } from "../../src/media/token.ts";
import { registrationFailures } from "./registration-failures.ts";
import { at, kiosk, sticks } from "./samples.ts";

const endings: { readonly [E in Ending["type"]]: Extract<Ending, { type: E }> } = {
  "terms-refused": { type: "terms-refused" },
  cancelled: { type: "cancelled" },
  "ticket-locked": { type: "ticket-locked" },
  "ticket-spent": { type: "ticket-spent" },
  "ticket-expired": { type: "ticket-expired" },
  "ticket-cancelled": { type: "ticket-cancelled" },
  "no-ticket": { type: "no-ticket" },
  "ticket-withdrawn": { type: "ticket-withdrawn" },
  "ticket-refunded": { type: "ticket-refunded" },
  "ticket-refund-waits": { type: "ticket-refund-waits" },
  expired: { type: "expired" },
  "account-locked": { type: "account-locked" },
  "medium-locked": { type: "medium-locked" },
  "medium-missing": { type: "medium-missing" },
  "phone-locked": { type: "phone-locked" },
  "phone-missing": { type: "phone-missing" },
  "counter-needed": { type: "counter-needed" },
  "papers-missing": { type: "papers-missing" },
  "document-refused": { type: "document-refused" },
  "staff-password-changed": { type: "staff-password-changed" },
  "staff-locked": { type: "staff-locked" },
  "certificate-refused": { type: "certificate-refused", why: "cn-too-long" },
  "authority-unsigned": { type: "authority-unsigned", why: "failed" },
  "renewal-too-early": { type: "renewal-too-early", from: new Date("2027-08-19T15:00:00Z") },
  "renewal-expired": { type: "renewal-expired" },
  "renewal-revoked": { type: "renewal-revoked" },
  "renewal-suspended": { type: "renewal-suspended" },
  "renewal-elsewhere": { type: "renewal-elsewhere" },
  "renewal-not-on-file": { type: "renewal-not-on-file" },
  "renewal-not-yours": { type: "renewal-not-yours" },
  "token-failed": { type: "token-failed", why: "removed" },
  "nothing-held": { type: "nothing-held" },
  "certificate-revoked": { type: "certificate-revoked" },
  "certificate-suspended": { type: "certificate-suspended", until: new Date("2027-05-23T14:59:59Z") },
  "certificate-restored": { type: "certificate-restored" },
  "standing-kept": { type: "standing-kept" },
  "no-financial": { type: "no-financial" },
  "financial-expired": { type: "financial-expired" },
  "financial-on-hold": { type: "financial-on-hold" },
  "financial-too-early": { type: "financial-too-early", from: new Date("2029-08-24T15:00:00Z") },
  "financial-proven": { type: "financial-proven" },
  "pin-locked": { type: "pin-locked" },
  "proof-failed": { type: "proof-failed" },
  "pin-changed": { type: "pin-changed" },
  "pin-in-doubt": { type: "pin-in-doubt" },
  "vault-unreachable": { type: "vault-unreachable" },
  "registration-refused": { type: "registration-refused", why: "issuer-unknown" },
  "certificate-registered": { type: "certificate-registered" },
  "already-registered": { type: "already-registered" },
  "nothing-registered": { type: "nothing-registered" },
  "registration-ended": { type: "registration-ended" },
  "registration-gone": { type: "registration-gone" },
  "fee-refused": { type: "fee-refused", why: "too-little" },
};

const faults: { readonly [F in DriveFault["type"]]: Extract<DriveFault, { type: F }> } = {
  "drive-removed": { type: "drive-removed" },
  "drive-full": { type: "drive-full", neededBytes: 229_376, freeBytes: 12_288 },
  "drive-read-only": { type: "drive-read-only" },
  "drive-not-mounted": { type: "drive-not-mounted" },
  "drive-not-removable": { type: "drive-not-removable" },
  "drive-denied": { type: "drive-denied" },
  "drive-failed": { type: "drive-failed", code: "EIO" },
  "drive-counterfeit": { type: "drive-counterfeit" },
  "name-refused": { type: "name-refused", why: "a name longer than 255 bytes" },
};

const troubles: { readonly [T in Exclude<WriteTrouble["type"], DriveFault["type"]>]: WriteTrouble } = {
  "pair-mismatch": { type: "pair-mismatch" },
  "key-not-opened": { type: "key-not-opened" },
  "certificate-not-there": { type: "certificate-not-there" },
  "folder-taken": { type: "folder-taken" },
  "write-in-doubt": { type: "write-in-doubt" },
};

type Whys = Extract<Notice, { type: "phone-refused" }>["why"];
const whys: { readonly [W in Whys]: Notice } = {
  wrong: { type: "phone-refused", why: "wrong", left: 4 },
  silent: { type: "phone-refused", why: "silent", left: null },
  busy: { type: "phone-refused", why: "busy", left: null },
  unreachable: { type: "phone-refused", why: "unreachable", left: null },
  expired: { type: "phone-refused", why: "expired", left: null },
  void: { type: "phone-refused", why: "void", left: 2 },
};

type Rule = Extract<Notice, { type: "password-refused" }>["rule"];
const rules: { readonly [R in Rule]: R } = {
  "too-short": "too-short",
  "too-long": "too-long",
  "forbidden-character": "forbidden-character",
  "no-letter": "no-letter",
  "no-digit": "no-digit",
  "no-special": "no-special",
  run: "run",
  "personal-number": "personal-number",
};

type Approver = Extract<Notice, { type: "approver-refused" }>["why"];
const approvers: { readonly [A in Approver]: A } = {
  wrong: "wrong",
  locked: "locked",
  "own-request": "own-request",
  "not-a-supervisor": "not-a-supervisor",
};

type StaffPassword = Extract<Notice, { type: "staff-password-refused" }>["why"];
const staffPasswords: { readonly [S in StaffPassword]: S } = {
  wrong: "wrong",
  differs: "differs",
  "as-before": "as-before",
  "too-short": "too-short",
  "too-long": "too-long",
  "forbidden-character": "forbidden-character",
  "no-letter": "no-letter",
  "no-digit": "no-digit",
  "no-special": "no-special",
  "staff-number": "staff-number",
};

type Refusal = Extract<Notice, { type: "key-refused" }>["why"];
const refusals: { readonly [R in Refusal]: R } = {
  "wrong-password": "wrong-password",
  damaged: "damaged",
  unsupported: "unsupported",
  mismatch: "mismatch",
  "not-joint": "not-joint",
};

const pins: { readonly [P in PinNearness]: P } = { fine: "fine", "few-left": "few-left", "last-try": "last-try" };

const tokenReasons: { readonly [R in TokenReason]: R } = {
  locked: "locked",
  removed: "removed",
  full: "full",
  silent: "silent",
  failed: "failed",
};

type PinRule = Extract<Notice, { type: "pin-rejected" }>["rule"];
const pinRules: { readonly [R in PinRule]: R } = {
  run: "run",
  repeats: "repeats",
  "birth-date": "birth-date",
  "personal-number": "personal-number",
};

type SlipResult = Extract<Notice, { type: "slip-told" }>["result"];
const slips: { readonly [R in SlipResult]: R } = {
  printed: "printed",
  "paper-out": "paper-out",
  "cover-open": "cover-open",
  jam: "jam",
  offline: "offline",
};

type Bar = Extract<Notice, { type: "not-registrable" }>["why"];
const bars: { readonly [B in Bar]: B } = {
  expired: "expired",
  "policy-not-accepted": "policy-not-accepted",
  "issued-here": "issued-here",
  "already-registered": "already-registered",
};

/** Where one sentence stands for several, the first of them. */
const notices: { readonly [N in Notice["type"]]: readonly Extract<Notice, { type: N }>[] | readonly Notice[] } = {
  "slip-told": Object.values(slips).flatMap((result) =>
    [false, true].map((still) => ({ type: "slip-told", result, still }) as const),
  ),
  "fee-undone": [{ type: "fee-undone" }],
  "authority-unsigned": signerTroubles.map((why) => ({ type: "authority-unsigned", why })),
  "authority-back": [{ type: "authority-back" }],
  "term-unread": [{ type: "term-unread" }],
  "nobody-found": [{ type: "nobody-found" }],
  "resident-number-malformed": [{ type: "resident-number-malformed" }],
  "document-authority-malformed": [{ type: "document-authority-malformed" }],
  "document-date-malformed": [{ type: "document-date-malformed" }],
  "document-number-malformed": [{ type: "document-number-malformed" }],
  "not-identified": [
    { type: "not-identified", left: 4 },
    { type: "not-identified", left: null },
  ],
  "sign-on-refused": [{ type: "sign-on-refused", left: 1 }],
  "sign-on-locked": [{ type: "sign-on-locked" }],
  "phone-refused": Object.values(whys),
  "card-refused": [{ type: "card-refused", left: 4 }],
  "otp-refused": [
    { type: "otp-refused", left: 9, why: "wrong" },
    { type: "otp-refused", left: 9, why: "spent" },
  ],
  "drive-refused": Object.values(faults).map((fault) => ({ type: "drive-refused", fault })),
  "drive-removed": [{ type: "drive-removed" }],
  "same-stick": [{ type: "same-stick" }],
  "no-certificate": [{ type: "no-certificate" }],
  "too-many-folders": [{ type: "too-many-folders" }],
  "old-folders-removed": [{ type: "old-folders-removed" }],
  "old-folders-left": [{ type: "old-folders-left" }],
  "old-folders-in-doubt": [{ type: "old-folders-in-doubt" }],
  "ticket-refused": [{ type: "ticket-refused", left: 4 }],
  "no-pkcs12": [{ type: "no-pkcs12" }],
  "pair-incomplete": [{ type: "pair-incomplete" }],
  "not-registrable": Object.values(bars).map((why) => ({ type: "not-registrable", why })),
  "key-refused": Object.values(refusals).map((why) => ({ type: "key-refused", why })),
  "password-refused": Object.values(rules).map((rule) => ({ type: "password-refused", rule })),
  "pin-rejected": Object.values(pinRules).map((rule) => ({ type: "pin-rejected", rule })),
  "pins-differ": [{ type: "pins-differ" }],
  "pin-refused": [{ type: "pin-refused", left: 4 }],
  "vault-unreachable": [{ type: "vault-unreachable" }],
  "passwords-differ": [{ type: "passwords-differ" }],
  "pin-wrong": Object.values(pins).flatMap((pin) =>
    [null, 4].map((left) => ({ type: "pin-wrong", pin, left }) as const),
  ),
  "token-refused": Object.values(tokenReasons).map((why) => ({ type: "token-refused", why })),
  "staff-called": [{ type: "staff-called" }],
  "hangul-typed": [{ type: "hangul-typed" }],
  "field-short": [
    { type: "field-short", minimum: 13, exact: true, digits: true, half: false },
    { type: "field-short", minimum: 10, exact: false, digits: true, half: false },
    { type: "field-short", minimum: 10, exact: false, digits: false, half: false },
    { type: "field-short", minimum: 1, exact: false, digits: false, half: false },
    { type: "field-short", minimum: 10, exact: false, digits: false, half: true },
  ],
  "keys-wait": [{ type: "keys-wait" }],
  "bank-unreachable": [{ type: "bank-unreachable" }],
  "papers-unticked": [{ type: "papers-unticked" }],
  "otp-resynchronised": [{ type: "otp-resynchronised" }],
  "otp-resync-refused": [{ type: "otp-resync-refused", left: 9 }],
  "stock-missing": [{ type: "stock-missing" }],
  "medium-bound": [{ type: "medium-bound" }],
  "medium-recorded-lost": [{ type: "medium-recorded-lost" }],
  "phone-malformed": [{ type: "phone-malformed" }],
  "reason-refused": [
    { type: "reason-refused", why: "too-short" },
    { type: "reason-refused", why: "holds-a-number" },
  ],
  "request-waiting": [{ type: "request-waiting" }],
  "request-listed": [{ type: "request-listed" }],
  "approver-refused": Object.values(approvers).map((why) => ({ type: "approver-refused", why })),
  "request-approved": [{ type: "request-approved" }],
  "request-rejected": [
    { type: "request-rejected", reason: "다른 사람으로 보입니다" },
    { type: "request-rejected", reason: "주민등록증의 사진과 얼굴이 다르고 주소를 물어도 대답하지 못합니다" },
  ],
  "request-gone": [{ type: "request-gone" }],
  "request-outdated": [{ type: "request-outdated" }],
  "staff-password-refused": Object.values(staffPasswords).map((why) => ({ type: "staff-password-refused", why })),
};

export const allNotices: readonly Notice[] = Object.values(notices).flat();

export const allTroubles: readonly WriteTrouble[] = [...Object.values(faults), ...Object.values(troubles)];

export const allEndings: readonly Ending[] = Object.values(endings);

const otp: Step = { at: "otp", digits: 6, typed: nothingTyped, waiting: false };

/** Every sentence of the reserved line and every end, on a page where it can stand. */
export const saidPages: readonly (readonly [name: string, state: State])[] = [
  ...allNotices.map((notice, index) => [`notice-${index}-${notice.type}`, { ...at(otp, 3), notice }] as const),
  ...allEndings.map(
    (ending) => [`ended-${ending.type}`, { ...kiosk, step: { at: "ended", ending, slip: null } } as State] as const,
  ),
  ...registrationFailures.map(
    (why) =>
      [
        `ended-registration-refused-${why}`,
        { ...kiosk, step: { at: "ended", ending: { type: "registration-refused", why }, slip: null } } as State,
      ] as const,
  ),
  ...allTroubles.map(
    (trouble) =>
      [
        `trouble-${trouble.type}`,
        { ...at({ at: "write-trouble", trouble }, 5, kiosk, { signed: true }), drives: sticks },
      ] as const,
  ),
];
