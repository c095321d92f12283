// What branch support reads of an examination: each check and its answer in a sentence that says what to do.

import type { Check, CheckName, Failure, Skipped } from "../authority/examination.ts";
import { kindOfPolicy, type PolicyKind } from "../authority/policy-kinds.ts";
import type { Unanswered } from "../authority/standing.ts";
import type { Unread } from "../media/read-folder.ts";
import { certificateFile, keyFile } from "../npki/certificate-folder.ts";

export const checkTitles: Readonly<Record<CheckName, string>> = {
  certificate: "certificate",
  chain: "issuer",
  validity: "validity",
  policy: "kind",
  revocation: "revocation",
  key: "key",
  match: "pair",
  identity: "holder",
  possession: "signature",
};

const passed: Readonly<Record<CheckName, string>> = {
  certificate: "it can be read",
  chain: "its CAs lead up to a trusted root",
  validity: "it is valid today",
  policy: "this kind is taken",
  revocation: "its CA says that it is not revoked",
  key: "the password opens the key",
  match: "the key belongs to the certificate",
  identity: "it is the certificate of whoever has this resident number",
  possession: "a fresh challenge was signed, and the certificate verifies it",
};

/** What the inspection alone can tell: in whose place something lies that is not read. */
type Lying = Unread | "certificate-missing";

export type InspectedCheck = Check | { readonly name: CheckName; readonly result: "fail"; readonly why: Lying };

const failed: Readonly<Record<Failure | Lying, string>> = {
  "too-large": "the file is too large to be one: more than 64 KiB; copy it again from where it was issued",
  "no-plain-file": "it is not a plain file but a link, a pipe, a device or a folder: copy it again",
  "certificate-missing":
    "signCert.der is missing: the pair was copied by halves; copy it again from where it was issued",
  malformed: "the file is damaged or no certificate: have it issued again, or copied from another medium",
  "issuer-unknown": "no CA that is trusted here issued it: a root is missing in the folder, or it is not accredited",
  "signature-wrong": "it was not signed by the CA that it names: it is forged or damaged",
  "issuer-not-a-ca": "whoever issued it is no CA",
  "issuer-not-valid": "its CA's own certificate is over or has not begun: look for newer ones in the folder of roots",
  "path-too-long": "there are more CAs above it than one of them allows",
  "policy-not-allowed": "its CA may not issue certificates of this kind",
  "demand-unknown": "it carries a critical extension that is not known here",
  "usage-wrong": "it is not for signatures: a key-management certificate, perhaps",
  expired: "it has expired: the CA that issued it gives a new one",
  "not-yet-valid": "it is not valid yet: is the clock right?",
  "policy-not-accepted": "this kind is not taken here: general-purpose and bank certificates of persons are",
  "no-policy": "it does not say of which kind it is",
  revoked: "its CA revoked it: the holder asks that CA for a new one",
  "on-hold": "its CA suspended it: the holder asks that CA to restore it",
  "never-issued": "its CA says that it never issued it",
  "issuer-revoked": "a CA above it is revoked: the holder has a new one issued by another CA",
  "standing-unknown": "nobody can say whether it is revoked",
  "key-missing": "signPri.key is missing: the pair was copied by halves; copy it again from where it was issued",
  "wrong-password": "the password does not open the key; capitals and small letters differ",
  "key-damaged": "signPri.key is damaged: have the certificate reissued",
  "key-unsupported": "the key is locked in a way that is not read here",
  "key-of-another": "the key opens, and belongs to another certificate: two folders were mixed up",
  "no-r": "the key has no R, so that nobody can check whose it is: a server's or a test's key",
  "no-virtual-id": "the certificate does not say whose number it is for",
  "virtual-id-hash-unknown": "whose number it is for was hashed in a way that is not known here",
  "virtual-id-hashed-once": "its CA hashed the number once where twice is the rule: the CA must issue it anew",
  "virtual-id-differs": "it is for another resident number, or the key's R is another one's",
  "signature-refused": "the key signs nothing that the certificate verifies",
};

const skipped: Readonly<Record<Skipped, string>> = {
  "certificate-unread": "the certificate cannot be read",
  "no-chain": "only a CA that is trusted can be asked",
  "key-not-open": "the key is not open",
  "no-password": "no password was given (--password-file FILE)",
  "no-resident-number": "no resident number was given (--resident-number-file FILE)",
  "no-roots": "no roots are set up (--roots DIR, or accredited.roots in the settings)",
  "standing-unanswered": "nobody could say",
};

const unanswered: Readonly<Record<Unanswered, string>> = {
  "no-source": "no list speaks of it (--crl DIR), and nobody was asked",
  unreachable: "the CA's responder cannot be reached",
  "list-signature": "the CA's list is not signed by it, or is cut off",
  "list-stale": "the CA's list is out of date: fetch a newer one",
  "answer-malformed": "the responder answered something else",
  "answer-refused": "the responder declined to answer",
  "answer-signature": "the responder's answer is not signed by whoever may",
  "answer-delegate": "whoever answered for the CA may not, or may no longer",
  "answer-nonce": "the responder gave an old answer",
  "answer-other": "the responder spoke of another certificate",
  "answer-stale": "the responder's answer is out of date: is the clock right?",
};

const kinds: Readonly<Record<PolicyKind, string>> = {
  general: "for all purposes, of a person (범용 개인)",
  "corporate-general": "for all purposes, of a company (범용 법인)",
  bank: "for banks and insurance (은행/보험용)",
  "corporate-bank": "for banks, of a company (은행/보험용 법인)",
  securities: "for securities (증권용)",
  "securities-insurance": "for securities and insurance (증권/보험용)",
  card: "for credit cards (신용카드용)",
  tax: "for tax invoices (전자세금용)",
};

/** Of what use a certificate is, by its policy: in English, and as Korean programs call it. */
export function kindInWords(policy: string | undefined): string {
  if (policy === undefined) return "of a kind that it does not name";
  const kind = kindOfPolicy(policy);
  return kind ? kinds[kind] : `of a kind that is not known here (policy ${policy})`;
}

export const resultWords = { pass: "pass", fail: "FAIL", "not-checked": "not checked" } as const;

export function checkInWords(check: InspectedCheck): string {
  switch (check.result) {
    case "pass":
      return passed[check.name];
    case "fail":
      return placeOf(check) + failed[check.why] + ("more" in check ? tail(check.more) : "");
    case "not-checked":
      return skipped[check.why] + tail(check.more);
  }
}

/** Of the pair, the half that is not read. */
function placeOf({ name, why }: Extract<InspectedCheck, { result: "fail" }>): string {
  if (why !== "too-large" && why !== "no-plain-file") return "";
  return `${name === "certificate" ? certificateFile : keyFile}: `;
}

function tail(more: Unanswered | undefined): string {
  return more ? `: ${unanswered[more]}` : "";
}
