// What stands on a slip besides its facts, in both languages.

/** What a slip can be about. */
export type SlipService =
  | "issue"
  | "renew"
  | "reissue"
  | "copy"
  | "change-password"
  | "register"
  | "redeem"
  | "reference";

const won = (amount: number): string => String(amount).replaceAll(/\B(?=(\d{3})+$)/g, ",");

const en = {
  services: {
    issue: "Joint certificate issued",
    renew: "Joint certificate renewed",
    reissue: "Joint certificate reissued",
    copy: "Certificate copied",
    "change-password": "Certificate password changed",
    register: "Certificate registered",
    redeem: "Joint certificate issued",
    reference: "To finish at home",
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
    copy: "인증서 복사",
    "change-password": "인증서 암호 변경",
    register: "인증서 등록",
    redeem: "공동인증서 발급",
    reference: "집에서 발급받기",
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
  at: "처리시각",
  terminal: "단말번호",
  seq: "기록번호",
  head: "확인값",
  keep: ["지점의 기록을 증명하는", "영수증입니다. 보관해 주십시오."],
  secret: ["두 번호를 남에게 보이지 마십시오"],
};

export const slipWords: Readonly<Record<"ko" | "en", typeof en>> = { ko, en };
