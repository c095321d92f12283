// 무엇이 잘못되었고 이제 어떻게 하면 되는지: in Korean; never which of two secrets it was.

import type { Ending, Notice } from "../../ceremony/ending.ts";
import type { DriveFault } from "../../media/drive.ts";
import type { outcomes as en } from "./en-outcomes.ts";
import { devices } from "./ko-devices.ts";
import { financialEndings, financialNotices, pinRules, pinWrong } from "./ko-financial.ts";
import { heldEndings } from "./ko-held.ts";
import { registrationBars, registrationEndings } from "./ko-registration.ts";
import { renewalEndings } from "./ko-renewal.ts";
import { staffOutcomes } from "./ko-staff-outcomes.ts";
import { fault, keyRefusals, stickNotices } from "./ko-stick.ts";
import { ticketEndings, ticketRefused } from "./ko-ticket.ts";
import { authority, tokenPinWrong, tokenRefusals } from "./ko-token.ts";
import { passwordRules, short } from "./ko-typed.ts";
import { type NoticeWords, noticeSaid } from "./notice-words.ts";
import { type EndingWords, type Said, said } from "./said.ts";

const phoneRefusals: Readonly<Record<Extract<Notice, { type: "phone-refused" }>["why"], Said>> = {
  wrong: said("번호가 맞지 않습니다.", "번호가 맞지 않습니다. 다시 해 주십시오."),
  silent: said("전화를 받지 않았습니다. 다시 선택", "전화를 받지 않으셨습니다. 방법을 다시 선택해 주십시오."),
  busy: said("통화 중입니다. 끊고 다시 선택", "휴대전화가 통화 중입니다. 통화를 마치고 다시 선택해 주십시오."),
  unreachable: said(
    "연결되지 않습니다. 다시 선택",
    "휴대전화에 연결되지 않습니다. 전원을 확인하고 다시 선택해 주십시오.",
  ),
  expired: said(
    "시간이 지났습니다. 다시 받으십시오.",
    "인증번호의 유효시간이 지났습니다. 새 인증번호를 받아 주십시오.",
  ),
  void: said("무효가 되었습니다. 다시 받으십시오.", "인증번호가 무효가 되었습니다. 새 인증번호를 받아 주십시오."),
};

function driveRefused(what: DriveFault): Said {
  const { line } = fault(what);
  return said(line, `${line} 다른 USB를 꽂아 주십시오.`);
}

function phoneRefused(what: Extract<Notice, { readonly type: "phone-refused" }>): Said {
  const { line, full } = phoneRefusals[what.why];
  if (what.left === null) return said(line, full);
  // Of a void code the reserved line says what to do; how many tries are left is said where there is room.
  return said(what.why === "void" ? line : `${line} (${what.left}회 남음)`, `${full} (${what.left}회 남음)`);
}

const notices: NoticeWords = {
  ...stickNotices,
  ...financialNotices,
  "term-unread": said(
    "# 을 눌러 모두 읽어 주십시오.",
    "아직 읽지 않으신 약관이 있습니다. # 을 누르시면 이어서 읽으실 수 있습니다.",
  ),
  "nobody-found": said("고객이 없습니다. 다시 입력하십시오.", "그런 고객이 없습니다. 확인하고 다시 입력하십시오."),
  "resident-number-malformed": said(
    "번호를 확인하고 다시 입력하십시오.",
    "주민등록번호가 올바르지 않습니다. 확인하고 다시 입력해 주십시오.",
  ),
  "document-authority-malformed": said(
    "발급기관의 이름만 쓰십시오.",
    "발급기관의 이름만 쓰십시오. 번호는 쓰지 마십시오.",
  ),
  "document-date-malformed": said(
    "없는 날짜입니다. 예: 20200102",
    "없는 날짜입니다. 20200102처럼 연월일 8자리로 입력하십시오.",
  ),
  "document-number-malformed": said("끝 4자리를 입력하십시오.", "신분증 번호의 끝 4자리를 입력하십시오."),
  "sign-on-locked": said(
    "잠겼습니다. 책임자에게 문의하십시오.",
    "잠긴 직원번호입니다. 책임자에게 해제를 요청하십시오.",
  ),
  "fee-undone": said(
    "은행 응답 없음. 출금하지 않았습니다.",
    "은행이 응답하지 않아 출금하지 않았습니다. 1번을 눌러 다시 하십시오.",
  ),
  "authority-back": authority.back,
  "bank-unreachable": said(
    "은행 응답 없음. 다시 입력하십시오.",
    "은행 전산에서 응답이 없습니다. 틀린 횟수에 들지 않으니 다시 입력해 주십시오.",
  ),
  "drive-removed": said(
    "USB가 뽑혔습니다. 다시 꽂으십시오.",
    "USB가 뽑혔습니다. 다시 꽂으시거나 다른 USB를 꽂아 주십시오.",
  ),
  "passwords-differ": said(
    "서로 다릅니다. 다시 정하십시오.",
    "두 번 입력하신 암호가 서로 다릅니다. 암호를 다시 정해 주십시오.",
  ),
  "staff-called": said("직원을 불렀습니다. 기다려 주십시오.", "직원을 불렀습니다. 잠시만 기다려 주십시오."),
  "hangul-typed": said(
    "한/영 키를 눌러 영문으로 바꾸십시오.",
    "한글 입력 상태입니다. 한/영 키를 눌러 영문으로 바꾸어 주십시오.",
  ),
  "keys-wait": said("처리 중입니다. 기다려 주십시오.", "인증서를 만들고 있습니다. 잠시만 기다려 주십시오."),
  ...staffOutcomes.plain,
  "not-identified": (what) =>
    what.left === null
      ? said("맞지 않습니다. 다시 입력하십시오.", "입력하신 내용이 맞지 않습니다. 처음부터 다시 입력해 주십시오.")
      : said(
          `맞지 않습니다. 다시 입력 (${what.left}회 남음)`,
          `입력하신 내용이 맞지 않습니다. 다시 입력해 주십시오. (${what.left}회 남음)`,
        ),
  "sign-on-refused": (what) =>
    said(
      `맞지 않습니다. 다시 입력 (${what.left}회 남음)`,
      `직원번호와 비밀번호가 맞지 않습니다. 다시 입력하십시오. (${what.left}회 남음)`,
    ),
  "phone-refused": phoneRefused,
  "card-refused": (what) =>
    said(
      `맞지 않습니다. 다시 입력 (${what.left}회 남음)`,
      `입력하신 번호가 맞지 않습니다. 처음부터 다시 입력해 주십시오. (${what.left}회 남음)`,
    ),
  "otp-refused": (what) =>
    what.why === "spent"
      ? said("이미 쓴 번호입니다. 다음 번호로 입력", "이미 사용한 번호입니다. 다음 번호가 나오면 입력해 주십시오.")
      : said(
          `맞지 않습니다. 다시 입력 (${what.left}회 남음)`,
          `OTP 번호가 맞지 않습니다. 다시 입력해 주십시오. (${what.left}회 남음)`,
        ),
  "drive-refused": (what) => driveRefused(what.fault),
  "field-short": short,
  "password-refused": (what) => passwordRules[what.rule],
  "otp-resync-refused": (what) =>
    said(
      `맞지 않습니다. 다시 입력 (${what.left}회 남음)`,
      `두 번호가 이어지지 않습니다. 첫째 번호부터 다시 입력하십시오. (${what.left}회 남음)`,
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
    title: "발급하지 않았습니다",
    happened: "약관에 동의하지 않으셔서 인증서를 발급해 드릴 수 없습니다.",
    next: "마음이 바뀌시면 언제든지 다시 시작하실 수 있습니다.",
  },
  cancelled: {
    title: "그만두셨습니다",
    happened: "입력하신 내용은 모두 지웠습니다.",
    next: "언제든지 다시 시작하실 수 있습니다.",
  },
  expired: {
    title: "시간이 지났습니다",
    happened: "누르신 키가 없어 업무를 끝냈습니다. 입력하신 내용은 모두 지웠습니다.",
    next: "처음부터 다시 시작해 주십시오.",
  },
  "account-locked": {
    title: "계좌 비밀번호가 잠겼습니다",
    happened: "여러 번 틀려 계좌 비밀번호가 잠겼습니다.",
    next: "신분증을 가지고 창구에 오시면 책임자 승인으로 풀어 드립니다.",
  },
  "medium-locked": {
    title: "보안매체가 잠겼습니다",
    happened: "여러 번 틀려 보안카드 또는 OTP가 잠겼습니다.",
    next: "신분증을 가지고 창구에 오시면 책임자 승인으로 풀어 드립니다.",
  },
  "medium-missing": {
    title: "보안매체가 없습니다",
    happened: "쓰실 수 있는 보안카드나 OTP가 등록되어 있지 않습니다.",
    next: "창구에서 보안매체를 받으신 뒤 다시 시작해 주십시오.",
  },
  "phone-locked": {
    title: "전화 인증이 잠겼습니다",
    happened: "여러 번 틀려 전화 인증이 잠겼습니다.",
    next: "신분증을 가지고 창구에 오시면 책임자 승인으로 풀어 드립니다.",
  },
  "phone-missing": {
    title: "등록된 전화가 없습니다",
    happened: "등록된 휴대전화번호가 없어 본인 확인을 할 수 없습니다.",
    next: "창구에서 휴대전화번호를 등록하신 뒤 다시 시작해 주십시오.",
  },
  ...staffOutcomes.endings,
  ...heldEndings,
  ...ticketEndings,
  ...financialEndings,
  ...renewalEndings,
  ...registrationEndings,
  "fee-refused": {
    title: "수수료 출금 불가",
    happened: "계좌 잔액이 수수료보다 적습니다. 발급도 출금도 하지 않았습니다.",
    next: "입금하신 뒤 다시 하시거나, 무료인 은행/보험/신용카드용을 발급받으십시오.",
  },
  "token-failed": {
    title: "보안토큰 오류",
    happened: "보안토큰에 저장하지 못했습니다. 만든 인증서는 폐지되고 수수료는 돌려드립니다.",
    next: "보안토큰을 다시 꽂고 처음부터 하시거나 USB를 이용해 주십시오.",
  },
  "authority-unsigned": authority.ending,
  "certificate-refused": {
    title: "발급하지 못했습니다",
    happened: "인증서를 만들지 못했습니다. 발급된 것은 없으며 수수료도 없습니다.",
    next: "직원에게 문의해 주십시오.",
  },
};

export const outcomes: typeof en = {
  notice: (what: Notice): Said => noticeSaid(notices, what),
  fault,
  endings,
  trouble: {
    title: "저장하지 못했습니다",
    inDoubt: "저장 여부를 모릅니다",
    again: "인증서는 그대로 있습니다. 이 USB나 다른 USB를 꽂고 번호를 눌러 주십시오.",
    againShort: "USB를 꽂고 번호를 눌러 주십시오.",
    stop: "그만두시면(* 9) 인증서는 폐지됩니다.",
    stopKeeping: "그만두시면(* 9) USB는 처음 그대로입니다.",
    stopRemoved: "그만두시면(* 9) 그 USB는 다시 꽂으실 때 정리됩니다.",
  },
  ...devices.seen,
};
