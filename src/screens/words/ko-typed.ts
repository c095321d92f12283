// 입력이 맞지 않을 때: what is wrong with what was typed, in Korean.

import type { Notice } from "../../ceremony/ending.ts";
import type { PasswordRule } from "../../verification/certificate-password.ts";
import { type Said, said } from "./said.ts";

export function short({ minimum, exact, digits, half }: Extract<Notice, { type: "field-short" }>): Said {
  if (half) return said("칸 번호까지 누른 뒤 # 을 누르십시오.", "칸 번호까지 누르신 뒤 # 을 눌러 주십시오.");
  if (minimum === 1)
    return said("입력하신 뒤 확인을 누르십시오.", "아직 비어 있습니다. 입력하신 뒤 확인을 눌러 주십시오.");
  if (digits && !exact)
    return said(`숫자 ${minimum}자리 이상 입력하십시오.`, `숫자 ${minimum}자리 이상 입력하신 뒤 확인을 눌러 주십시오.`);
  return exact
    ? said(`${minimum}자리를 모두 입력하십시오.`, `${minimum}자리를 모두 입력하신 뒤 확인을 눌러 주십시오.`)
    : said(`${minimum}자 이상 입력하십시오.`, `${minimum}자 이상 입력하신 뒤 확인을 눌러 주십시오.`);
}

export const passwordRules: Readonly<Record<PasswordRule, Said>> = {
  "too-short": said("너무 짧습니다. 10자 이상 쓰십시오.", "암호가 너무 짧습니다. 10자 이상으로 정해 주십시오."),
  "too-long": said("너무 깁니다. 64자까지 쓰십시오.", "암호가 너무 깁니다. 64자 이내로 정해 주십시오."),
  "forbidden-character": said(
    "' \" \\ | 와 빈칸은 쓸 수 없습니다.",
    "' \" \\ | 와 빈칸은 쓸 수 없습니다. 다른 문자로 정해 주십시오.",
  ),
  "no-letter": said(
    "영문자를 넣어 다시 정하십시오.",
    "영문자가 없습니다. 영문자를 한 자 이상 넣어 다시 정해 주십시오.",
  ),
  "no-digit": said("숫자를 넣어 다시 정하십시오.", "숫자가 없습니다. 숫자를 한 자 이상 넣어 다시 정해 주십시오."),
  "no-special": said(
    "특수문자를 넣어 다시 정하십시오.",
    "특수문자가 없습니다. ! @ 같은 특수문자를 넣어 다시 정해 주십시오.",
  ),
  run: said("1111, 1234는 쓸 수 없습니다.", "1111, 1234, abcd처럼 이어지는 문자는 쓸 수 없습니다. 다시 정해 주십시오."),
  "personal-number": said(
    "개인 번호는 쓸 수 없습니다.",
    "주민등록번호, 전화번호, 계좌번호는 쓸 수 없습니다. 다시 정해 주십시오.",
  ),
};
