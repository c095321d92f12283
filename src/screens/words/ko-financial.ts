// 금융인증서: what the pages of a financial certificate say, in Korean.

import type * as en from "./en-financial.ts";
import { said } from "./said.ts";

export const financial: typeof en.financial = {
  kinds: {
    title: "인증서 종류 안내",
    prompt: "두 가지 인증서는 이렇게 다릅니다.",
    rows: [
      ["", "금융인증서", "공동인증서"],
      ["보관", "은행의 보관소", "고객님의 USB"],
      ["여는 법", "PIN 6자리", "암호 10자 이상"],
      ["기간", "3년", "1년"],
      ["갱신", "90일 전부터", "30일 전부터"],
      ["분실", "걱정 없음", "USB 분실 주의"],
    ],
    short: [
      ["", "금융인증서", "공동인증서"],
      ["보관", "은행의 보관소", "고객님의 USB"],
      ["여는 법", "PIN 6자리", "암호 10자 이상"],
      ["기간/갱신", "3년 (90일 전)", "1년 (30일 전)"],
      ["분실", "걱정 없음", "USB 분실 주의"],
    ],
    financial: "금융인증서를 발급받습니다",
    joint: "공동인증서를 발급받습니다",
  },
  financialCheck: { title: "금융인증서 확인" },
  pin: {
    title: "PIN 정하기",
    prompt: "PIN 6자리를 정해 주십시오.",
    note: "111111, 123456, 생년월일, 전화번호, 계좌번호는 쓸 수 없습니다.",
    againTitle: "PIN 한 번 더",
    againPrompt: "같은 PIN을 한 번 더 입력해 주십시오.",
    label: "PIN",
    proofTitle: "PIN 확인",
    proofPrompt: "금융인증서의 PIN을 입력해 주십시오.",
    lastTitle: "마지막 확인",
    lastPrompt: "PIN을 입력하여 서명해 보십시오.",
    lastNote: "서명이 맞으면 발급이 끝납니다.",
    changeTitle: "PIN 변경 중",
  },
  depositReadBack: {
    title: "발급 전 확인",
    where: "보관",
    vault: "은행의 보관소 (USB 없음)",
    pin: "PIN",
    pinNew: "방금 정하신 PIN",
    pinKept: "쓰시던 PIN 그대로",
    until: (date) => `${date}까지`,
    term: "기간",
    issue: "1 또는 # 을 누르시면 발급합니다.",
  },
  depositing: {
    title: "금융인증서 발급 중",
    stay: "잠시만 기다려 주십시오.",
    phases: {
      key: "보관소에 열쇠 만들기",
      preparing: "인증서 준비",
      signing: "인증서 서명",
      storing: "보관소에 저장",
      proving: "PIN으로 확인",
      completing: "발급 기록",
    },
  },
  deposited: {
    titles: { issue: "금융인증서가 발급되었습니다", renew: "금융인증서가 갱신되었습니다" },
    use: "USB 없이 PIN으로 쓰실 수 있습니다.",
    forget: "PIN을 잊으시면 여기에서 새로 받으십시오.",
  },
};

export const financialArticles: typeof en.financialArticles = [
  {
    heading: "제1조 (목적)",
    text: "이 약관은 우체국이 금융인증서의 발급을 접수하고 처리하는 조건을 정합니다. 인증서의 개인키는 기관의 보관소에서 만들어 보관하며, USB에는 저장하지 않습니다.",
  },
  {
    heading: "제2조 (발급과 유효기간)",
    text: "유효기간은 3년이며 만료 90일 전부터 갱신하실 수 있습니다. 한 분이 하나만 가지실 수 있으며, 새로 발급하면 이전 금융인증서는 폐지됩니다.",
  },
  {
    heading: "제3조 (PIN)",
    text: "개인키는 고객님의 PIN 6자리로만 열립니다. 누구에게도 알려 주지 마십시오. 다섯 번 틀리시면 잠기며, 창구에서 책임자 승인으로 풀어 드립니다.",
  },
  {
    heading: "제4조 (폐지와 책임)",
    text: "창구에서 언제든지 폐지하실 수 있으며, 폐지하면 개인키를 없앱니다. 우체국은 관계 법령에 따라 책임을 지되, 이용자가 PIN을 소홀히 한 손해는 책임지지 않습니다.",
  },
];

export const pinRules: typeof en.pinRules = {
  run: said(
    "111111, 123456은 쓸 수 없습니다.",
    "111111, 123456처럼 이어지는 PIN은 쓸 수 없습니다. 다시 정해 주십시오.",
  ),
  repeats: said(
    "121212, 123123은 쓸 수 없습니다.",
    "121212, 123123처럼 되풀이되는 PIN은 쓸 수 없습니다. 다시 정해 주십시오.",
  ),
  "birth-date": said("생년월일은 쓸 수 없습니다.", "생년월일로 된 PIN은 쓸 수 없습니다. 다시 정해 주십시오."),
  "personal-number": said(
    "개인 번호는 쓸 수 없습니다.",
    "주민, 전화, 계좌번호에 있는 PIN은 쓸 수 없습니다. 다시 정해 주십시오.",
  ),
};

export const financialNotices: typeof en.financialNotices = {
  "pins-differ": said(
    "서로 다릅니다. 다시 정하십시오.",
    "두 번 입력하신 PIN이 서로 다릅니다. PIN을 다시 정해 주십시오.",
  ),
  "vault-unreachable": said(
    "보관소 응답 없음. 다시 하십시오.",
    "보관소에서 응답이 없습니다. 바뀐 것은 없으니 다시 해 주십시오.",
  ),
};

export const pinWrong: typeof en.pinWrong = (left) =>
  said(`맞지 않습니다. 다시 입력 (${left}회 남음)`, `PIN이 맞지 않습니다. 다시 입력해 주십시오. (${left}회 남음)`);

export const financialEndings: typeof en.financialEndings = {
  "no-financial": {
    title: "금융인증서가 없습니다",
    happened: "이 은행에 고객님의 금융인증서가 없습니다.",
    next: "지금 발급받으시려면 1번을 눌러 주십시오.",
  },
  "financial-expired": {
    title: "만료된 금융인증서입니다",
    happened: "유효기간이 지나 쓰거나 갱신하실 수 없습니다.",
    next: "지금 새로 발급받으시려면 1번을 눌러 주십시오.",
  },
  "financial-on-hold": {
    title: "효력이 정지되어 있습니다",
    happened: "효력이 정지된 금융인증서로는 서명할 수 없습니다.",
    next: "먼저 '폐지/정지/회복'에서 회복하신 뒤 다시 해 주십시오.",
  },
  "financial-too-early": {
    title: "아직 갱신하실 수 없습니다",
    happened: "금융인증서는 만료 90일 전부터 갱신하실 수 있습니다.",
    next: "바뀐 것은 없으며, 지금 인증서를 그대로 쓰시면 됩니다.",
  },
  "financial-proven": {
    title: "인증서가 잘 됩니다",
    happened: "PIN으로 서명해 보았으며, 서명이 맞습니다.",
    next: "금융인증서를 받는 곳 어디에서나 쓰실 수 있습니다.",
  },
  "pin-locked": {
    title: "PIN이 잠겼습니다",
    happened: "여러 번 틀려 PIN이 잠겼습니다. 지금은 서명할 수 없습니다.",
    next: "신분증을 가지고 창구에 오시면 풀어 드립니다. 새로 발급받으시려면 1번을 눌러 주십시오.",
  },
  "proof-failed": {
    title: "발급하지 않았습니다",
    happened: "PIN을 여러 번 틀려 새 인증서를 폐지했습니다.",
    next: "처음부터 다시 하시고, 기억하실 PIN을 정해 주십시오.",
  },
  "pin-changed": {
    title: "PIN을 바꾸었습니다",
    happened: "이제부터 새 PIN으로 쓰시며, 바꾼 사실을 기록했습니다.",
    next: "예전 PIN은 더 이상 쓸 수 없습니다.",
  },
  "pin-in-doubt": {
    title: "보관소가 응답하지 않았습니다",
    happened: "PIN이 바뀌었는지 알 수 없습니다.",
    next: "'서명해 보기'에서 새 PIN을 먼저, 아니면 예전 PIN을 입력해 보십시오.",
  },
  "vault-unreachable": {
    title: "보관소가 응답하지 않았습니다",
    happened: "발급하지 않았습니다. 쓰시던 인증서는 그대로입니다.",
    next: "잠시 뒤에 다시 하시거나 직원에게 문의해 주십시오.",
  },
};
