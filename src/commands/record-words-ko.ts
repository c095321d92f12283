// What the commands of the record say, in Korean.

import type { FileFinding } from "../audit/journal-files.ts";
import type { Fault, Interval } from "../audit/verification.ts";
import type { SlipFinding } from "../audit/witness.ts";
import type { Lack } from "./own-evidence.ts";
import type { Doubt, RecordWords } from "./record-words.ts";
import { ko as recover } from "./recover-words-ko.ts";

function faultInWords(seq: number, fault: Fault): string {
  switch (fault.type) {
    case "rows-missing":
      return fault.from === fault.to
        ? `적어도 ${fault.from}번 행이 없습니다: 지워졌거나, 끝이 잘렸거나, 예전 사본을 되돌려 놓았습니다.`
        : `${fault.from}번 행부터 적어도 ${fault.to}번 행까지 없습니다: 지워졌거나, 끝이 잘렸거나, 예전 사본을 되돌려 놓았습니다.`;
    case "out-of-order":
      return `${seq}번 행의 자리에 ${fault.found}번 행이 있습니다.`;
    case "not-genesis":
      return "0번 행이 감사 기록의 시작이 아닙니다.";
    case "hash-differs":
      return `${seq}번 행은 기록된 그대로가 아닙니다: 내용이나 해시, 또는 그 앞 행이 바뀌었습니다.`;
    case "seq-differs":
      return `${seq}번 행에 다른 행의 번호가 적혀 있습니다.`;
    case "mac-differs":
      return `${seq}번 행이 제 열쇠로 봉인되지 않았습니다: 열쇠가 없는 누군가가 쓴 것입니다.`;
    case "sealed-with-later-key":
      return `${seq}번 행이 ${fault.key}번 행의 열쇠로 봉인되어 있습니다: 그 열쇠를 얻은 뒤에 다시 쓴 것입니다.`;
    case "first-key-differs":
      return "0번 행은 다른 첫 열쇠로 만들어졌습니다: 입력한 열쇠가 틀렸거나 감사 기록이 통째로 바뀌었습니다.";
    case "signing-key-differs":
      return `${seq}번 행에 이 단말의 것이 아닌 서명 열쇠가 적혀 있습니다: 감사 기록이 통째로 바뀌었습니다.`;
    case "checkpoint-differs":
      return `${seq}번 행의 검증점은 지금과 다른 행들에 대한 것입니다: 그 앞의 한 행이 바뀌었습니다.`;
    case "signature-differs":
      return `${seq}번 행의 검증점은 이 단말이 서명하지 않았습니다.`;
    case "handed-over-missing":
      return `로그 서버에는 ${fault.to}번 행까지 있는데 여기에는 ${fault.from}번 행부터 없습니다: 끝이 잘렸거나 예전 사본을 되돌려 놓았습니다.`;
    case "handed-over-differs":
      return `${seq}번 행은 로그 서버에 넘긴 행이 아닙니다: 그 행이나 그 앞의 행이 바뀌었습니다.`;
    case "older-than-boots":
      return `단말은 ${fault.boots}번 시작되었는데 이 기록은 ${fault.known}번만 압니다: 예전 사본을 되돌려 놓았습니다.`;
    case "head-differs-from-state":
      return `${seq}번 행은 열쇠 상태가 만들어질 때의 행이 아닙니다: 그 앞의 행들이 바뀌었습니다.`;
    case "state-key-differs":
      return `열쇠 상태에 ${seq}번 행의 열쇠가 없습니다: 파일이 바뀌었습니다.`;
    case "state-of-another-journal":
      return "열쇠 상태가 다른 감사 기록의 것입니다: 데이터베이스나 열쇠 상태 파일이 바뀌었습니다.";
    case "file-not-there":
      return `${fault.from}~${fault.to}번 행이 들어 있는 ${fault.file} 파일이 없거나 읽을 수 없습니다.`;
    case "file-differs":
      return `${fault.file} 파일은 행들이 이어지지만 처음 쓴 그 파일이 아닙니다: 새로 만든 것입니다.`;
  }
}

function rowProvenInWords(row: number, by: Interval["by"]): string {
  switch (by) {
    case "first-key":
      return `${row}번 행: 제 열쇠로 봉인되어 있고, 첫 열쇠로 증명됩니다.`;
    case "key-state":
      return `${row}번 행: 제 열쇠로 봉인되어 있고, 이 단말의 열쇠 상태로 증명됩니다.`;
    case "checkpoints":
      return `${row}번 행: 이 단말이 서명한 검증점 아래에 있습니다.`;
    case "chain":
      return `${row}번 행: 다른 행들과 이어져 있습니다. 누군가 모두 다시 쓰지 않았다는 것은 첫 열쇠로만 증명됩니다.`;
  }
}

function provenInWords({ from, to, by }: Interval): string {
  if (from === to) return rowProvenInWords(from, by);
  const rows = `${from}~${to}번 행`;
  switch (by) {
    case "first-key":
      return `${rows}: 행마다 제 열쇠로 봉인되어 있고, 첫 열쇠로 증명됩니다.`;
    case "key-state":
      return `${rows}: 행마다 제 열쇠로 봉인되어 있고, 이 단말의 열쇠 상태로 증명됩니다.`;
    case "checkpoints":
      return `${rows}: 이 단말이 서명한 검증점 아래에 있습니다.`;
    case "chain":
      return `${rows}: 서로 이어져 있습니다. 누군가 모두 다시 쓰지 않았다는 것은 첫 열쇠로만 증명됩니다.`;
  }
}

function slipInWords(slip: Exclude<SlipFinding, { type: "agrees" }>): string {
  const line = `영수증 목록 ${slip.line}번째 줄: `;
  switch (slip.type) {
    case "malformed":
      return `${line}영수증이 아닙니다. 인쇄된 대로 행 번호와 숫자·문자 20자리를 적으십시오.`;
    case "beyond-end":
      return `${line}${slip.seq}번 행의 것인데 기록은 ${slip.last}번 행에서 끝납니다: 끝이 잘렸거나 예전 사본을 되돌려 놓았습니다.`;
    case "lost-in-gap":
      return `${line}${slip.seq}번 행은 여기 없습니다: ${slip.row}번 행에서 인정한 공백에서 사라졌습니다.`;
    case "head-differs":
      return `${line}${slip.seq}번 행은 영수증이 인쇄될 때의 행이 아닙니다: 그 행이나 그 앞의 행이 바뀌었습니다.`;
    case "checkpoint-differs":
      return `${line}이 단말은 ${slip.seq}번 행까지 지금과 다른 행들에 서명했습니다: 행들이 바뀌었습니다.`;
    case "not-ours":
      return `${line}이 단말이 서명하지 않았거나 다른 감사 기록의 것입니다.`;
  }
}

const fileStates: Readonly<Record<FileFinding["state"], string>> = {
  whole: "온전함",
  differs: "바뀜",
  missing: "없음",
  unreadable: "읽을 수 없음",
};

const verdicts: Readonly<Record<Doubt, string>> = {
  slip: "기록 안에서는 온전하지만 영수증과 어긋납니다.",
  "end-unproven": "온전하지만 끝까지 증명되지는 않습니다.",
  unproven: "온전하지만 증명되지 않습니다.",
};

function lackInWords(lack: Lack): string {
  switch (lack.type) {
    case "key-state-missing":
      return "이 단말의 열쇠 상태가 없습니다: 책임자가 사유를 밝힐 때까지 점검 중으로 남습니다 (changgu audit recover).";
    case "key-state-unreadable":
      return `이 단말의 열쇠 상태를 쓸 수 없습니다: ${lack.why}. 다른 곳으로 옮겨 보관하고, 책임자가 사유를 밝힙니다 (changgu audit recover).`;
    case "boot-counter-missing":
      return "이 단말의 시작 횟수 파일이 없어 예전 사본도 최신으로 보입니다: 책임자가 사유를 밝힙니다 (changgu audit recover --old-copy).";
    case "boot-counter-unreadable":
      return `이 단말의 시작 횟수 파일을 쓸 수 없습니다: ${lack.why}. 다른 곳으로 옮겨 보관하고, 책임자가 사유를 밝힙니다 (changgu audit recover --old-copy).`;
    case "boot-counter-of-another":
      return "이 폴더의 시작 횟수 파일이 다른 감사 기록의 것입니다: 이 단말의 것이나 그 데이터베이스를 되돌려 놓으십시오.";
    case "cursor-unreadable":
      return `로그 서버에 어디까지 넘겼는지 알 수 없습니다: ${lack.why}. 서버의 마지막 행과 견주어 보십시오.`;
    case "cursor-of-another":
      return "이 폴더의 로그 서버 기록이 다른 감사 기록의 것입니다: 맞는 데이터베이스를 되돌려 놓거나, 그 파일을 옮겨 보관하십시오.";
    case "key-file-unusable":
      return `이 단말의 열쇠 파일을 쓸 수 없어 (${lack.why}) 누가 서명했는지 알 수 없습니다: 따로 둔 사본을 되돌려 놓거나 공개열쇠를 주십시오 (--public-key).`;
  }
}

export const ko: RecordWords = {
  fault: faultInWords,
  broken: (fault) => `손상되었습니다. ${fault}`,
  whole({ last, head }, doubt) {
    return `${doubt ? verdicts[doubt] : "온전합니다."} 모두 ${last + 1}행, 마지막은 ${last}번 행, 그 해시 ${head}.`;
  },
  end(last, endProven) {
    if (endProven === null) return `${last}번 행 뒤가 잘렸는지는 열쇠 상태가 없어 알 수 없습니다.`;
    return endProven < last
      ? `${endProven}번 행까지는 잘리지 않았습니다. 열쇠 상태가 더 오래되어, ${last}번 행 뒤는 잘렸을 수도 있습니다.`
      : "열쇠 상태가 쓰인 뒤로 끝에서 잘린 행은 없습니다.";
  },
  proven: provenInWords,
  removed: (upTo) => `1~${upTo}번 행: 보존 기간이 지나 파일과 함께 삭제되었습니다.`,
  file: ({ file, from, upto, state }) => `${from}~${upto}번 행: ${file} 파일, ${fileStates[state]}.`,
  slip: slipInWords,
  gap({ row, last, upTo, boots, officer, reason }) {
    const rows = upTo === null ? `${last}번 행 뒤에 쓰인 모든 것` : `${last + 1}번 행부터 적어도 ${upTo}번 행까지`;
    const starts = boots === null ? "" : ` (${boots}번 시작된 뒤)`;
    return `공백. ${rows}: 데이터베이스와 함께 사라졌습니다${starts}. ${row}번 행에서 ${officer} 님이 예전 사본을 인정했습니다 (${reason}).`;
  },
  witness: (upTo) => `0~${upTo}번 행: 밖으로 나간 영수증이 지금 그대로임을 증명합니다.`,
  oldCopyHint:
    "최신 데이터베이스를 잃어버렸다면 첫 열쇠를 가진 책임자가 이어 쓰게 할 수 있습니다: changgu audit recover --old-copy",
  lack: lackInWords,
  copyHint:
    "사본으로 보았습니다: 어디까지 쓰였는지 아는 단말의 열쇠 상태, 시작 횟수, 로그 서버 기록과는 견주지 않았습니다.",
  firstKeyKept: "첫 열쇠가 연습용으로 이 폴더에 있습니다: 폴더를 가진 사람은 기록을 다시 쓸 수 있습니다.",
  nothingProves: "이 기록을 증명할 것이 없습니다: --k0-file로 첫 열쇠를 주십시오.",
  noJournal: "아직 감사 기록이 없습니다: 먼저 changgu provision을 실행하십시오.",
  unrecorded: (why) => `검증한 사실을 감사 기록에 남기지 못했습니다: ${why}.`,
  unreadKey: (why) => `첫 열쇠를 읽을 수 없습니다: ${why}.`,
  noFirstKey: "첫 열쇠는 단어 17개 또는 16진수 64자리입니다: 처음 보여 준 대로 입력하십시오.",
  lost(file, why, next) {
    const known = next === null ? "" : `열쇠 상태에 따르면 적어도 0~${next - 1}번 행이 쓰였습니다. `;
    return `손상되었습니다. ${file}에 읽을 수 있는 감사 기록이 없습니다: ${why}. ${known}이 파일이나 옆의 -wal 파일이 지워졌거나 잘렸습니다. 이 폴더는 그대로 두고, 다른 폴더에 가장 새로운 백업과 그 파일들을 넣으십시오: changgu audit recover --old-copy로 이어 쓸 수 있습니다.`;
  },
  cannotOpen: (file, why) => `${file} 파일을 열 수 없습니다: ${why}`,
  notThere: (file, hint) => `${file}에 감사 기록이 없습니다${hint}`,
  cannotRead: (file, why) => `${file} 파일을 읽을 수 없습니다: ${why}`,
  slipsUnread: (file, why) => `${file}의 영수증을 읽을 수 없습니다: ${why}`,
  recover,
  drill: {
    notSound: "되돌려 놓을 수 없습니다.",
    sound: (last, customers, certificates) =>
      `온전합니다. 마지막은 ${last}번 행, 고객 ${customers}명, 인증서 ${certificates}개, 모두 열립니다.`,
    manifest: (why) => `명세 파일을 쓸 수 없습니다: ${why}.`,
    otherDigest: "만들어진 그 사본이 아닙니다: 해시값이 다릅니다.",
    damaged: (findings) => `데이터베이스가 손상되었습니다: ${findings}.`,
    notOpened: (why) => `창구에서 열 수 없습니다: ${why}.`,
    otherKey: "이 단말의 열쇠 파일로는 잠긴 내용이 열리지 않습니다.",
    ageUnknown:
      "그 뒤로 쓰인 행이 있는지 알 수 없습니다: 이 폴더에 쓸 수 있는 열쇠 상태나 시작 횟수 파일이 없습니다. 첫 열쇠를 가진 책임자가 인정할 때까지 창구가 열리지 않습니다: changgu audit recover --old-copy",
    asNew: "이 단말만큼 새것입니다: 그대로 이어 쓸 수 있습니다.",
    old: (rows, starts) =>
      `예전 사본입니다. 그 뒤로 이 단말은 ${rows}행을 썼고 ${starts}번 시작되었습니다. 첫 열쇠를 가진 책임자가 인정할 때까지 창구가 열리지 않습니다: changgu audit recover --old-copy`,
    notThere: "파일이 없습니다",
    cannotOpen: (file, why) => `${file} 파일을 열 수 없습니다: ${why}`,
    noKeyFile: "이 단말의 열쇠 파일을 읽을 수 없습니다",
  },
};
