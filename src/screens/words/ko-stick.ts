// 가져온 USB의 인증서: what the pages about a certificate that the customer brought on a stick say, and why a stick does not take one, in Korean.

import type { WriteTrouble } from "../../ceremony/finished.ts";
import type { stick as en, stickNotices as enNotices, keyRefusals as enRefusals } from "./en-stick.ts";
import { type Said, said, sized } from "./said.ts";

export const stick: typeof en = {
  sourceDrive: {
    title: "인증서가 있는 USB",
    prompt: "인증서가 들어 있는 USB를 선택하십시오.",
    insert: "인증서가 들어 있는 USB를 꽂아 주십시오.",
    reading: "USB를 읽고 있습니다.",
  },
  stickCertificates: {
    title: "USB에 있는 인증서",
    prompt: "인증서를 선택하십시오.",
    unreadable: (count) => `읽을 수 없는 인증서 ${count}개`,
    tooMany: "폴더가 많아 일부만 확인했습니다.",
    expired: "(만료)",
    noKey: "(개인키 없음)",
    standings: { valid: "", suspended: "(효력정지)", revoked: "(폐지)" },
    showExpired: "전체",
    hideExpired: "유효",
    more: "다음",
  },
  certificateView: {
    title: "인증서 보기",
    holder: "이름",
    kind: "종류",
    kindOf: (ca) => `${ca} 인증서`,
    ca: "발급기관",
    from: "발급일",
    until: "만료일",
    daysLeft: (date, days) => (days < 0 ? `${date} (만료)` : `${date} (${days}일 남음)`),
    serial: "일련번호",
    standing: "상태",
    standings: { valid: "유효", suspended: "효력정지", revoked: "폐지" },
    over: "만료",
    elsewhere: "다른 기관에서 발급",
    key: "개인키",
    hasKey: "있음",
    noKey: "없음: 이 USB로는 서명할 수 없습니다",
  },
  keyPassword: {
    title: "인증서 암호",
    prompt: "인증서의 지금 암호를 입력하십시오.",
    promptShort: "지금 암호를 입력하십시오.",
    turn: "화면을 고객님 쪽으로 돌려 지금 암호를 받으십시오.",
  },
  pkcs12Source: {
    prompt: "PKCS#12 파일이 들어 있는 USB를 선택하십시오.",
    insert: "p12, pfx 파일이 들어 있는 USB를 꽂아 주십시오.",
  },
  pkcs12Files: { title: "USB에 있는 PKCS#12 파일", prompt: "파일을 선택하십시오." },
  pkcs12Password: {
    title: "파일 암호",
    prompt: "파일의 암호를 입력하십시오.",
    promptShort: "파일의 암호를 입력하십시오.",
    turn: "화면을 고객님 쪽으로 돌려 파일 암호를 받으십시오.",
  },
  pkcs12Drive: {
    prompt: "저장할 USB를 선택하십시오.",
    insert: "저장할 USB를 꽂아 주십시오. 처음 USB는 빼셔도 됩니다.",
  },
  oldFolders: {
    title: "쓸 수 없는 인증서",
    prompt: (count) => `USB에 더 이상 쓸 수 없는 인증서가 ${count}개 있습니다. 지우시겠습니까?`,
    note: "지우면 되돌릴 수 없습니다. 그대로 두셔도 됩니다.",
    removing: "USB를 빼지 마십시오.",
    more: (count) => `그 밖에 ${count}개`,
    yes: "지웁니다",
    no: "그대로 둡니다",
    remove: "지우기",
  },
  copyDrive: {
    prompt: "복사할 USB를 선택하십시오.",
    insert: "복사할 USB를 꽂아 주십시오. 처음 USB는 빼셔도 됩니다.",
  },
};

export const stickNotices: typeof enNotices = {
  "old-folders-removed": said("지웠습니다.", "USB에서 지웠습니다."),
  "old-folders-left": said(
    "지우지 못했습니다. USB 확인",
    "지우지 못했습니다. USB가 꽂혀 있는지, 쓰기 금지가 아닌지 확인해 주십시오.",
  ),
  "old-folders-in-doubt": said(
    "지웠는지 모릅니다. USB를 다시 꽂기",
    "USB가 도중에 멈춰 지웠는지 알 수 없습니다. 다시 꽂으시면 확인합니다.",
  ),
  "same-stick": said("같은 USB입니다.", "이 USB에는 이미 그 인증서가 있습니다. 다른 USB를 선택하십시오."),
  "no-certificate": said("USB에 인증서가 없습니다.", "이 USB에는 공동인증서가 없습니다. 다른 USB를 꽂아 주십시오."),
  "too-many-folders": said(
    "폴더가 많아 다 확인하지 못했습니다.",
    "USB에 폴더가 너무 많아 다 확인하지 못했습니다. 다른 USB를 꽂아 주십시오.",
  ),
  "no-pkcs12": said(
    "USB에 p12, pfx 파일이 없습니다.",
    "USB의 맨 위 폴더에 p12, pfx 파일이 없습니다. 다른 USB를 꽂아 주십시오.",
  ),
  "pair-incomplete": said(
    "USB에 개인키가 없습니다.",
    "이 USB에는 인증서의 개인키가 없습니다. 원래 USB를 꽂아 주십시오.",
  ),
};

const writeInDoubt = said(
  "쓰였는지 알 수 없습니다.",
  "USB가 뽑혔거나 고장나, 쓰였는지 알 수 없습니다. 다시 꽂으시면 확인합니다.",
);

export const keyRefusals: typeof enRefusals = {
  "wrong-password": said("암호가 맞지 않습니다.", "암호가 맞지 않습니다. 대문자와 소문자를 구별합니다."),
  damaged: said("개인키가 손상되었습니다.", "USB의 개인키가 손상되었습니다. 재발급을 받아 주십시오."),
  unsupported: said("읽을 수 없는 개인키입니다.", "이 단말에서 읽을 수 없는 방식으로 잠긴 개인키입니다."),
  "not-joint": said("공동인증서가 없는 파일입니다.", "이 파일에는 공동인증서가 없습니다. 다른 파일을 선택하십시오."),
  mismatch: said("인증서와 개인키가 다릅니다.", "USB의 개인키가 이 인증서의 것이 아닙니다."),
};

/** What a name on a stick that should be a folder answers when it is a file, or a link to somewhere. */
const linked = "ENOTDIR";

/** Why a certificate is not on a stick yet. */
export function fault(trouble: WriteTrouble): Said {
  switch (trouble.type) {
    case "drive-removed":
      return said("USB가 뽑혔습니다.", "USB가 뽑혔습니다.");
    case "drive-full":
      return said(
        `USB가 가득 찼습니다. (${sized(trouble.neededBytes)} 필요)`,
        `USB가 가득 찼습니다. ${sized(trouble.neededBytes)}가 필요하나 ${sized(trouble.freeBytes)}만 남아 있습니다.`,
      );
    case "drive-read-only":
      return said("쓰기 금지된 USB입니다.", "쓰기 금지된 USB입니다.");
    case "drive-not-mounted":
      return said("USB를 열 수 없습니다.", "USB를 열 수 없습니다. 뽑았다가 다시 꽂아 주십시오.");
    case "drive-not-removable":
      return said("USB가 아닌 디스크입니다.", "이동식 디스크(USB)가 아닙니다.");
    case "drive-denied":
      return said("USB에 쓸 수 없습니다.", "USB에 쓸 권한이 없습니다.");
    case "drive-failed":
      if (trouble.code === linked)
        return said(
          "NPKI가 폴더가 아닌 USB입니다.",
          "USB의 NPKI가 폴더가 아니라 파일이나 링크입니다. 다른 USB에 저장하십시오.",
        );
      return said("USB에 오류가 생겼습니다.", `USB에 오류가 생겼습니다. (${trouble.code})`);
    case "drive-counterfeit":
      return said("불량이거나 위조된 USB입니다.", "불량이거나 위조된 USB입니다. 저장한 내용이 그대로 남지 않습니다.");
    case "name-refused":
      return said("인증서 폴더를 만들 수 없습니다.", "이 USB에는 인증서 폴더의 이름을 쓸 수 없습니다.");
    case "pair-mismatch":
      return said("인증서와 개인키가 맞지 않습니다.", "USB에 저장된 인증서와 개인키가 서로 맞지 않습니다.");
    case "key-not-opened":
      return said("개인키가 열리지 않습니다.", "USB에 저장된 개인키가 인증서 암호로 열리지 않습니다.");
    case "certificate-not-there":
      return said("그 인증서의 USB가 아닙니다.", "이 USB의 그 자리에 고객님의 인증서가 없습니다.");
    case "write-in-doubt":
      return writeInDoubt;
    case "folder-taken":
      return said("다른 인증서가 있습니다.", "USB의 그 폴더에 다른 파일이 있어 그대로 두었습니다.");
  }
}
