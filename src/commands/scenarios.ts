// The lessons that are shipped: what goes wrong in each, and what a trainee has done when it is passed.

import type { RowWanted } from "./goal.ts";
import type { Cue, Scenario } from "./scenario.ts";

const firstStick: Cue = { at: null, acts: [{ type: "insert", name: "usb0" }] };
const issued: RowWanted = { event: "certificate-issued" };
const lockedOut: RowWanted = { event: "customer-chosen", customer: "jung" };
const taken: RowWanted = { event: "drive-released" };

export const scenarios: readonly Scenario[] = [
  {
    id: "first-day",
    title: { ko: "첫날", en: "First day" },
    goal: {
      ko: "홍길동 고객에게 인증서를 발급하십시오. 모든 기기가 정상입니다.",
      en: "Issue a certificate to hong. Everything works.",
    },
    desk: "kiosk",
    cues: [firstStick],
    reached: [[{ event: "identity-verified", customer: "hong" }, { event: "phone-verified" }, issued, taken]],
  },
  {
    id: "wrong-passwords",
    title: { ko: "세 번 틀린 비밀번호", en: "Three wrong passwords" },
    goal: {
      ko: "계좌 비밀번호를 세 번 틀린 고객을 안심시키고, 잠기기 전에 발급을 마치십시오.",
      en: "Type the account password wrong three times, then finish before the account locks.",
    },
    desk: "kiosk",
    cues: [firstStick],
    reached: [
      [
        { event: "identity-refused", left: 4 },
        { event: "identity-refused", left: 3 },
        { event: "identity-refused", left: 2 },
        { event: "identity-verified" },
        issued,
      ],
    ],
  },
  {
    id: "pulled-stick",
    title: { ko: "뽑힌 USB", en: "Pulled stick" },
    goal: {
      ko: "저장하는 동안 USB가 뽑힙니다. 새 인증서를 만들지 말고 다른 USB에 마저 저장하십시오.",
      en: "The stick is pulled while it is written. Go on with another one: the certificate stays the same.",
    },
    desk: "kiosk",
    cues: [
      firstStick,
      { at: { event: "read-back-confirmed" }, acts: [{ type: "pull", name: "usb0", whileWriting: true }] },
      { at: { event: "certificate-not-written" }, seconds: 3, acts: [{ type: "insert", name: "usb1" }] },
    ],
    reached: [
      [
        { event: "certificate-signed" },
        { event: "certificate-not-written", drive: "usb0" },
        { event: "certificate-written" },
        issued,
        taken,
      ],
    ],
    never: [{ event: "certificate-revoking" }, { event: "certificate-written", drive: "usb0" }],
  },
  {
    id: "fake-stick",
    title: { ko: "불량 USB", en: "Fake stick" },
    goal: {
      ko: "고객이 가져온 USB가 위조품입니다. 이유를 설명하고 다른 USB에 저장하십시오.",
      en: "The customer's stick is a counterfeit. Explain it, and take another one.",
    },
    desk: "kiosk",
    cues: [
      { at: null, acts: [{ type: "insert", name: "usb0", options: { fake: true } }] },
      { at: { event: "certificate-not-written" }, seconds: 3, acts: [{ type: "insert", name: "usb1" }] },
    ],
    reached: [[{ event: "certificate-not-written", why: "drive-counterfeit" }, issued, taken]],
  },
  {
    id: "dead-keypad",
    title: { ko: "먹통 키패드", en: "Dead keypad" },
    goal: {
      ko: "키패드가 응답하지 않습니다. 케이블을 다시 꽂고(F8) 처음부터 하지 말고 이어서 마치십시오.",
      en: "The keypad goes silent. Put its cable in again (F8), and go on where the customer was.",
    },
    desk: "kiosk",
    cues: [firstStick, { at: { event: "product-chosen" }, seconds: 2, acts: [{ type: "keypad", plugged: false }] }],
    reached: [[{ event: "keypad-status", status: "offline" }, { event: "keypad-status", status: "online" }, issued]],
  },
  {
    id: "busy-phone",
    title: { ko: "통화 중인 전화", en: "Busy phone" },
    goal: {
      ko: "고객의 전화가 통화 중입니다. 문자 인증으로 바꾸어 마치십시오.",
      en: "The customer's line is busy. Finish with a text message.",
    },
    desk: "kiosk",
    cues: [firstStick, { at: null, acts: [{ type: "phone", behaviour: "busy" }] }],
    reached: [[{ event: "phone-refused", why: "busy" }, { event: "phone-verified", method: "sms" }, issued]],
  },
  {
    id: "locked-token",
    title: { ko: "잠긴 OTP", en: "Locked token" },
    goal: {
      ko: "정민수 고객이 OTP가 잠긴 줄 모르고 인증서를 받으러 왔습니다. 책임자 승인으로 푼 뒤 발급을 마치십시오. 본인의 신청은 본인이 승인할 수 없습니다.",
      en: "jung comes for a certificate, and his OTP is locked. Have a supervisor unlock it, then issue. Nobody approves what he asked for.",
    },
    desk: "teller",
    cues: [firstStick],
    reached: [
      [lockedOut, { event: "ceremony-ended", why: "medium-locked" }],
      [lockedOut, { event: "document-attested" }, { event: "request-asked", kind: "unlock-otp", customer: "jung" }],
      // Of the supervisor beside the teller, or at another desk.
      [
        { event: "request-approved", kind: "unlock-otp" },
        { event: "unlocked", kind: "otp", subject: "******0044" },
      ],
      [lockedOut, { event: "identity-verified", customer: "jung" }, issued],
    ],
  },
  {
    id: "expired-certificate",
    title: { ko: "만료된 인증서", en: "Expired certificate" },
    goal: {
      ko: "최은영 고객의 인증서가 만료되었습니다. 알맞은 업무를 골라 새 1년을 발급하십시오.",
      en: "The certificate of choi has expired. Choose what fits, and issue a new year.",
    },
    desk: "kiosk",
    cues: [firstStick, { at: null, acts: [{ type: "insert", name: "usb-choi" }] }],
    reached: [
      [{ event: "ceremony-began", service: "reissue" }, { event: "identity-verified", customer: "choi" }, issued],
    ],
  },
  {
    id: "paper-out",
    title: { ko: "용지 없음", en: "Paper out" },
    goal: {
      ko: "영수증 용지가 떨어집니다. 인증서는 이미 발급되었습니다. 용지를 갈고(F10) 영수증을 뽑아 드리십시오.",
      en: "The receipt paper runs out; the certificate is there all the same. Change the roll (F10) and print the slip.",
    },
    desk: "kiosk",
    cues: [firstStick, { at: { event: "read-back-confirmed" }, acts: [{ type: "printer", behaviour: "paper-out" }] }],
    reached: [
      [
        issued,
        { event: "slip-not-printed", why: "paper-out" },
        { event: "printer-status", status: "ready" },
        { event: "slip-printed" },
      ],
    ],
  },
  {
    id: "everything-at-once",
    title: { ko: "한꺼번에", en: "Everything at once" },
    goal: {
      ko: "전화는 통화 중, USB는 위조품, 키패드는 먹통입니다. 그래도 처음부터 다시 하지 말고 한 사람을 보내 드리십시오.",
      en: "The phone is busy, the stick a counterfeit, the keypad silent. Still, one customer leaves with a certificate, without starting over.",
    },
    desk: "kiosk",
    cues: [
      {
        at: null,
        acts: [
          { type: "phone", behaviour: "busy" },
          { type: "insert", name: "usb0", options: { fake: true } },
        ],
      },
      { at: { event: "identity-verified" }, seconds: 2, acts: [{ type: "keypad", plugged: false }] },
      { at: { event: "certificate-not-written" }, seconds: 3, acts: [{ type: "insert", name: "usb1" }] },
    ],
    reached: [
      [
        { event: "keypad-status", status: "offline" },
        { event: "keypad-status", status: "online" },
        { event: "phone-refused", why: "busy" },
        { event: "phone-verified" },
        { event: "certificate-not-written" },
        issued,
      ],
    ],
  },
];

export function scenario(id: string): Scenario | null {
  return scenarios.find((each) => each.id === id) ?? null;
}
