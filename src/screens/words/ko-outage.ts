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
    "key-file": ["단말의 열쇠 파일을 쓸 수 없음", `백업에서 되돌림, ${doctor}`],
    "key-state-missing": ["감사 기록의 열쇠 상태가 없음", "책임자가 실행: changgu audit recover"],
    "key-state-unreadable": ["감사 기록의 열쇠 상태를 읽을 수 없음", `책임자에게 알리고 ${doctor}`],
    "database-missing": ["단말의 데이터베이스가 없음", `디스크나 백업을 되돌림, ${doctor}`],
    "database-damaged": ["데이터베이스가 손상됨", `마지막 백업을 되돌림, ${doctor}`],
    "database-unusable": ["데이터베이스를 이 프로그램이 쓸 수 없음", doctor],
    "journal-changed": ["감사 기록이 쓰인 그대로가 아님", "책임자에게 알리고 changgu audit verify"],
    "old-copy": ["데이터베이스의 옛 사본이 들어 있음", `최신 것을 되돌림, ${doctor}`],
    "boot-counter-missing": ["시작 횟수 파일이 없음", `백업에서 되돌림, ${doctor}`],
    "clock-behind": ["시계가 마지막 기록보다 늦음", "시계를 맞춤 (date)"],
    "disk-full": ["디스크가 가득 참", `자리를 비움, ${doctor}`],
    "disk-failed": ["디스크를 읽거나 쓸 수 없음", `디스크를 확인함, ${doctor}`],
    "journal-unwritable": ["감사 기록을 쓸 수 없음", doctor],
  },
};
