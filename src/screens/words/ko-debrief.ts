// What is told at the end of a lesson, in Korean.

import type { DebriefWords } from "./en-debrief.ts";

export const debrief: DebriefWords = {
  reached: "목표를 이루었습니다.",
  missed: (come, of) => `목표를 이루지 못했습니다: ${of}가지 가운데 ${come}가지.`,
  mark: "빠짐:",
  forbidden: "하지 말아야 할 일:",
  underWay: "끝나지 않음",
  seconds: (seconds) => `${seconds}초`,
  times: (times) => `${times}번`,
};
