// What went wrong and what to do next, in English: never which of two secrets it was.

import type { Ending, Notice } from "../../ceremony/ending.ts";
import type { DriveFault } from "../../media/drive.ts";
import { devices } from "./en-devices.ts";
import { financialEndings, financialNotices, pinRules, pinWrong } from "./en-financial.ts";
import { heldEndings } from "./en-held.ts";
import { registrationBars, registrationEndings } from "./en-registration.ts";
import { renewalEndings } from "./en-renewal.ts";
import { staffOutcomes } from "./en-staff-outcomes.ts";
import { fault, keyRefusals, stickNotices } from "./en-stick.ts";
import { ticketEndings, ticketRefused } from "./en-ticket.ts";
import { authority, tokenPinWrong, tokenRefusals } from "./en-token.ts";
import { passwordRules, short } from "./en-typed.ts";
import { type NoticeWords, noticeSaid } from "./notice-words.ts";
import { type EndingWords, type Said, said } from "./said.ts";

const tries = (left: number): string => `${left} ${left === 1 ? "try" : "tries"} left`;

const phoneRefusals: Readonly<Record<Extract<Notice, { type: "phone-refused" }>["why"], Said>> = {
  wrong: said("Not the number.", "That is not the number we gave you. Please try again."),
  silent: said("No answer. Please choose again.", "Nobody took the call. Please choose again."),
  busy: said("Busy. Hang up, then choose again.", "The phone is busy. Hang up, then choose again."),
  unreachable: said(
    "Not reached. Try the other way.",
    "Your phone could not be reached. Check it, or try the other way.",
  ),
  expired: said("Too late. Ask for a new code.", "The code is no longer valid. Please ask for a new one."),
  void: said("Code void. Ask for a new one.", "The code is void after wrong tries. Please ask for a new one."),
};

function driveRefused(what: DriveFault): Said {
  const { line } = fault(what);
  return said(line, `${line} Use another stick.`);
}

function phoneRefused(what: Extract<Notice, { readonly type: "phone-refused" }>): Said {
  const { line, full } = phoneRefusals[what.why];
  if (what.left === null) return said(line, full);
  // Of a void code the reserved line says what to do; how many tries are left is said where there is room.
  return said(what.why === "void" ? line : `${line} ${tries(what.left)}.`, `${full} ${tries(what.left)}.`);
}

const notices: NoticeWords = {
  ...stickNotices,
  ...financialNotices,
  "term-unread": said(
    "Read all terms first: press #.",
    "Some of the terms are still to be read. Press # to read the next.",
  ),
  "nobody-found": said("Nobody found. Check it, type anew.", "No customer was found. Check it and type it again."),
  "resident-number-malformed": said(
    "Check the number and enter it anew.",
    "This is no resident number. Check it and enter it again.",
  ),
  "document-authority-malformed": said(
    "Write the issuer's name, no number.",
    "Write the name of who issued the document, and no number.",
  ),
  "document-date-malformed": said(
    "No such date. Enter it as 20200102.",
    "There is no such date. Enter year, month and day, as in 20200102.",
  ),
  "document-number-malformed": said(
    "Enter the last 4 characters.",
    "Enter the last 4 characters of the document's number.",
  ),
  "sign-on-locked": said(
    "Locked. A supervisor unlocks it.",
    "This staff number is locked. Ask a colleague: a supervisor unlocks it.",
  ),
  "fee-undone": said(
    "The bank is silent. No fee taken.",
    "The bank did not answer: no fee is taken. Press 1 to try once more, or stop.",
  ),
  "authority-back": authority.back,
  "bank-unreachable": said(
    "The bank is silent. Enter it again.",
    "The bank did not answer, and nothing was counted. Please enter it once more.",
  ),
  "drive-removed": said(
    "The stick is out. Insert it again.",
    "The USB stick was pulled out. Insert it again, or another one.",
  ),
  "passwords-differ": said(
    "They differ. Enter both again.",
    "The two passwords differ. Please choose and enter both again.",
  ),
  "staff-called": said("Staff are called. Please wait.", "Our staff are called. Please wait a moment."),
  "hangul-typed": said(
    "Hangul is on. Press the 한/영 key.",
    "The keyboard is set to Hangul. Press the 한/영 key and go on.",
  ),
  "keys-wait": said("Work goes on. Please wait.", "The certificate is being made. Please wait."),
  ...staffOutcomes.plain,
  "not-identified": (what) =>
    what.left === null
      ? said("They do not match. Enter them anew.", "What you entered does not match. Please enter all of it again.")
      : said(
          `No match. Again. ${tries(what.left)}.`,
          `What you entered does not match. Enter it again; ${tries(what.left)}.`,
        ),
  "sign-on-refused": (what) =>
    said(
      `Not accepted. ${tries(what.left)}.`,
      `Number and password do not match. Enter both again; ${tries(what.left)}.`,
    ),
  "phone-refused": phoneRefused,
  "card-refused": (what) =>
    said(
      `No match. Again. ${tries(what.left)}.`,
      `The numbers do not match. Enter all of them again; ${tries(what.left)}.`,
    ),
  "otp-refused": (what) =>
    what.why === "spent"
      ? said("Used already. Wait for the next.", "This one-time password was used. Wait for the next one and enter it.")
      : said(
          `No match. Again. ${tries(what.left)}.`,
          `The one-time password does not match. Enter it again; ${tries(what.left)}.`,
        ),
  "drive-refused": (what) => driveRefused(what.fault),
  "field-short": short,
  "password-refused": (what) => passwordRules[what.rule],
  "otp-resync-refused": (what) =>
    said(
      `No match. Both again. ${tries(what.left)}.`,
      `The two codes do not belong together. Enter both again; ${tries(what.left)}.`,
    ),
  "reason-refused": (what) => staffOutcomes.reasons[what.why],
  "request-rejected": (what) => staffOutcomes.rejected(what.reason),
  "approver-refused": (what) => staffOutcomes.approvers[what.why],
  "staff-password-refused": (what) => staffOutcomes.passwords[what.why],
  "pin-rejected": (what) => pinRules[what.rule],
  "pin-refused": (what) => pinWrong(what.left),
  "not-registrable": (what) => registrationBars[what.why],
  "ticket-refused": (what) => ticketRefused(what.left),
  "key-refused": (what) => keyRefusals[what.why],
  "pin-wrong": tokenPinWrong,
  "token-refused": (what) => tokenRefusals[what.why],
  "authority-unsigned": (what) => devices.seen.authority[what.why],
  "slip-told": (what) =>
    what.still && what.result !== "printed" ? devices.slipsStill[what.result] : devices.slips[what.result],
};

const endings: Readonly<Record<Ending["type"], EndingWords>> = {
  "terms-refused": {
    title: "No certificate was made",
    happened: "You did not agree to the terms, so no certificate can be issued.",
    next: "If you change your mind, you can begin again at any time.",
  },
  cancelled: {
    title: "Stopped",
    happened: "You stopped. What you entered is erased.",
    next: "You can begin again at any time.",
  },
  expired: {
    title: "Time has run out",
    happened: "Nobody pressed a key, so we stopped. What was entered is erased.",
    next: "Please begin again.",
  },
  "account-locked": {
    title: "The account is locked",
    happened: "There were too many wrong tries. Your account password is locked.",
    next: "Please take an identity document to a counter: a supervisor unlocks it there.",
  },
  "medium-locked": {
    title: "Card or OTP is locked",
    happened: "There were too many wrong tries. Your security card or OTP is locked.",
    next: "Please take an identity document to a counter: a supervisor unlocks it there.",
  },
  "medium-missing": {
    title: "No security card or OTP",
    happened: "No usable security card or OTP is registered for you.",
    next: "Please have one issued at a counter, then begin again.",
  },
  "phone-locked": {
    title: "The phone check is locked",
    happened: "There were too many wrong tries at the phone check.",
    next: "Please take an identity document to a counter: a supervisor unlocks it there.",
  },
  "phone-missing": {
    title: "No phone on file",
    happened: "No phone number is registered for you.",
    next: "Please register your phone at a counter, then begin again.",
  },
  ...staffOutcomes.endings,
  ...heldEndings,
  ...ticketEndings,
  ...financialEndings,
  ...renewalEndings,
  ...registrationEndings,
  "fee-refused": {
    title: "The fee cannot be taken",
    happened: "The account holds less than the fee. Nothing was made, and nothing was taken.",
    next: "Please pay money in first, or choose the limited-use one: it is free.",
  },
  "token-failed": {
    title: "The token failed",
    happened: "The security token did not keep the certificate. It is revoked, and a fee is given back.",
    next: "Please insert the token again and begin anew, or take a USB stick.",
  },
  "authority-unsigned": authority.ending,
  "certificate-refused": {
    title: "No certificate was made",
    happened: "The certificate could not be made. Nothing was issued and no fee is due.",
    next: "Please call our staff.",
  },
};

export const outcomes = {
  notice: (what: Notice): Said => noticeSaid(notices, what),
  fault,
  endings,
  trouble: {
    title: "Not written yet",
    inDoubt: "Perhaps not written",
    again: "The certificate waits. Insert this stick or another, then press its number.",
    againShort: "Insert a stick and press its number.",
    stop: "If you stop (* then 9), the certificate is revoked.",
    stopKeeping: "If you stop (* 9), the stick stays as it was.",
    stopRemoved: "If you stop (* 9), that stick is put right when it is in again.",
  },
  ...devices.seen,
};
