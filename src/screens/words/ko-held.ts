// 가지고 있는 인증서의 재발급과 폐지: what the pages about a certificate that the customer has say, in Korean.

import type { held as en, heldEndings as enEndings } from "./en-held.ts";

export const held: typeof en = {
  held: {
    title: "보유하신 인증서",
    reissuePrompt: "다시 발급받을 인증서를 선택하십시오.",
    revokePrompt: "처리할 인증서를 선택하십시오.",
    expired: "(만료)",
    suspended: "(효력정지)",
  },
  revocation: {
    title: "폐지/효력정지",
    actPrompt: "처리와 이유를 선택하십시오.",
    acts: {
      lost: "폐지: 분실 또는 도난",
      "known-to-others": "폐지: 암호 노출 우려",
      "no-longer-needed": "폐지: 더 이상 쓰지 않음",
      suspend: "효력정지 (일시 정지)",
      restore: "효력회복",
    },
    prompt: "이대로 처리하시겠습니까?",
    means: {
      lost: "폐지하면 어디에서도 다시 쓸 수 없습니다.",
      "known-to-others": "폐지하면 어디에서도 다시 쓸 수 없습니다.",
      "no-longer-needed": "폐지하면 어디에서도 다시 쓸 수 없습니다.",
      suspend: "여섯 달 안에 여기에서 회복하지 않으시면 폐지됩니다.",
      restore: "바로 다시 쓰실 수 있습니다.",
    },
    what: "인증서",
    until: "만료일",
    why: "처리",
    yes: "처리합니다",
    no: "그대로 둡니다",
  },
};

/** How it ended. */
export const heldEndings: typeof enEndings = {
  "nothing-held": {
    title: "해당하는 인증서가 없습니다",
    happened: "이 업무를 할 수 있는 고객님의 인증서가 없습니다.",
    next: "공동인증서 발급을 선택하시면 새로 받으실 수 있습니다.",
  },
  "certificate-revoked": {
    title: "인증서를 폐지했습니다",
    happened: "이제 어디에서도 쓸 수 없으며, 폐지한 사실을 기록했습니다.",
    next: "새 인증서는 언제든지 여기에서 발급받으실 수 있습니다.",
  },
  "certificate-suspended": {
    title: "인증서의 효력을 정지했습니다",
    happened: "지금부터 쓸 수 없습니다. 여섯 달 안에 회복하지 않으시면 폐지됩니다.",
    next: "회복하시려면 이 업무를 다시 선택해 주십시오.",
  },
  "certificate-restored": {
    title: "인증서의 효력을 회복했습니다",
    happened: "바로 다시 쓰실 수 있으며, 회복한 사실을 기록했습니다.",
    next: "USB와 암호를 잘 보관해 주십시오.",
  },
  "standing-kept": {
    title: "처리하지 않았습니다",
    happened: "이미 만료되었거나 다른 인증서로 바뀐 인증서입니다.",
    next: "공동인증서 발급을 선택하시면 새로 받으실 수 있습니다.",
  },
};
