// What the auditor's screen says, in Korean.

import type { AuditWords } from "./en-audit.ts";
import { grouped } from "./said.ts";

export const audit: AuditWords = {
  name: "감사 기록",
  follows: "따라가는 중",
  all: "모든 기록",
  none: "조건에 맞는 기록이 없습니다.",
  story: (service) => `업무의 경과: ${service}`,
  row: (seq) => `행 ${grouped(seq)}`,
  fields: { day: "날짜", officer: "직원", customer: "고객", event: "사건", ceremony: "업무" },
  asked: {
    day: "며칠입니까? 20261123처럼. 비우면 모든 날.",
    officer: "어느 직원입니까? 직원번호.",
    customer: "어느 고객입니까? 고객 id 또는 색인.",
    event: "어떤 사건입니까? changgu audit events의 이름.",
    ceremony: "어느 업무입니까? 업무 id.",
  },
  noDay: "그런 날이 없습니다. 20261123처럼 쓰십시오.",
  whole: (last, by) => `행 ${grouped(last)}까지 온전합니다: ${by}`,
  unproven: "증명 안 됨: changgu audit verify",
  broken: (seq) => `행 ${grouped(seq)}에서 어긋납니다: changgu audit verify`,
  basis: { "first-key": "첫 열쇠", "key-state": "열쇠 상태", checkpoints: "서명", chain: "사슬" },
  unrecorded: "이 열람은 기록되지 않습니다.",
  keys: {
    older: "이전",
    further: "다음",
    story: "경과",
    row: "내용",
    filter: "고르기",
    follow: "따라가기",
    all: "모두",
    back: "뒤로",
    leave: "끝",
    language: "English",
    take: "확인",
  },
};
