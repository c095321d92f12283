// 타기관 인증서 등록: what the pages about another institution's certificate say, in Korean.

import type {
  registration as en,
  registrationBars as enBars,
  registrationEndings as enEndings,
} from "./en-registration.ts";
import { type EndingWords, said } from "./said.ts";

const notGenuine: EndingWords = {
  title: "바르지 않은 인증서",
  happened: "인증서 또는 그 발급기관이 바르지 않아 등록할 수 없습니다.",
  next: "발급한 기관에 문의해 주십시오.",
};

const holderUnproven: EndingWords = {
  title: "본인 확인 불가",
  happened: "누구의 인증서인지 확인할 수 없는 인증서입니다.",
  next: "이곳이나 발급한 기관에서 개인 인증서를 새로 받아 주십시오.",
};

const keyTrouble: EndingWords = {
  title: "개인키가 맞지 않음",
  happened: "USB의 개인키와 인증서가 서로 맞지 않습니다.",
  next: "발급한 기관에서 인증서를 다시 복사해 주십시오.",
};

export const registration: typeof en = {
  policyKinds: {
    general: "범용(개인)",
    "corporate-general": "범용(법인)",
    bank: "은행/보험용",
    "corporate-bank": "은행/보험용(법인)",
    securities: "증권용",
    "securities-insurance": "증권/보험용",
    card: "신용카드용",
    tax: "전자세금용",
  },
  refusals: {
    malformed: {
      title: "읽을 수 없는 인증서",
      happened: "USB의 인증서가 손상되었습니다.",
      next: "발급한 기관에서 인증서를 다시 복사해 주십시오.",
    },
    "issuer-unknown": {
      title: "알 수 없는 발급기관",
      happened: "이 은행이 인정하는 기관의 인증서가 아닙니다.",
      next: "이곳에서 새 인증서를 받으실 수 있습니다.",
    },
    "issuer-not-valid": {
      title: "발급기관의 유효기간",
      happened: "발급기관의 인증서가 오늘 유효하지 않습니다.",
      next: "직원에게 문의해 주십시오. 단말의 갱신이 필요할 수 있습니다.",
    },
    "signature-wrong": notGenuine,
    "issuer-not-a-ca": notGenuine,
    "path-too-long": notGenuine,
    "policy-not-allowed": notGenuine,
    "demand-unknown": {
      title: "알 수 없는 요건",
      happened: "이 단말이 알지 못하는 요건이 있는 인증서입니다.",
      next: "직원에게 문의해 주십시오.",
    },
    "usage-wrong": {
      title: "서명용이 아님",
      happened: "키 분배용 인증서로서 서명에 쓸 수 없습니다.",
      next: "함께 있는 서명용 인증서를 선택해 주십시오.",
    },
    expired: {
      title: "만료된 인증서",
      happened: "유효기간이 지나 등록할 수 없습니다.",
      next: "발급한 기관이나 이곳에서 새로 받아 주십시오.",
    },
    "not-yet-valid": {
      title: "유효기간 전",
      happened: "아직 유효기간이 시작되지 않은 인증서입니다.",
      next: "유효기간이 시작된 뒤에 다시 와 주십시오.",
    },
    "policy-not-accepted": {
      title: "등록할 수 없는 종류",
      happened: "은행에서 쓸 수 없는 종류의 인증서입니다.",
      next: "범용 또는 은행용 인증서를 가져와 주십시오.",
    },
    "no-policy": notGenuine,
    revoked: {
      title: "폐지된 인증서",
      happened: "발급한 기관이 폐지한 인증서입니다.",
      next: "발급한 기관이나 이곳에서 새로 받아 주십시오.",
    },
    "on-hold": {
      title: "효력정지된 인증서",
      happened: "발급한 기관이 효력을 정지한 인증서입니다.",
      next: "그 기관에서 효력을 회복한 뒤에 다시 와 주십시오.",
    },
    "never-issued": notGenuine,
    "issuer-revoked": {
      title: "폐지된 발급기관",
      happened: "발급한 기관의 인증서가 폐지되어 등록할 수 없습니다.",
      next: "다른 기관이나 이곳에서 새로 받아 주십시오.",
    },
    "standing-unknown": {
      title: "발급기관 응답 없음",
      happened: "폐지되었는지 지금 확인할 수 없어 등록하지 않았습니다.",
      next: "잠시 뒤에 다시 시도해 주십시오.",
    },
    "key-missing": keyTrouble,
    "wrong-password": keyTrouble,
    "key-damaged": keyTrouble,
    "key-unsupported": keyTrouble,
    "key-of-another": keyTrouble,
    "no-r": holderUnproven,
    "no-virtual-id": holderUnproven,
    "virtual-id-hash-unknown": holderUnproven,
    "virtual-id-hashed-once": holderUnproven,
    "virtual-id-differs": {
      title: "다른 사람의 인증서",
      happened: "본인 확인을 하신 분의 인증서가 아닙니다.",
      next: "인증서는 본인만 등록할 수 있습니다.",
    },
    "signature-refused": keyTrouble,
  },
  examination: {
    title: "확인하는 중",
    stay: "인증서를 확인하고 있습니다. 잠시만 기다려 주십시오.",
    parts: {
      certificate: "인증서와 발급기관",
      revocation: "폐지 여부",
      holder: "본인의 인증서인지",
    },
  },
  readBack: {
    title: "등록 확인",
    prompt: "이 인증서를 등록하시겠습니까?",
    note: "만료되거나 등록을 해지할 때까지 이 은행에서 쓰실 수 있습니다.",
    unanswered: "폐지 여부는 확인되지 않았지만 이 은행에 등록하실 수 있습니다.",
    unansweredShort: "폐지 여부는 확인되지 않았습니다.",
    yes: "등록",
    no: "등록하지 않음",
  },
  registrations: {
    title: "등록된 인증서",
    prompt: "어느 인증서의 등록을 해지하시겠습니까?",
    since: (date) => `${date} 등록`,
    expired: "(만료)",
  },
  deregistration: {
    title: "등록 해지",
    prompt: "등록을 해지하시겠습니까?",
    note: "다른 곳에서는 그대로 유효하며 다시 등록하실 수 있습니다.",
    since: "등록일",
    yes: "해지",
    no: "그대로 둠",
  },
  ends: (ca, date) => `${ca} ${date}까지`,
  registeredHere: (date) => `타기관, ${date} 등록`,
};

export const registrationBars: typeof enBars = {
  expired: said("만료된 인증서입니다.", "만료된 인증서입니다. 발급기관에서 새로 받으시거나 다른 것을 선택하십시오."),
  "policy-not-accepted": said(
    "등록할 수 없는 종류입니다.",
    "은행에서 쓸 수 없는 종류입니다. 범용이나 은행용을 선택하십시오.",
  ),
  "issued-here": said("이곳에서 발급한 인증서입니다.", "이곳에서 발급한 인증서는 등록하지 않아도 됩니다."),
  "already-registered": said("이미 등록되어 있습니다.", "이미 이곳에 등록된 인증서입니다. 다른 것을 선택하십시오."),
};

export const registrationEndings: typeof enEndings = {
  "registration-refused": notGenuine,
  "certificate-registered": {
    title: "등록되었습니다",
    happened: "이제 이 은행의 인터넷뱅킹, 모바일뱅킹, 대출, 보험에 쓰실 수 있습니다.",
    next: "기록되었습니다. USB를 빼셔도 됩니다. 인증서를 바꾸시면 다시 등록해 주십시오.",
  },
  "already-registered": {
    title: "이미 등록되어 있음",
    happened: "이 인증서는 이미 이곳에 등록되어 있습니다.",
    next: "더 하실 일이 없습니다. 그대로 쓰시면 됩니다.",
  },
  "nothing-registered": {
    title: "등록된 인증서 없음",
    happened: "이곳에 등록된 다른 기관의 인증서가 없습니다.",
    next: "등록하시려면 인증서가 든 USB를 가져와 주십시오.",
  },
  "registration-ended": {
    title: "해지되었습니다",
    happened: "이제 이 은행에서는 쓸 수 없습니다. 다른 곳에서는 그대로 유효합니다.",
    next: "언제든지 다시 등록하실 수 있습니다.",
  },
  "registration-gone": {
    title: "바뀐 것이 없습니다",
    happened: "이미 등록이 해지되어 있습니다.",
    next: "더 하실 일이 없습니다.",
  },
};
