// The sticks of a rehearsal with certificates of other institutions: good ones, and one for each refusal. Data alone.

import type { ListedSerial } from "../../src/authority/certificates.ts";
import type { PolicyKind } from "../../src/reliance/policy-kinds.ts";
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
  readonly what: Readonly<Record<"ko" | "en", string>>;
  readonly certificates: readonly Row[];
};

const hong = "hong" as const;
const kim = "kim" as const;

const good: Row = { ca: "SignKorea" };
/** A CA that publishes no list. */
const asked: Row = { ca: "NCASign" };

/** By name; what is on the trainer's card. New ones come last: a place is a number at its CA. */
export const trainingSticks: Readonly<Record<string, TrainingStick>> = {
  "usb-kim-signkorea": {
    owner: kim,
    what: { ko: "SignKorea 범용", en: "SignKorea, general-purpose" },
    certificates: [{ ...good, whole: true }],
  },
  "usb-kim-kica": {
    ...{ owner: kim, what: { ko: "KICA 은행용, 키 관리용 쌍 포함", en: "KICA, bank, with a key-management pair" } },
    certificates: [{ ca: "KICA", kind: "bank", scheme: "c", whole: true }],
  },
  "usb-hong-crosscert": {
    ...{
      owner: hong,
      what: { ko: "CrossCert 은행용, `user`, 암호 여덟 자리", en: "CrossCert, bank; `user`, password of eight" },
    },
    certificates: [{ ca: "CrossCert", kind: "bank", scheme: "b", password: "old8pw!1", lowerCase: true }],
  },
  "usb-hong-several": {
    ...{ owner: hong, what: { ko: "NCASign, TradeSign, 만료된 것 하나", en: "NCASign, TradeSign, an expired one" } },
    certificates: [{ ca: "NCASign" }, { ca: "TradeSign" }, { ca: "SignKorea", daysLeft: -30 }],
  },
  "usb-kim-tradesign": {
    owner: kim,
    what: { ko: "TradeSign, 발급기관 응답 없음", en: "TradeSign, whose CA does not answer" },
    certificates: [{ ca: "TradeSign" }],
  },
  "usb-kim-revoked": {
    owner: kim,
    what: { ko: "폐지됨", en: "revoked" },
    certificates: [{ ...good, listed: "keyCompromise" }],
  },
  "usb-kim-held": {
    owner: kim,
    what: { ko: "효력정지됨", en: "suspended" },
    certificates: [{ ...good, listed: "certificateHold" }],
  },
  "usb-kim-expired": {
    owner: kim,
    what: { ko: "만료됨", en: "expired" },
    certificates: [{ ca: "CrossCert", daysLeft: -3 }],
  },
  "usb-kim-notyet": {
    owner: kim,
    what: { ko: "아직 유효하지 않음", en: "not yet valid" },
    certificates: [{ ca: "NCASign", daysLeft: 400 }],
  },
  "usb-kim-policy": {
    owner: kim,
    what: { ko: "증권용", en: "for securities alone" },
    certificates: [{ ca: "KICA", kind: "securities" }],
  },
  "usb-kim-stranger": {
    owner: kim,
    what: { ko: "모르는 발급기관", en: "of a CA that nobody knows" },
    certificates: [{ ca: "Stranger" }],
  },
  "usb-kim-no-r": {
    owner: kim,
    what: { ko: "R이 없는 개인키", en: "key without R" },
    certificates: [{ ...good, fault: "no-r" }],
  },
  "usb-kim-wrong-r": {
    owner: kim,
    what: { ko: "다른 개인키의 R", en: "R of another key" },
    certificates: [{ ...good, fault: "another-r" }],
  },
  "usb-kim-once": {
    owner: kim,
    what: { ko: "VID를 한 번만 해시함", en: "VID hashed once" },
    certificates: [{ ...good, fault: "virtual-id-hashed-once" }],
  },
  "usb-kim-wrong-key": {
    owner: kim,
    what: { ko: "다른 사람의 개인키", en: "another's key" },
    certificates: [{ ...good, fault: "another-key" }],
  },
  "usb-kim-half": {
    owner: kim,
    what: { ko: "개인키 없음", en: "no key" },
    certificates: [{ ...good, fault: "no-key" }],
  },
  "usb-kim-asked": {
    owner: kim,
    what: { ko: "NCASign, 응답 서버(OCSP)에 조회", en: "NCASign, whose responder is asked" },
    certificates: [asked],
  },
  "usb-kim-asked-off": {
    owner: kim,
    what: { ko: "응답 서버가 폐지됨이라고 함", en: "revoked, as its responder says" },
    certificates: [{ ...asked, listed: "superseded" }],
  },
  "usb-kim-asked-hold": {
    owner: kim,
    what: { ko: "응답 서버가 효력정지라고 함", en: "suspended, as its responder says" },
    certificates: [{ ...asked, listed: "certificateHold" }],
  },
  "usb-kim-unissued": {
    owner: kim,
    what: { ko: "발급기관이 발급한 적 없다고 함", en: "never issued, as its CA says" },
    certificates: [{ ...asked, disowned: true }],
  },
  "usb-kim-aes": {
    owner: kim,
    what: { ko: "AES로 잠근 개인키 (최근 프로그램)", en: "key locked by AES, as newer tools do" },
    certificates: [{ ...good, scheme: "d", whole: true }],
  },
  "usb-kim-forged": {
    owner: kim,
    what: { ko: "적힌 발급기관의 서명이 아님", en: "not signed by the CA that it names" },
    certificates: [{ ...good, fault: "forged" }],
  },
  "usb-kim-malformed": {
    owner: kim,
    what: { ko: "잘못 만든 인증서", en: "a certificate badly made" },
    certificates: [{ ...good, fault: "malformed" }],
  },
  "usb-kim-km": {
    owner: kim,
    what: { ko: "키 관리용 (서명용이 아님)", en: "for locking keys, not for signing" },
    certificates: [{ ...good, fault: "for-keys" }],
  },
  "usb-kim-demand": {
    owner: kim,
    what: { ko: "알 수 없는 것을 요구함", en: "demands what nobody knows" },
    certificates: [{ ...good, fault: "demand" }],
  },
  "usb-kim-hash": {
    owner: kim,
    what: { ko: "다른 해시로 만든 VID", en: "VID by another hash" },
    certificates: [{ ...good, fault: "unknown-hash" }],
  },
  "usb-kim-no-vid": {
    owner: kim,
    what: { ko: "VID 없음", en: "no VID" },
    certificates: [{ ...good, fault: "no-virtual-id" }],
  },
  "usb-kim-damaged": {
    owner: kim,
    what: { ko: "반만 남은 개인키 파일", en: "half of a key file" },
    certificates: [{ ...good, fault: "damaged-key" }],
  },
  "usb-kim-lock": {
    owner: kim,
    what: { ko: "읽을 수 없게 잠근 개인키", en: "key locked as nobody reads it" },
    certificates: [{ ...good, fault: "unknown-lock" }],
  },
  "usb-kim-no-ca": {
    owner: kim,
    what: { ko: "발급기관이 아닌 자가 발급함", en: "issued by one who is no CA" },
    certificates: [{ ca: "no-ca" }],
  },
  "usb-kim-ca-over": {
    owner: kim,
    what: { ko: "발급기관 인증서가 만료됨", en: "its CA is over" },
    certificates: [{ ca: "over" }],
  },
  "usb-kim-ca-deep": {
    owner: kim,
    what: { ko: "있을 수 없는 자리의 발급기관", en: "a CA where none may be" },
    certificates: [{ ca: "too-deep" }],
  },
  "usb-kim-ca-policy": {
    owner: kim,
    what: { ko: "발급기관이 이 종류를 발급할 수 없음", en: "its CA may not issue this kind" },
    certificates: [{ ca: "other-policy" }],
  },
  "usb-kim-ca-off": {
    owner: kim,
    what: { ko: "발급기관 인증서가 폐지됨", en: "its CA is revoked" },
    certificates: [{ ca: "withdrawn" }],
  },
};
