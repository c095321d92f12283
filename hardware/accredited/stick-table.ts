// The sticks of a rehearsal with certificates of other institutions: good ones, and one for each refusal. Data alone.

import type { ListedSerial } from "../../src/authority/certificates.ts";
import type { PolicyKind } from "../../src/authority/policy-kinds.ts";
import type { OtherWanted } from "./other-certificate.ts";

/** One certificate on a stick. */
export type Row = Pick<OtherWanted, "ca" | "scheme" | "fault" | "whole"> & {
  readonly kind?: PolicyKind;
  /** Whole days until its last one, counted from when it is made: of a year's certificate. */
  readonly daysLeft?: number;
  /** Its CA revoked it. */
  readonly listed?: ListedSerial["reason"];
  /** Its CA says that it never issued it. */
  readonly disowned?: true;
  readonly password?: string;
  /** Some programs wrote the folder USER in lower case. */
  readonly lowerCase?: boolean;
};

export type TrainingStick = {
  readonly owner: "hong" | "kim";
  readonly what: string;
  readonly certificates: readonly Row[];
};

const hong = "hong" as const;
const kim = "kim" as const;

const good: Row = { ca: "SignKorea" };
/** A CA that publishes no list. */
const asked: Row = { ca: "NCASign" };

/** By name; what is on the trainer's card. New ones come last: a place is a number at its CA. */
export const trainingSticks: Readonly<Record<string, TrainingStick>> = {
  "usb-kim-signkorea": { owner: kim, what: "SignKorea, general-purpose", certificates: [{ ...good, whole: true }] },
  "usb-kim-kica": {
    ...{ owner: kim, what: "KICA, bank, with a key-management pair" },
    certificates: [{ ca: "KICA", kind: "bank", scheme: "c", whole: true }],
  },
  "usb-hong-crosscert": {
    ...{ owner: hong, what: "CrossCert, bank; `user`, password of eight" },
    certificates: [{ ca: "CrossCert", kind: "bank", scheme: "b", password: "old8pw!1", lowerCase: true }],
  },
  "usb-hong-several": {
    ...{ owner: hong, what: "NCASign, TradeSign, an expired one" },
    certificates: [{ ca: "NCASign" }, { ca: "TradeSign" }, { ca: "SignKorea", daysLeft: -30 }],
  },
  "usb-kim-tradesign": { owner: kim, what: "TradeSign, whose CA does not answer", certificates: [{ ca: "TradeSign" }] },
  "usb-kim-revoked": { owner: kim, what: "revoked", certificates: [{ ...good, listed: "keyCompromise" }] },
  "usb-kim-held": { owner: kim, what: "suspended", certificates: [{ ...good, listed: "certificateHold" }] },
  "usb-kim-expired": { owner: kim, what: "expired", certificates: [{ ca: "CrossCert", daysLeft: -3 }] },
  "usb-kim-notyet": { owner: kim, what: "not yet valid", certificates: [{ ca: "NCASign", daysLeft: 400 }] },
  "usb-kim-policy": { owner: kim, what: "for securities alone", certificates: [{ ca: "KICA", kind: "securities" }] },
  "usb-kim-stranger": { owner: kim, what: "of a CA that nobody knows", certificates: [{ ca: "Stranger" }] },
  "usb-kim-no-r": { owner: kim, what: "key without R", certificates: [{ ...good, fault: "no-r" }] },
  "usb-kim-wrong-r": { owner: kim, what: "R of another key", certificates: [{ ...good, fault: "another-r" }] },
  "usb-kim-once": { owner: kim, what: "VID hashed once", certificates: [{ ...good, fault: "virtual-id-hashed-once" }] },
  "usb-kim-wrong-key": { owner: kim, what: "another's key", certificates: [{ ...good, fault: "another-key" }] },
  "usb-kim-half": { owner: kim, what: "no key", certificates: [{ ...good, fault: "no-key" }] },
  "usb-kim-asked": { owner: kim, what: "NCASign, whose responder is asked", certificates: [asked] },
  "usb-kim-asked-off": {
    owner: kim,
    what: "revoked, as its responder says",
    certificates: [{ ...asked, listed: "superseded" }],
  },
  "usb-kim-asked-hold": {
    owner: kim,
    what: "suspended, as its responder says",
    certificates: [{ ...asked, listed: "certificateHold" }],
  },
  "usb-kim-unissued": {
    owner: kim,
    what: "never issued, as its CA says",
    certificates: [{ ...asked, disowned: true }],
  },
  "usb-kim-aes": {
    owner: kim,
    what: "key locked by AES, as newer tools do",
    certificates: [{ ...good, scheme: "d", whole: true }],
  },
  "usb-kim-forged": {
    owner: kim,
    what: "not signed by the CA that it names",
    certificates: [{ ...good, fault: "forged" }],
  },
  "usb-kim-malformed": {
    owner: kim,
    what: "a certificate badly made",
    certificates: [{ ...good, fault: "malformed" }],
  },
  "usb-kim-km": {
    owner: kim,
    what: "for locking keys, not for signing",
    certificates: [{ ...good, fault: "for-keys" }],
  },
  "usb-kim-demand": { owner: kim, what: "demands what nobody knows", certificates: [{ ...good, fault: "demand" }] },
  "usb-kim-hash": { owner: kim, what: "VID by another hash", certificates: [{ ...good, fault: "unknown-hash" }] },
  "usb-kim-no-vid": { owner: kim, what: "no VID", certificates: [{ ...good, fault: "no-virtual-id" }] },
  "usb-kim-damaged": { owner: kim, what: "half of a key file", certificates: [{ ...good, fault: "damaged-key" }] },
  "usb-kim-lock": {
    owner: kim,
    what: "key locked as nobody reads it",
    certificates: [{ ...good, fault: "unknown-lock" }],
  },
  "usb-kim-no-ca": { owner: kim, what: "issued by one who is no CA", certificates: [{ ca: "no-ca" }] },
  "usb-kim-ca-over": { owner: kim, what: "its CA is over", certificates: [{ ca: "over" }] },
  "usb-kim-ca-deep": { owner: kim, what: "a CA where none may be", certificates: [{ ca: "too-deep" }] },
  "usb-kim-ca-policy": { owner: kim, what: "its CA may not issue this kind", certificates: [{ ca: "other-policy" }] },
  "usb-kim-ca-off": { owner: kim, what: "its CA is revoked", certificates: [{ ca: "withdrawn" }] },
};
