// 보안토큰: what the pages about a security token say, in Korean.

import type { PinNearness } from "../../media/token.ts";
import type {
  token as en,
  authority as enAuthority,
  tokenPinWrong as enPinWrong,
  tokenRefusals as enRefusals,
} from "./en-token.ts";
import { type Said, said } from "./said.ts";

export const token: typeof en = {
  tokenPin: {
    title: "보안토큰 비밀번호",
    prompt: "보안토큰 비밀번호(PIN)를 입력해 주십시오.",
    promptShort: "보안토큰 비밀번호를 입력하십시오.",
    left: (tries) => `${tries}회 더 틀리시면 보안토큰이 잠깁니다.`,
    warned: {
      fine: "",
      "few-left": "몇 번 더 틀리시면 보안토큰이 잠깁니다.",
      "last-try": "마지막 기회입니다. 틀리면 잠깁니다.",
      locked: "",
    },
    label: "PIN",
  },
  tokenPlace: {
    detail: "보안토큰: 개인키를 토큰 안에서 만듭니다",
    locked: "잠김",
    prompt: "보안토큰을 빼지 마십시오.",
    take: "이제 보안토큰을 빼셔도 됩니다.",
    name: "보안토큰",
  },
};

const pins: Readonly<Record<PinNearness, Said>> = {
  fine: said("비밀번호가 다릅니다.", "보안토큰 비밀번호가 아닙니다. 다시 입력해 주십시오."),
  "few-left": said("다릅니다. 곧 토큰이 잠깁니다.", "비밀번호가 아닙니다. 몇 번 더 틀리시면 보안토큰이 잠깁니다."),
  "last-try": said("다릅니다. 한 번 남았습니다.", "비밀번호가 아닙니다. 한 번 더 틀리시면 보안토큰이 잠깁니다."),
};

export const tokenPinWrong: typeof enPinWrong = ({ pin, left }) =>
  left === null || pin === "last-try"
    ? pins[pin]
    : said(
        `다릅니다. 다시 입력 (${left}회 남음)`,
        `보안토큰 비밀번호가 아닙니다. 다시 입력해 주십시오. (${left}회 남음)`,
      );

export const tokenRefusals: typeof enRefusals = {
  locked: said("보안토큰이 잠겨 있습니다.", "보안토큰이 잠겨 있습니다. 제조사에 문의하시고 다른 곳을 선택하십시오."),
  removed: said("보안토큰이 뽑혔습니다.", "보안토큰이 뽑혔습니다. 다시 꽂으시거나 다른 곳을 선택하십시오."),
  full: said("보안토큰이 가득 찼습니다.", "보안토큰에 남은 공간이 없습니다. 다른 곳을 선택하십시오."),
  silent: said("보안토큰이 응답하지 않습니다.", "보안토큰이 응답하지 않습니다. 뺐다가 다시 꽂아 주십시오."),
  failed: said("보안토큰 오류입니다.", "보안토큰에 오류가 났습니다. 다시 꽂으시거나 다른 곳을 선택하십시오."),
};

export const authority: typeof enAuthority = {
  back: said("이제 됩니다. 다시 눌러 주십시오.", "인증기관이 다시 서명할 수 있습니다. 다시 눌러 주십시오."),
  ending: {
    title: "인증기관이 서명하지 못했습니다",
    happened: "인증기관의 토큰이 서명하지 못하여 인증서를 만들지 않았습니다.",
    next: "직원을 불러 주십시오. 토큰이 다시 되면 처음부터 하실 수 있습니다.",
  },
};
