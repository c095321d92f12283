// What the pages of a financial certificate say, in English.

import type { DepositPhase } from "../../ceremony/effect.ts";
import type { Article } from "./en-terms.ts";
import { said } from "./said.ts";

/** What it is, what it stands beside, and how the two differ: 7, 13 and 14 cells. */
type Difference = readonly [what: string, financial: string, joint: string];

export const financial = {
  kinds: {
    title: "Which kind of certificate",
    prompt: "There are two kinds. They differ so:",
    rows: [
      ["", "Financial", "Joint"],
      ["Kept", "our vault", "your stick"],
      ["Opened", "PIN, 6 digits", "a password"],
      ["Valid", "3 years", "1 year"],
      ["Renewal", "last 90 days", "last 30 days"],
      ["Lost", "nothing to lose", "with the stick"],
    ] satisfies readonly Difference[] as readonly Difference[],
    /** The same in five rows of 38 cells. */
    short: [
      ["", "Financial", "Joint"],
      ["Kept", "our vault", "your stick"],
      ["Opened", "PIN, 6 digits", "a password"],
      ["Valid", "3 y, renew 90 d", "1 y, renew 30 d"],
      ["Lost", "nothing to lose", "with the stick"],
    ] satisfies readonly Difference[] as readonly Difference[],
    financial: "A financial certificate",
    joint: "A joint certificate",
  },
  financialCheck: { title: "Your financial certificate" },
  pin: {
    title: "Choose a PIN",
    prompt: "Please choose a PIN of 6 digits.",
    note: "Not 111111 or 123456, no birthday, no part of a phone or account number.",
    againTitle: "The PIN once more",
    againPrompt: "Please enter the same PIN once more.",
    label: "PIN",
    proofTitle: "Your PIN",
    proofPrompt: "Please enter the PIN of the certificate.",
    lastTitle: "Last: try it out",
    lastPrompt: "Please enter the PIN: does it sign?",
    lastNote: "It becomes valid when its signature is right.",
    changeTitle: "Changing the PIN",
  },
  depositReadBack: {
    title: "Before it is made",
    where: "Kept in",
    vault: "the bank's vault",
    pin: "PIN",
    pinNew: "the one just chosen",
    pinKept: "stays as it is",
    until: (date: string) => `to ${date}`,
    term: "Valid",
    issue: "Press 1 or # to make it.",
  },
  depositing: {
    title: "Making your certificate",
    stay: "One moment please. It takes seconds.",
    phases: {
      key: "Key made in the vault",
      preparing: "Certificate prepared",
      signing: "Certificate signed",
      storing: "Kept in the vault",
      proving: "Tried with your PIN",
      completing: "Recorded",
    } satisfies Record<DepositPhase | "proving", string>,
  },
  deposited: {
    titles: { issue: "Your financial certificate is ready", renew: "Your financial certificate is renewed" },
    use: "It works with your PIN, without a stick.",
    forget: "Forgotten the PIN? Have it issued anew here.",
  },
};

export const financialArticles: readonly Article[] = [
  {
    heading: "Article 1 (Purpose)",
    text: "Korea Post registers your application. The certificate's key is made and kept in the institution's vault, and never on a stick of yours.",
  },
  {
    heading: "Article 2 (Issue and validity)",
    text: "It is valid for three years and can be renewed in its last 90 days. You can hold one at a time: a new one revokes the one before.",
  },
  {
    heading: "Article 3 (Your PIN)",
    text: "Only your PIN of six digits opens the key. Tell it to nobody. After five wrong entries it is locked until a supervisor unlocks it at a counter.",
  },
  {
    heading: "Article 4 (Revocation, liability)",
    text: "You can revoke it at a counter at any time; its key is then destroyed. Korea Post is liable as the law provides, not for careless use of a PIN.",
  },
];

export const pinRules = {
  run: said(
    "No 111111, 123456: choose another.",
    "A PIN that runs like 111111 or 123456 is not taken. Please choose another.",
  ),
  repeats: said("No 121212, 123123: choose another.", "A PIN that repeats itself is not taken. Please choose another."),
  "birth-date": said(
    "Not your birthday: choose another.",
    "Your date of birth is not taken. Please choose another PIN.",
  ),
  "personal-number": said(
    "Part of your number: choose another.",
    "It is a part of one of your numbers. Please choose another PIN.",
  ),
};

export const financialNotices = {
  "pins-differ": said("They differ. Choose the PIN again.", "The two are not the same. Please choose the PIN again."),
  "vault-unreachable": said(
    "The vault is silent. Try again.",
    "The vault does not answer. Nothing has changed: please try again.",
  ),
};

export const pinWrong = (left: number) =>
  said(`Not right. Try again (${left} left)`, `The PIN is not right. Please enter it again. (${left} left)`);

export const financialEndings = {
  "no-financial": {
    title: "No financial certificate",
    happened: "You have no financial certificate at this bank.",
    next: "To get one now press 1.",
  },
  "financial-expired": {
    title: "It has expired",
    happened: "Your financial certificate is over, and cannot be used or renewed.",
    next: "To get a new one now press 1.",
  },
  "financial-on-hold": {
    title: "It is suspended",
    happened: "Your financial certificate is suspended and signs nothing.",
    next: "Choose 'Revoke, suspend' to restore it, then come back.",
  },
  "financial-too-early": {
    title: "Too early to renew",
    happened: "It can be renewed in its last 90 days.",
    next: "Nothing was changed: it stays valid as it is.",
  },
  "financial-proven": {
    title: "It works",
    happened: "Your certificate signed with your PIN, and the signature is right.",
    next: "You can use it wherever a financial certificate is taken.",
  },
  "pin-locked": {
    title: "The PIN is locked",
    happened: "It was entered wrongly too often. The certificate signs nothing now.",
    next: "A counter unlocks it if you bring your ID; for a new one press 1.",
  },
  "proof-failed": {
    title: "No certificate was issued",
    happened: "The PIN was wrong too often. The new certificate is revoked.",
    next: "Please start again and choose a PIN that you remember.",
  },
  "pin-changed": {
    title: "The PIN is changed",
    happened: "From now on the new PIN opens your certificate. This is recorded.",
    next: "The old PIN works no more.",
  },
  "pin-in-doubt": {
    title: "The vault did not answer",
    happened: "Whether the PIN was changed is not known.",
    next: "Please try it out: first with the new PIN, then with the old one.",
  },
  "vault-unreachable": {
    title: "The vault did not answer",
    happened: "No certificate was issued. What you had before stays valid.",
    next: "Please try again later, or ask a member of staff.",
  },
};
