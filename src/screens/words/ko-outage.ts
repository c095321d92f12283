// What stands on the page of a terminal that is out of service, in Korean.

import type { outage as en } from "./en-outage.ts";

const doctor = "changgu doctor";

export const outage: typeof en = {
  title: "점검 중",
  text: "이 단말은 지금 점검 중이어서 이용하실 수 없습니다.",
  next: "다른 창구를 이용하시거나 직원에게 문의해 주십시오.",
  otherwise: "Out of service. Please ask our staff.",
  happened: "상황",
  staff: "직원",
  why: "사유",
  resumes: "해결되면 이 단말은 저절로 다시 열립니다.",
  outages: {
    settings: ["설정이 잘못되었거나 빠짐", "바로잡은 뒤 changgu settings"],
    "home-open": ["다른 사용자가 단말 폴더에 쓸 수 있음", `chmod 700 실행 후 ${doctor}`],
    "key-file": ["열쇠 파일을 사용할 수 없음", `따로 둔 사본으로 복원 후 ${doctor}`],
    "key-state-missing": ["감사 기록의 열쇠 상태가 없음", "책임자가 실행: changgu audit recover"],
    "key-state-unreadable": ["감사 기록의 열쇠 상태를 읽을 수 없음", `책임자에게 알리고 ${doctor}`],
    "database-missing": ["데이터베이스가 없음", `디스크를 연결하거나 백업에서 복원 후 ${doctor}`],
    "database-damaged": ["데이터베이스가 손상됨", `마지막 백업에서 복원 후 ${doctor}`],
    "database-unusable": ["이 프로그램에서 쓸 수 없는 데이터베이스", `실행: ${doctor}`],
    "journal-changed": ["감사 기록이 기록된 뒤에 바뀜", "책임자에게 알리고 changgu audit verify"],
    "old-copy": ["데이터베이스가 예전 사본임", "changgu audit recover --old-copy"],
    "boot-counter-missing": ["시작 횟수 파일이 없음", "changgu audit recover --old-copy"],
    "clock-behind": ["시계가 마지막 기록보다 늦음", "시계를 맞춤 (date)"],
    "disk-full": ["디스크가 가득 참", `디스크 공간을 확보한 뒤 ${doctor}`],
    "disk-failed": ["디스크를 읽거나 쓸 수 없음", `디스크 점검 후 ${doctor}`],
    "journal-unwritable": ["감사 기록을 남길 수 없음", `실행: ${doctor}`],
  },
};
