// What is said of devices, in Korean.

import type { devices as en } from "./en-devices.ts";
import { said } from "./said.ts";

export const devices: typeof en = {
  keypad: {
    online: said(""),
    offline: said("키패드 연결을 기다립니다.", "키패드 연결을 기다립니다. 선이 꽂혀 있는지 확인해 주십시오."),
    "no-device": said("키패드 연결을 기다립니다.", "키패드 연결을 기다립니다. 키패드를 꽂아 주십시오."),
    "hardware-error": said("키패드를 다시 꽂아 주십시오.", "키패드에 오류가 있습니다. 뽑았다가 다시 꽂아 주십시오."),
    misread: said(
      "키패드 설정 오류: 직원을 부르십시오.",
      "키패드 신호를 읽지 못합니다(속도나 형식 설정). 직원을 불러 주십시오.",
    ),
    "fraud-attempt": said(
      "누르지 말고 직원을 불러 주십시오.",
      "키패드를 누가 열었습니다. 더 누르지 마시고 직원을 불러 주십시오.",
    ),
  },
};
