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
    title: "새 참조번호가 있습니다",
    happened: "새 참조번호를 받으셔서 이 번호는 없어졌습니다. 발급된 것은 없습니다.",
    next: "새 참조번호로 발급받아 주십시오. 이 번호의 수수료는 계좌로 돌려 드립니다.",
  },
};
