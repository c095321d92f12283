// 가지고 있는 인증서의 재발급과 폐지: what the pages about a certificate that the customer has say, in Korean.

import type { held as en } from "./en-held.ts";

export const held: typeof en = {
  held: {
    title: "보유하신 인증서",
    reissuePrompt: "다시 발급받을 인증서를 선택하십시오.",
    revokePrompt: "폐지할 인증서를 선택하십시오.",
    expired: "(만료)",
  },
  revocation: {
    title: "인증서 폐지",
    reasonPrompt: "폐지하시는 이유를 선택하십시오.",
    reasons: {
      lost: "분실 또는 도난",
      "known-to-others": "암호가 노출되었을 수 있음",
      "no-longer-needed": "더 이상 쓰지 않음",
    },
    prompt: "이 인증서를 폐지하시겠습니까?",
    forEver: "폐지하면 어디에서도 다시 쓸 수 없습니다.",
    what: "인증서",
    until: "만료일",
    why: "이유",
    yes: "폐지합니다",
    no: "폐지하지 않습니다",
  },
};
