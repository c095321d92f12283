// What `changgu audit recover` says, in Korean.

import type { RecoverWords } from "./recover-words.ts";

const strange = {
  "key-state": "열쇠 상태가",
  boots: "시작 횟수 파일이",
  both: "열쇠 상태와 시작 횟수 파일이",
} as const;

export const ko: RecoverWords = {
  reasonRefused: "사유는 네 글자 이상이어야 하고, 누군가의 번호일 수 있는 숫자를 담을 수 없습니다",
  keyStateInTheWay: (why) =>
    `쓸 수 없는 열쇠 상태가 있습니다: ${why}. 다른 곳으로 옮기고, 조사할 사람을 위해 보관하십시오.`,
  keyStateThere: "열쇠 상태가 있으므로 되살릴 것이 없습니다. 창구가 열리지 않으면: changgu doctor",
  bootsMissing: "시작 횟수 파일도 없어서, 예전 사본인지 최신 것인지 알 수 없습니다.",
  handedOver: (seq) =>
    `손상되었습니다. ${seq}번 행은 로그 서버에 넘겨졌는데 여기에는 그대로 있지 않습니다: 잘렸거나 바뀌었습니다.`,
  nothing: (why) => `되살린 것이 없습니다: ${why}.`,
  stateReplaced: "손상되었습니다. 열쇠 상태가 이 첫 열쇠에서 나온 것이 아닙니다: 파일이 바뀌었습니다.",
  goesOn: [
    "단말을 이어 쓸 수 있습니다. 마지막 시작 뒤에 잘린 행은 영수증으로만 알 수 있습니다.",
    "최근 며칠의 영수증과 대조하십시오: changgu audit verify --slips FILE",
  ],
  busy: (process) => `이 폴더의 단말 하나가 프로세스 ${process}에서 열려 있습니다. 먼저 닫으십시오`,
  anothers: (what) => `이 폴더의 ${strange[what]} 다른 감사 기록의 것입니다: 이 데이터베이스의 사본이 아닙니다.`,
  replaced: (seq) => `손상되었습니다. ${seq}번 행은 기록된 그대로가 아닙니다: 예전 사본이어도 그럴 수 없습니다.`,
  nothingMissing(stateThere) {
    const next = stateThere ? "창구가 열리지 않으면: changgu doctor" : "--old-copy 없이 실행하십시오.";
    return `이 단말이 아는 것 가운데 빠진 것이 없습니다: 예전 사본이 아닙니다. ${next}`;
  },
  bootsUnusable: (why) => `시작 횟수 파일을 쓸 수 없습니다: ${why}. 다른 곳으로 옮기고 보관하십시오.`,
  stateUnusable: (why) => `열쇠 상태를 쓸 수 없습니다: ${why}. 다른 곳으로 옮기고 보관하십시오.`,
  listsMissing: (files) => [
    `마지막 폐지목록이 없습니다: ${files.join(", ")}. 이대로면 사본 뒤에 폐지된 인증서가 다시 유효해집니다.`,
    "여기서 멈추고(Ctrl+C) 마지막으로 발행한 목록을 되돌려 놓으십시오. 목록은 인증서를 확인하는 곳에 있습니다.",
  ],
  accepted(last, upTo) {
    const missing = upTo === null ? `${last}번 행 뒤의 모든 행이` : `${last + 1}번 행부터 적어도 ${upTo}번 행까지`;
    return [
      `${missing} 없는 채로 단말을 이어 쓸 수 있고, 감사 기록에 책임자의 이름으로 남았습니다.`,
      "같은 것이 두 번 쓰이지 않도록 다음과 같이 처리했습니다:",
    ];
  },
  serials: (issuer, before, after) => `${issuer} 인증서 일련번호: ${before} 대신 ${after}부터`,
  lists: (issuer, before, after) => `${issuer} 폐지목록 번호: ${before} 대신 ${after}부터`,
  counted: {
    listed: (count) => `인증서 ${count}개: 마지막 폐지목록에 따라 다시 폐지 또는 효력정지`,
    unknown: (count) => `일련번호 ${count}개: 목록에는 있으나 여기 없는 인증서, 앞으로도 모든 목록에 남음`,
    doubted: (count) => `인증서 ${count}개: 그 사이 서명되었을 수 있어, 그 단말이 열릴 때 폐지`,
    tickets: (count) => `참조번호 ${count}개: 취소, 수수료는 돌려주고 창구에서 새로 발급`,
    requests: (count) => `결재 요청 ${count}개: 닫음, 필요하면 다시 요청`,
    challenges: (count) => `보안카드 질문 ${count}개: 새로 뽑음`,
    tokens: (count) => `OTP ${count}개: 다음 번호부터 받음`,
    locked: (count) => `누르는 횟수로 세는 OTP ${count}개: 책임자가 풀 때까지 잠금`,
  },
  lookUp: (staff) => [
    "여기서 알 수 없는 것은 영수증(changgu audit verify --slips FILE), 로그 서버, 인증기관, 은행에서 확인하십시오:",
    "- 그 사이 발급된 인증서와 받은 수수료",
    "- 분실 신고된 보안매체, 바뀐 휴대전화번호, 해지된 타기관 등록: 고객에게 확인",
    `- 그 사이 그만둔 직원도 다시 로그인할 수 있습니다: ${staff || "없음"}; changgu staff lock 직원번호`,
  ],
  typeWords: "종이에 적은 첫 열쇠의 단어 17개를 입력하십시오: ",
  notTheWords: "적어 둔 17개 단어가 아닙니다. 아무것도 바뀌지 않았습니다.",
  giveFile: "--k0-file로 첫 열쇠를 주십시오.",
  noneInFile: "그 파일에 첫 열쇠가 없습니다.",
};
