// 참조번호와 인가코드: what the pages about a ticket to finish with later say, in Korean.

import type { ticket as en, ticketEndings as enEndings, ticketRefused as enRefused } from "./en-ticket.ts";
import { said } from "./said.ts";

export const ticket: typeof en = {
  ticketReadBack: {
    title: "나중에 발급받기",
    note: "이 지점의 어느 단말에서나 참조번호와 인가코드로 발급받으실 수 있습니다.",
    prompt: "참조번호와 인가코드를 지금 만드시겠습니까?",
  },
  ticket: {
    title: "참조번호와 인가코드",
    prompt: "두 번호를 적어 두십시오. 다시 보여 드리지 않습니다.",
    referenceLabel: "참조번호",
    codeLabel: "인가코드",
    untilLabel: "유효기한",
  },
  redemption: {
    title: "참조번호로 발급",
    reference: "참조번호를 입력하십시오.",
    code: "인가코드를 입력하십시오.",
  },
  tickets: {
    title: "쓰지 않은 참조번호",
    prompt: "취소할 참조번호를 선택하십시오.",
    paid: (fee) => `수수료 ${fee}`,
  },
  ticketWithdrawal: {
    title: "참조번호 취소",
    prompt: "이 참조번호를 취소하시겠습니까?",
    note: "취소하면 두 번호는 다시 쓸 수 없습니다.",
    back: "돌려 드릴 돈",
    yes: "취소합니다",
    no: "그대로 둡니다",
  },
};

export const ticketRefused: typeof enRefused = (left) =>
  said(
    `맞지 않습니다. 다시 입력 (${left}회 남음)`,
    `참조번호와 인가코드가 맞지 않습니다. 모두 다시 입력하십시오. (${left}회 남음)`,
  );

export const ticketEndings: typeof enEndings = {
  "ticket-locked": {
    title: "참조번호가 잠겼습니다",
    happened: "이 참조번호를 여러 번 틀려 더 쓰실 수 없습니다.",
    next: "창구에서 새 참조번호를 받아 주십시오. 새 번호를 받으시면 이 번호는 없어집니다.",
  },
  "ticket-spent": {
    title: "이미 쓴 참조번호입니다",
    happened: "이 참조번호로 이미 인증서가 발급되었습니다. 새로 발급된 것은 없습니다.",
    next: "고객님이 발급받으신 것이 아니면 바로 창구에 알려 주십시오.",
  },
  "ticket-expired": {
    title: "유효기한이 지났습니다",
    happened: "이 참조번호의 유효기한이 지났습니다. 발급된 것은 없습니다.",
    next: "창구에서 새 참조번호를 받아 주십시오. 내신 수수료는 계좌로 돌려 드립니다.",
  },
  "ticket-cancelled": {
    title: "취소된 참조번호입니다",
    happened: "취소하셨거나 새 참조번호를 받으신 번호입니다. 발급된 것은 없습니다.",
    next: "새 참조번호로 발급받아 주십시오. 이 번호의 수수료는 계좌로 돌려 드립니다.",
  },
  "no-ticket": {
    title: "쓰지 않은 참조번호가 없습니다",
    happened: "이 고객에게는 지금 쓸 수 있는 참조번호가 없습니다.",
    next: "쓰지 않고 기한이 지난 번호의 수수료는 저절로 계좌로 돌아갑니다.",
  },
  "ticket-withdrawn": {
    title: "참조번호를 취소했습니다",
    happened: "두 번호는 이제 쓸 수 없습니다. 내신 수수료는 없었습니다.",
    next: "새 참조번호는 언제든지 다시 만들 수 있습니다.",
  },
  "ticket-refunded": {
    title: "참조번호를 취소했습니다",
    happened: "두 번호는 이제 쓸 수 없습니다. 수수료를 고객의 계좌로 돌려 드렸습니다.",
    next: "새 참조번호는 언제든지 다시 만들 수 있습니다.",
  },
  "ticket-refund-waits": {
    title: "참조번호를 취소했습니다",
    happened: "두 번호는 이제 쓸 수 없습니다. 은행이 답하지 않아 수수료는 아직 돌려 드리지 못했습니다.",
    next: "은행이 답하는 대로 저절로 돌려 드립니다. 따로 신청하실 것은 없습니다.",
  },
};
