// What the pages about a ticket to finish with later say, in English.

import type { Ending } from "../../ceremony/ending.ts";
import { type EndingWords, said } from "./said.ts";

export const ticket = {
  ticketReadBack: {
    title: "A ticket to finish later",
    note: "With it the customer has the certificate made at any terminal of this branch.",
    prompt: "Shall the ticket be made now?",
  },
  ticket: {
    title: "The ticket",
    prompt: "Write both numbers down: they are shown this once.",
    referenceLabel: "Reference number",
    codeLabel: "Authorization code",
    untilLabel: "Good until",
  },
  redemption: {
    title: "Your ticket",
    reference: "Enter the reference number of your ticket.",
    code: "Enter its authorization code.",
  },
  tickets: {
    title: "Open tickets",
    prompt: "Which ticket shall be cancelled?",
    paid: (fee: string) => `paid: ${fee}`,
  },
  ticketWithdrawal: {
    title: "Cancel the ticket",
    prompt: "Shall this ticket be cancelled?",
    note: "Its two numbers are good for nothing then.",
    back: "Back to account",
    yes: "Cancel it",
    no: "Keep it",
  },
};

export const ticketRefused = (left: number) =>
  said(
    `No match. Both again. ${left} left.`,
    `The two numbers do not match. Enter both again; ${left} ${left === 1 ? "try" : "tries"} left.`,
  );

type TicketEnding = Extract<Ending["type"], `ticket-${string}` | "no-ticket">;

export const ticketEndings: Readonly<Record<TicketEnding, EndingWords>> = {
  "ticket-locked": {
    title: "The ticket is locked",
    happened: "There were too many wrong tries with this reference number.",
    next: "Please have a new ticket made at a counter; it takes the place of this one.",
  },
  "ticket-spent": {
    title: "The ticket was used",
    happened: "A certificate was made with this ticket already. Nothing more was made.",
    next: "If that was not you, please go to a counter at once.",
  },
  "ticket-expired": {
    title: "The ticket has expired",
    happened: "The days of this ticket have run out. Nothing was made.",
    next: "Please have a new one made at a counter. A fee that you paid for it goes back to your account.",
  },
  "ticket-cancelled": {
    title: "The ticket was cancelled",
    happened: "You had it cancelled, or a newer one took its place. Nothing was made.",
    next: "Please use the newer one, or have one made. A fee for this one goes back to your account.",
  },
  "no-ticket": {
    title: "There is no open ticket",
    happened: "This customer has no ticket that could still be used.",
    next: "A fee for one that was not used goes back by itself; look at the account.",
  },
  "ticket-withdrawn": {
    title: "The ticket is cancelled",
    happened: "Its two numbers are good for nothing now. Nothing had been paid for it.",
    next: "A new one can be made at any time.",
  },
  "ticket-refunded": {
    title: "The ticket is cancelled",
    happened: "Its two numbers are good for nothing now. Its fee is back on the customer's account.",
    next: "A new one can be made at any time.",
  },
  "ticket-refund-waits": {
    title: "The ticket is cancelled",
    happened: "Its two numbers are good for nothing now. The bank does not answer, so its fee is not back yet.",
    next: "It goes back by itself as soon as the bank answers; nobody need ask for it.",
  },
};
