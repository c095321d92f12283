// Every sentence of the screens in English; what the Korean catalogue must hold too.

import type { Desk } from "../../audit/entry.ts";
import type { Product } from "../../authority/product.ts";
import type { MenuItem } from "../../ceremony/menu.ts";
import type { ServiceId, ServicePage, StageName } from "../../ceremony/services.ts";
import type { IssuingPhase } from "../../ceremony/step.ts";
import type { TermId } from "../../ceremony/terms.ts";
import { care } from "./en-care.ts";
import { held } from "./en-held.ts";
import { outcomes } from "./en-outcomes.ts";
import { renewal } from "./en-renewal.ts";
import { staff } from "./en-staff.ts";
import { stick } from "./en-stick.ts";
import { articles } from "./en-terms.ts";
import { token } from "./en-token.ts";
import { verification } from "./en-verification.ts";
import { type CalendarDay, grouped } from "./said.ts";

const months = "January February March April May June July August September October November December".split(" ");

export const en = {
  ...outcomes,
  ...verification,
  ...held,
  ...care,
  ...staff,
  renewal,
  ...stick,
  ...token,
  articles,
  program: "Changgu",
  modes: { kiosk: "CUSTOMER", teller: "TELLER" } satisfies Record<Desk, string>,
  training: "TRAINING",
  /** The other language by its own name: who reads it must find it. */
  otherLanguage: "한국어",
  progress: (step: number, of: number) => `Step ${step} of ${of}`,
  pageOf: (page: number, of: number) => `Page ${page} of ${of}`,
  date: ({ year, month, day }: CalendarDay) => `${day} ${months[month - 1] ?? ""} ${year}`,
  won: (amount: number) => (amount === 0 ? "free" : `KRW ${grouped(amount)}`),
  simulated: "[simulated]",
  wait: "One moment, please.",
  keys: {
    confirm: "OK",
    enterKey: "Enter",
    correct: "Correct",
    menu: "Menu",
    next: "Next page",
    list: "List",
    start: "Start",
    agree: "Agree",
    refuse: "Refuse",
    nextTerm: "Read next",
    issue: "Issue",
    home: "First page",
    turned: "Turned",
    signOff: "Sign off",
    otherDesk: "Other desk",
    close: "Close",
    anyKey: "Any key",
    goOn: "Go on",
    stop: "Stop",
    choose: "Choose",
    tick: "Tick",
    missing: "Missing",
    proceed: "Go on",
    finish: "Done",
    approve: "Approve",
    reject: "Reject",
  },
  stages: {
    held: "Which one",
    revocation: "Do it",
    terms: "Terms",
    identity: "Identity",
    phone: "Phone",
    medium: "Card or OTP",
    source: "Your stick",
    view: "Look",
    key: "Its password",
    drive: "USB stick",
    password: "Password",
    keeping: "Writing",
    issuance: "Certificate",
    person: "Identity",
    care: "Customer file",
    requests: "Requests",
    colleagues: "Staff",
    "own-password": "Password",
  } satisfies Record<StageName, string>,
  soFar: { customer: "Customer", number: "Number", product: "Certificate", drive: "Where" },
  opening: { title: "Opening", text: "The counter is being opened. One moment, please." },
  outOfService: {
    title: "Out of service",
    text: "This terminal is being looked after and cannot serve you now.",
    next: "Please go to another counter, or ask our staff.",
    why: (why: string) => `Reason: ${why}`,
  },
  deskChoice: {
    title: "Choose a desk",
    prompt: "Which desk shall this terminal be?",
    desks: { kiosk: "Kiosk, for customers", teller: "Teller's desk, for staff" } satisfies Record<Desk, string>,
  },
  signOn: {
    title: "Staff sign-on",
    number: "Enter your staff number, 6 digits.",
    numberLabel: "Staff number",
    password: "Enter your password.",
    passwordLabel: "Password",
  },
  services: {
    welcome: "Welcome",
    title: "Services",
    offer: "Get your joint certificate here and take it home on your USB stick.",
    bringTitle: "Please have ready",
    bringList: ["your phone", "your security card or OTP", "your account number and its password", "a USB stick"],
    bring: "Bring phone, card or OTP, account, USB",
    start: "Press the number of what you want.",
    staffPrompt: "Choose a service.",
    names: {
      issue: "New certificate",
      renew: "Renew",
      reissue: "Issue anew",
      revoke: "Revoke, suspend",
      view: "View",
      copy: "Copy to a stick",
      "change-password": "New password",
      care: "Customer's file",
      requests: "Open requests",
      colleagues: "Staff",
      "own-password": "Change your password",
    } satisfies Record<ServiceId, string>,
    details: {
      issue: "limited-use free, general KRW 4,400",
      renew: "in the last 30 days",
      reissue: "lost, forgotten password, expired",
      revoke: "or restore; done at once",
      view: "holder, kind, expiry; no password",
      copy: "the password stays the same",
      "change-password": "with the one that it has now",
      care: "card or OTP, phones, locks, certificates",
      requests: "what waits for a supervisor",
      colleagues: "who works here, who is locked",
      "own-password": "the one that you sign on with",
    } satisfies Record<ServiceId, string>,
    pages: {
      front: "Services",
      joint: "Joint services",
      certificates: "On your stick",
      staff: "Staff",
    } satisfies Record<ServicePage, string>,
    pageDetails: {
      front: "",
      joint: "renew, issue anew, revoke, suspend",
      certificates: "see, copy, change the password",
      staff: "colleagues, your own password",
    } satisfies Record<ServicePage, string>,
    pagePrompt: "What shall be done?",
    signedOn: (name: string) => `Signed on: ${name}`,
  },
  product: {
    title: "Certificate",
    prompt: "Which certificate would you like?",
    names: {
      limited: "Limited-use",
      general: "General-purpose",
      financial: "Financial certificate",
    } satisfies Record<Product["id"], string>,
    uses: {
      limited: "Banks, insurance, cards, government",
      general: "All transactions, securities too",
      financial: "Banks, cards, government: no stick",
    } satisfies Record<Product["id"], string>,
    validity: "The certificate is valid for one year.",
  },
  terms: {
    title: "Terms",
    prompt: "Please read each of the terms.",
    names: {
      "certificate-service": "Certificate service",
      "personal-data": "Personal data",
      "unique-identifier": "Resident number",
    } satisfies Record<TermId, string>,
    unread: "to be read",
    read: "read",
    agreed: "agreed",
    agreeAll: "Agree to all (after reading)",
    refuse: "Do not agree",
    question: "Do you agree?",
  },
  issuing: {
    title: "In the making",
    keepingTitle: "Writing to the stick",
    stay: "Leave the USB stick where it is.",
    phases: {
      charging: "Taking the fee",
      preparing: "Preparing the certificate",
      signing: "Signing it",
      writing: "Writing it",
      proving: "Checking what was written",
      completing: "Recording the issue",
      releasing: "Letting it go",
    } satisfies Record<IssuingPhase, string>,
    words: { done: "done", now: "now", waiting: "waiting" },
  },
  menu: {
    title: "Menu",
    prompt: "Press the number of what you want.",
    items: {
      back: "Back",
      language: "한국어",
      contrast: "Contrast",
      "call-staff": "Staff",
      "trainer-card": "Card",
      "other-desk": "Desk",
      cancel: "Stop",
    } satisfies Record<MenuItem, string>,
  },
  cancel: {
    title: "Stop here?",
    text: "What you have entered will be erased.",
    revokes: "The certificate that was signed will be revoked.",
    goOn: "Go on",
    stop: "Stop",
  },
  idle: {
    title: "Are you still there?",
    text: (seconds: number) => `This page closes in ${seconds} ${seconds === 1 ? "second" : "seconds"}.`,
    signsOff: (seconds: number) => `You are signed off in ${seconds} ${seconds === 1 ? "second" : "seconds"}.`,
    next: "Press any key to go on.",
    erased: "What you have entered is then erased.",
  },
  card: { title: "Trainer's card" },
  apology: {
    title: "We are sorry",
    text: "Something went wrong, and this counter has stopped.",
    kept: "What you had entered is erased. Nothing was issued halfway.",
    incident: (number: string) => `Incident number: ${number}`,
    next: "Please tell our staff this number.",
  },
  tooSmall: "This window is too small. It must be at least 40 by 12.",
};

export type Words = typeof en;
