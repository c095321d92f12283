// 갱신할 수 없는 인증서: what a renewal says of a certificate that cannot be renewed, in Korean.

import type { renewal as en, renewalEndings as enEndings } from "./en-renewal.ts";

export const renewal: typeof en = {
  from: (date) => `${date}부터 갱신하실 수 있습니다.`,
  instead: "재발급",
};

export const renewalEndings: typeof enEndings = {
  "renewal-too-early": {
    title: "아직 갱신할 수 없습니다",
    happened: "만료일 30일 전부터 만료일까지 갱신하실 수 있습니다.",
    next: "바뀐 것은 없으며, 지금 인증서를 그대로 쓰실 수 있습니다.",
  },
  "renewal-expired": {
    title: "만료된 인증서입니다",
    happened: "이미 만료되어 갱신할 수 없습니다.",
    next: "1번을 누르시면 재발급을 받으실 수 있습니다.",
  },
  "renewal-revoked": {
    title: "폐지된 인증서입니다",
    happened: "폐지된 인증서는 갱신할 수 없습니다.",
    next: "공동인증서 발급을 선택하시면 새로 받으실 수 있습니다.",
  },
  "renewal-suspended": {
    title: "효력이 정지된 인증서입니다",
    happened: "효력이 정지된 인증서는 갱신할 수 없습니다.",
    next: "먼저 효력을 회복하신 뒤 다시 선택해 주십시오.",
  },
  "renewal-elsewhere": {
    title: "다른 기관의 인증서입니다",
    happened: "다른 기관에서 발급한 인증서입니다.",
    next: "발급받으신 기관에서 갱신해 주십시오.",
  },
  "renewal-not-on-file": {
    title: "기록에 없는 인증서입니다",
    happened: "이 지점의 기록에 없는 인증서여서 갱신할 수 없습니다.",
    next: "직원에게 문의하시거나 새로 발급받아 주십시오.",
  },
  "renewal-not-yours": {
    title: "다른 분의 인증서입니다",
    happened: "본인 확인을 하신 분의 인증서가 아닙니다.",
    next: "인증서의 주인만 갱신하실 수 있습니다.",
  },
};
