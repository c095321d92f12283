// What stands on a slip besides its facts, in both languages.

/** What a slip can be about. */
export type SlipService =
  | "issue"
  | "renew"
  | "reissue"
  | "redeem"
  | "make-ticket"
  | "cancel-ticket"
  | "revoke"
  | "suspend"
  | "restore"
  | "copy"
  | "change-password"
  | "to-pkcs12"
  | "from-pkcs12"
  | "register"
  | "deregister"
  | "financial-issue"
  | "financial-renew"
  | "financial-pin"
  | "financial-revoke"
  | "financial-suspend"
  | "financial-restore";

const won = (amount: number): string => String(amount).replaceAll(/\B(?=(\d{3})+$)/g, ",");

const en = {
  services: {
    issue: "Joint certificate issued",
    renew: "Joint certificate renewed",
    reissue: "Joint certificate reissued",
    redeem: "Joint certificate issued",
    "make-ticket": "Ticket to finish later",
    "cancel-ticket": "Ticket cancelled",
    revoke: "Joint certificate revoked",
    suspend: "Joint certificate suspended",
    restore: "Joint certificate restored",
    copy: "Certificate copied",
    "change-password": "Certificate password changed",
    "to-pkcs12": "Certificate put into a file",
    "from-pkcs12": "Certificate taken from a file",
    register: "Certificate registered",
    deregister: "Registration taken off",
    "financial-issue": "Financial certificate issued",
    "financial-renew": "Financial certificate renewed",
    "financial-pin": "Financial PIN changed",
    "financial-revoke": "Financial certificate revoked",
    "financial-suspend": "Financial certificate suspended",
    "financial-restore": "Financial certificate restored",
  } satisfies Record<SlipService, string>,
  again: (copies: number) => `REPRINT ${copies}`,
  name: "Name",
  serial: "Serial no.",
  until: "Valid until",
  fee: "Fee",
  free: "none",
  won: (amount: number) => `${won(amount)} KRW`,
  reference: "Reference",
  authorization: "Auth. code",
  /** Until when the two are good. */
  goodUntil: "Good until",
  at: "Time",
  terminal: "Terminal",
  seq: "Record no.",
  head: "Check",
  /** Lines of at most 32 cells. */
  keep: ["Please keep this slip: it proves", "what the branch has recorded."] as readonly string[],
  secret: ["Show the two numbers to nobody."] as readonly string[],
};

const ko: typeof en = {
  services: {
    issue: "공동인증서 발급",
    renew: "공동인증서 갱신",
    reissue: "공동인증서 재발급",
    redeem: "공동인증서 발급",
    "make-ticket": "인증서 참조번호 발급",
    "cancel-ticket": "참조번호 취소",
    revoke: "공동인증서 폐지",
    suspend: "공동인증서 효력정지",
    restore: "공동인증서 효력회복",
    copy: "인증서 복사",
    "change-password": "인증서 암호 변경",
    "to-pkcs12": "인증서 내보내기",
    "from-pkcs12": "인증서 가져오기",
    register: "타기관 인증서 등록",
    deregister: "타기관 인증서 등록 해지",
    "financial-issue": "금융인증서 발급",
    "financial-renew": "금융인증서 갱신",
    "financial-pin": "금융인증서 PIN 변경",
    "financial-revoke": "금융인증서 폐지",
    "financial-suspend": "금융인증서 효력정지",
    "financial-restore": "금융인증서 효력회복",
  },
  again: (copies) => `재발행 ${copies}`,
  name: "성명",
  serial: "일련번호",
  until: "유효기간",
  fee: "수수료",
  free: "없음",
  won: (amount) => `${won(amount)}원`,
  reference: "참조번호",
  authorization: "인가코드",
  goodUntil: "유효기한",
  at: "처리시각",
  terminal: "단말번호",
  seq: "기록번호",
  head: "확인값",
  keep: ["지점의 기록을 증명하는", "영수증입니다. 보관해 주십시오."],
  secret: ["두 번호를 남에게 보이지 마십시오"],
};

export const slipWords: Readonly<Record<"ko" | "en", typeof en>> = { ko, en };
