// What staff are told of a second person, of media and of papers, in English: what happened and what to do next.

import type { ApproverRefusal } from "../../verification/approval.ts";
import type { StaffPasswordRefusal } from "../../verification/own-password.ts";
import { type EndingWords, fitted, type Said, said } from "./said.ts";

const plain = {
  "papers-unticked": said(
    "Tick each paper that you have seen.",
    "Some papers are not ticked. Tick each that you have seen, or end here.",
  ),
  "otp-resynchronised": said("The OTP is resynchronised.", "The OTP is resynchronised. It can be used at once."),
  "stock-missing": said(
    "Not in stock. Check the serial.",
    "No card or OTP in stock has this number. Check it, or take another.",
  ),
  "medium-bound": said("Registered for the customer.", "It is registered for the customer and can be used at once."),
  "medium-recorded-lost": said(
    "Reported lost. Register a new one.",
    "It is reported lost and no longer works. Register a new one.",
  ),
  "phone-malformed": said("No mobile number. Type it anew.", "This is no mobile number. Type it as in 01012345678."),
  "request-listed": said("It is on the list.", "It is on the list of open requests. A supervisor decides there."),
  "request-waiting": said(
    "It is asked for already.",
    "The same is on the list of open requests already; no second one was made.",
  ),
  "request-approved": said("Approved and done.", "The request is approved, and it is done."),
  "request-gone": said("Not open any more.", "The request is not open any more: it was decided, or its time was over."),
  "request-outdated": said(
    "Number changed since: ask again.",
    "The number on file has changed since. Nothing was done: ask again.",
  ),
};

const reasons: Readonly<Record<"too-short" | "holds-a-number", Said>> = {
  "too-short": said("Type 4 characters or more.", "The reason is too short. Type 4 characters or more."),
  "holds-a-number": said(
    "Leave personal numbers out of it.",
    "The reason holds a long number. It is kept for ever: leave the number out.",
  ),
};

const approvers: Readonly<Record<ApproverRefusal, Said>> = {
  wrong: said("Not accepted. Enter both again.", "Number and password do not match. Enter both again."),
  locked: said(
    "Locked. Another one must decide.",
    "This staff number is locked. Another supervisor can decide, and unlock it.",
  ),
  "own-request": said("Another than who asked must decide.", "Who asks does not decide. Another supervisor must."),
  "not-a-supervisor": said(
    "Only a supervisor can decide.",
    "Only a supervisor can decide. Enter a supervisor's number.",
  ),
};

const passwords: Readonly<Record<StaffPasswordRefusal, Said>> = {
  wrong: said("Today's is wrong. Begin again.", "The password of today does not match. Enter all three again."),
  differs: said("The new ones differ. Begin again.", "The two new passwords differ. Enter all three again."),
  "as-before": said("It must be another one.", "The new password must be another than today's. Enter all three again."),
  "too-short": said("Too short: 8 or more.", "The new password is too short. Use 8 characters or more."),
  "too-long": said("Too long: at most 64.", "The new password is too long. Use at most 64 characters."),
  "forbidden-character": said(
    "Only letters, digits and signs.",
    "The new password may hold letters, digits and signs alone. Choose others.",
  ),
  "no-letter": said("No letter in it. Begin again.", "There is no letter in the new password. Enter all three again."),
  "no-digit": said("No digit in it. Begin again.", "There is no digit in the new password. Enter all three again."),
  "no-special": said("No sign in it. Begin again.", "There is no sign, such as ! or @, in the new one. Begin again."),
  "staff-number": said(
    "Not with your number in it.",
    "The new password may not hold your staff number. Choose another.",
  ),
};

const endings = {
  "counter-needed": {
    title: "Please come to a counter",
    happened: "Customers under 19 are served at a counter.",
    next: "Please bring a guardian's consent and a family certificate.",
  },
  "papers-missing": {
    title: "A paper is missing",
    happened: "Without all papers nothing can be done for the customer.",
    next: "Tell the customer which papers to bring, and begin again then.",
  },
  "document-refused": {
    title: "Document not accepted",
    happened: "The identity document was not accepted, so nothing was done.",
    next: "Ask the customer to come with another document.",
  },
  "staff-password-changed": {
    title: "Password changed",
    happened: "Your new password is set.",
    next: "Sign on with the new one from now on.",
  },
  "staff-locked": {
    title: "Staff number locked",
    happened: "There were too many wrong tries, so you are signed off.",
    next: "Ask a colleague: a supervisor unlocks you on the page of staff.",
  },
} satisfies Readonly<Record<string, EndingWords>>;

/** The reason in as many cells as are left; all of it is in the journal. */
function rejected(reason: string): Said {
  return said(`Rejected: ${fitted(reason, 26)}`, `Rejected, nothing was changed: ${fitted(reason, 45)}`);
}

export const staffOutcomes = { plain, rejected, reasons, approvers, passwords, endings };
