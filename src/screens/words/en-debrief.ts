// What is told at the end of a lesson, in English.

export const debrief = {
  reached: "The goal was reached.",
  missed: (come: number, of: number) => `The goal was missed: ${come} of ${of} marks came.`,
  mark: "missing:",
  forbidden: "forbidden, and it came:",
  underWay: "not ended",
  seconds: (seconds: string) => `${seconds} s`,
  times: (times: number) => `${times} x`,
};

export type DebriefWords = typeof debrief;
