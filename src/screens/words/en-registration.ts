// What the pages about another institution's certificate say, in English: examined, registered, taken off, refused.

import type { RegistrationBar } from "../../ceremony/ending.ts";
import type { ExaminationPart } from "../../ceremony/step.ts";
import type { Failure } from "../../reliance/examination.ts";
import type { PolicyKind } from "../../reliance/policy-kinds.ts";
import { type EndingWords, type Said, said } from "./said.ts";

const policyKinds: Readonly<Record<PolicyKind, string>> = {
  general: "General-purpose",
  "corporate-general": "Corporate, general",
  bank: "Bank, insurance",
  "corporate-bank": "Corporate, bank",
  securities: "Securities",
  "securities-insurance": "Securities, insurance",
  card: "Credit card",
  tax: "Tax office",
};

/** Of a certificate that is not what it says. */
const notGenuine: EndingWords = {
  title: "Not genuine",
  happened: "The certificate, or the CA above it, is not what it says. It cannot be registered.",
  next: "Please ask the institution that issued it.",
};

const holderUnproven: EndingWords = {
  title: "Holder not proven",
  happened: "The certificate does not let anybody check whose it is.",
  next: "Please have a personal certificate issued: here, or where you got this one.",
};

const keyTrouble: EndingWords = {
  title: "The key does not fit",
  happened: "The key on the stick and the certificate do not belong together.",
  next: "Please copy the certificate anew from where it was issued.",
};

const refusals: Readonly<Record<Failure, EndingWords>> = {
  malformed: {
    title: "It cannot be read",
    happened: "The certificate on the stick is damaged.",
    next: "Please copy it anew from where it was issued.",
  },
  "issuer-unknown": {
    title: "An unknown issuer",
    happened: "This bank does not accept the CA that issued the certificate.",
    next: "You can get a certificate here: choose the new certificate.",
  },
  "issuer-not-valid": {
    title: "Its issuer is out of date",
    happened: "The CA's own certificate is not valid today.",
    next: "Please ask a member of staff: the terminal may need a newer one.",
  },
  "signature-wrong": notGenuine,
  "issuer-not-a-ca": notGenuine,
  "path-too-long": notGenuine,
  "policy-not-allowed": notGenuine,
  "demand-unknown": {
    title: "Not known here",
    happened: "The certificate asks for something that this terminal does not know.",
    next: "Please ask a member of staff.",
  },
  "usage-wrong": {
    title: "Not for signing",
    happened: "This certificate is for locking keys, not for signing.",
    next: "Please choose the other one of the pair.",
  },
  expired: {
    title: "It has expired",
    happened: "The certificate is over, and cannot be registered.",
    next: "Please get a new one where it was issued, or here.",
  },
  "not-yet-valid": {
    title: "Not valid yet",
    happened: "The certificate is not valid yet.",
    next: "Please come back on its first day.",
  },
  "policy-not-accepted": {
    title: "Another kind",
    happened: "This kind of certificate is not accepted at a bank.",
    next: "Please use a general-purpose or a bank certificate.",
  },
  "no-policy": notGenuine,
  revoked: {
    title: "It is revoked",
    happened: "The institution that issued it has revoked this certificate.",
    next: "Please get a new one where it was issued, or here.",
  },
  "on-hold": {
    title: "It is suspended",
    happened: "The institution that issued it has suspended this certificate.",
    next: "Please have it restored there first, then come back.",
  },
  "never-issued": notGenuine,
  "issuer-revoked": {
    title: "Its issuer is revoked",
    happened: "The CA that issued the certificate has lost its own. It cannot be registered.",
    next: "Please get a new one from another institution, or here.",
  },
  "standing-unknown": {
    title: "Its issuer does not answer",
    happened: "Nobody can say now whether the certificate is revoked. So it is not registered.",
    next: "Please try again later.",
  },
  "key-missing": keyTrouble,
  "wrong-password": keyTrouble,
  "key-damaged": keyTrouble,
  "key-unsupported": keyTrouble,
  "key-of-another": keyTrouble,
  "no-r": holderUnproven,
  "no-virtual-id": holderUnproven,
  "virtual-id-hash-unknown": holderUnproven,
  "virtual-id-hashed-once": holderUnproven,
  "virtual-id-differs": {
    title: "Another person's",
    happened: "The certificate is not that of the person who was identified.",
    next: "Only its holder can register it.",
  },
  "signature-refused": keyTrouble,
};

export const registration = {
  policyKinds,
  refusals,
  examination: {
    title: "Being examined",
    stay: "The certificate is being examined. One moment, please.",
    parts: {
      certificate: "Certificate and issuer",
      revocation: "Whether it is revoked",
      holder: "Whether it is yours",
    } satisfies Record<ExaminationPart, string>,
  },
  readBack: {
    title: "Register it",
    prompt: "Shall it be registered?",
    note: "You can then use it at this bank, until it ends or you take it off.",
    unanswered: "Nobody could say whether it is revoked. This bank takes it all the same.",
    unansweredShort: "Nobody could say if it is revoked.",
    yes: "Register",
    no: "Do not",
  },
  registrations: {
    title: "Registered here",
    prompt: "Which one shall be taken off?",
    since: (date: string) => `since ${date}`,
    expired: "(expired)",
  },
  deregistration: {
    title: "Take it off",
    prompt: "Shall it be taken off?",
    note: "It stays valid everywhere else, and can be registered again.",
    since: "Registered",
    yes: "Take it off",
    no: "Leave it",
  },
  /** Who issued it, and its last day. */
  ends: (ca: string, date: string) => `${ca} until ${date}`,
  registeredHere: (date: string) => `registered ${date}`,
};

export const registrationBars: Readonly<Record<RegistrationBar, Said>> = {
  expired: said(
    "Expired. Choose another one.",
    "It has expired. Get a new one where it was issued, or choose another.",
  ),
  "policy-not-accepted": said(
    "Kind not accepted. Choose another.",
    "This kind is not accepted at a bank. Choose a general-purpose or bank one.",
  ),
  "issued-here": said(
    "Issued here: nothing to register.",
    "It was issued here: it needs no registration. Choose another.",
  ),
  "already-registered": said("It is registered already.", "It is registered here already. Choose another one."),
};

export const registrationEndings = {
  "registration-refused": notGenuine,
  "certificate-registered": {
    title: "It is registered",
    happened: "You can use it at this bank now: internet and mobile banking, loans and insurance.",
    next: "It is recorded. You can take your stick out. Tell us when the certificate is replaced.",
  },
  "already-registered": {
    title: "Registered already",
    happened: "This certificate is registered here already.",
    next: "There is nothing more to do: you can use it.",
  },
  "nothing-registered": {
    title: "Nothing is registered",
    happened: "No certificate of another institution is registered here for you.",
    next: "To register one, bring the stick that it is on.",
  },
  "registration-ended": {
    title: "It is taken off",
    happened: "It can no longer be used at this bank. Elsewhere it stays valid.",
    next: "You can register it again at any time.",
  },
  "registration-gone": {
    title: "Nothing was changed",
    happened: "It was taken off already.",
    next: "There is nothing more to do.",
  },
};
