// 약관의 조항: each at most six lines of 38 cells, one page of the large layout.

import type { TermId } from "../../ceremony/terms.ts";
import type { Article } from "./en-terms.ts";
import { financialArticles } from "./ko-financial.ts";

export const articles: Readonly<Record<TermId, readonly Article[]>> = {
  "certificate-service": [
    {
      heading: "제1조 (목적)",
      text: "이 약관은 우체국이 등록대행기관으로서 공동인증서의 발급을 접수하고 처리하는 조건을 정합니다. 인증서는 인증기관이 업무준칙에 따라 발급하고 관리합니다.",
    },
    {
      heading: "제2조 (발급과 유효기간)",
      text: "인증서의 유효기간은 1년입니다. 은행/보험/신용카드용 인증서는 한 분이 하나만 가지실 수 있으며, 새로 발급하면 이전 인증서는 폐지됩니다.",
    },
    {
      heading: "제3조 (이용자의 의무)",
      text: "인증서와 인증서 암호는 본인만 사용하셔야 합니다. USB를 잃어버리셨거나 다른 사람이 암호를 알게 된 때에는 바로 폐지를 신청하셔야 합니다.",
    },
    {
      heading: "제4조 (폐지와 책임)",
      text: "인증서는 창구에서 언제든지 폐지하실 수 있습니다. 우체국은 관계 법령에 따라 책임을 지되, 이용자가 관리를 소홀히 하여 생긴 손해는 책임지지 않습니다.",
    },
  ],
  "financial-service": financialArticles,
  "personal-data": [
    {
      heading: "1. 수집하는 항목",
      text: "성명, 주민등록번호, 계좌번호, 휴대전화번호, 보안카드 또는 OTP의 일련번호를 수집합니다. 인증서 암호는 저장하지 않습니다.",
    },
    {
      heading: "2. 이용하는 목적",
      text: "본인 확인, 인증서의 발급과 관리, 분쟁 해결을 위한 기록의 보존에 이용하며, 다른 목적으로는 이용하지 않습니다.",
    },
    {
      heading: "3. 보유 기간과 거부할 권리",
      text: "관계 법령이 정한 기간 동안 보유한 뒤 파기합니다. 동의를 거부하실 수 있으나, 거부하시면 인증서를 발급해 드릴 수 없습니다.",
    },
  ],
  "unique-identifier": [
    {
      heading: "1. 주민등록번호의 처리",
      text: "본인 확인을 위하여 주민등록번호를 처리합니다. 인증서에는 주민등록번호 대신, 그 번호로 되돌릴 수 없는 식별번호(VID)를 담습니다.",
    },
    {
      heading: "2. 보유 기간과 거부할 권리",
      text: "관계 법령이 정한 기간 동안 암호화하여 보유한 뒤 파기합니다. 동의를 거부하실 수 있으나, 거부하시면 인증서를 발급해 드릴 수 없습니다.",
    },
  ],
};
