// What is told at the end of a lesson: from rows alone.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { suite, test } from "node:test";
import type { RowFields } from "../../src/audit/row-body.ts";
import { debriefOf } from "../../src/commands/debrief.ts";
import { progressOf } from "../../src/commands/goal.ts";
import type { Scenario } from "../../src/commands/scenario.ts";
import { scenario, scenarios } from "../../src/commands/scenarios.ts";
import { debriefLines } from "../../src/screens/debrief.ts";

const lesson: Scenario = {
  id: "short",
  title: { ko: "짧은 연습", en: "Short" },
  goal: { ko: "끝까지", en: "to its end" },
  desk: "kiosk",
  cues: [],
  reached: [[{ event: "identity-refused", left: 4 }, { event: "certificate-issued" }]],
};

const at = (seconds: number, event: string, fields: RowFields = {}): RowFields => ({
  event,
  ceremony: "c",
  time: new Date(1_800_000_000_000 + seconds * 1000).toISOString(),
  ...fields,
});

const rows: readonly RowFields[] = [
  at(0, "ceremony-began", { service: "issue" }),
  at(4, "term-agreed"),
  at(6.5, "term-agreed", { term: "certificate-service", version: "2026-07" }),
  at(20, "identity-refused", { left: 4 }),
  at(31, "identity-refused", { left: 3 }),
  at(40, "identity-verified"),
  at(50, "certificate-issued"),
  at(51, "ceremony-ended", { result: "completed" }),
];

suite("a debrief", () => {
  test("tells each step's time, several of a kind as one, and what was refused how often", () => {
    const { reached, ceremonies } = debriefOf(lesson, rows);
    assert.equal(reached, true);
    assert.deepEqual(ceremonies, [
      {
        service: "issue",
        result: "completed",
        seconds: 51,
        steps: [
          { event: "term-agreed", seconds: 6.5, last: rows[2] },
          { event: "identity-verified", seconds: 33.5, last: rows[5] },
          { event: "certificate-issued", seconds: 10, last: rows[6] },
        ],
        troubles: [{ event: "identity-refused", why: "", times: 2, last: rows[4] }],
      },
    ]);
  });

  test("tells how far a goal was missed", () => {
    const early = debriefOf(lesson, rows.slice(0, 5));
    assert.deepEqual([early.reached, early.come, early.of, early.ceremonies[0]?.result], [false, 1, 2, null]);
    assert.deepEqual(debriefOf(lesson, rows).missed, []);
  });

  test("names what each lesson lets go wrong, and what was printed after the end", () => {
    const faults: readonly RowFields[] = [
      at(1, "slip-not-printed", { why: "paper-out" }),
      at(1, "keypad-status", { keypad: "simulated", status: "offline" }),
      at(1, "medium-unavailable", { why: "locked" }),
      at(1, "password-refused", { rule: "differs" }),
    ];
    const fine: readonly RowFields[] = [
      at(2, "keypad-status", { keypad: "simulated", status: "online" }),
      at(2, "printer-status", { status: "ready" }),
      at(2, "unlocked", { kind: "otp" }),
    ];
    const printed = at(90, "slip-printed");
    const { troubles, steps, seconds } = debriefOf(lesson, [
      rows[0] ?? {},
      ...faults,
      ...fine,
      ...rows.slice(1),
      printed,
    ]).ceremonies[0] ?? { troubles: [], steps: [], seconds: 0 };
    assert.deepEqual(
      troubles.map(({ event, why }) => `${event} ${why}`.trim()),
      [
        "slip-not-printed paper-out",
        "keypad-status offline",
        "medium-unavailable locked",
        "password-refused differs",
        "identity-refused",
      ],
    );
    assert.equal(steps.at(-1)?.event, "slip-printed");
    assert.equal(seconds, 51);
  });

  test("tells why a ceremony was refused that no other row refuses", () => {
    const ended = (result: string, why: string) =>
      debriefOf(lesson, [rows[0] ?? {}, at(9, "ceremony-ended", { result, why })]).ceremonies[0]?.troubles;
    const refused = at(9, "ceremony-ended", { result: "refused", why: "renewal-expired" });
    const expired = { event: "ceremony-ended", why: "renewal-expired", times: 1, last: refused };
    assert.deepEqual(ended("refused", "renewal-expired"), [expired]);
    assert.deepEqual(ended("completed", "issued"), []);
    assert.deepEqual(ended("cancelled", "cancelled"), []);
  });

  test("counts the goal's rows in their order alone", () => {
    assert.equal(progressOf(lesson, [...rows].reverse()), 1);
  });
});

suite("a debrief in words", () => {
  test("tells how far a goal was missed, and what a mark asks for", () => {
    const early = debriefOf(lesson, rows.slice(0, 5));
    assert.deepEqual(debriefLines(lesson, early, "en").slice(3, 8), [
      "The goal was missed: 1 of 2 marks came.",
      "  missing: .. (..) is valid until ...",
      "",
      "New certificate: not ended, 31.0 s",
      "       6.5 s  The customer agreed to the terms Certificate service (2026-07).",
    ]);
    const none = debriefLines(lesson, debriefOf(lesson, []), "ko");
    assert.ok(none.includes("  빠짐: 본인 확인을 거절했습니다: .., 남은 횟수 4"), none.join("\n"));
  });

  test("tells what went wrong in words, and nothing in the journal's codes", () => {
    const troubles: readonly RowFields[] = [
      at(1, "phone-refused", { why: "busy", method: "ars", phone: "010-****-5678", left: 4 }),
      at(2, "keypad-status", { keypad: "simulated", status: "offline" }),
      at(3, "keypad-status", { keypad: "simulated", status: "offline" }),
    ];
    const debrief = debriefOf(lesson, [rows[0] ?? {}, ...troubles, at(9, "ceremony-ended", { result: "cancelled" })]);
    assert.deepEqual(debriefLines(lesson, debrief, "ko").slice(-3), [
      "공동인증서 발급: 취소, 9.0초",
      "          1번  전화 확인을 거절했습니다: ARS 전화 010-****-5678, 통화 중, 남은 횟수 4",
      "          2번  키패드 simulated 상태: 꺼짐",
    ]);
  });
});

suite("the lessons", () => {
  test("have each a name of its own, a goal in both languages, and a transcript that passes it", () => {
    assert.equal(new Set(scenarios.map(({ id }) => id)).size, scenarios.length);
    for (const { id, goal, reached } of scenarios) {
      assert.ok(goal.ko !== "" && goal.en !== "" && reached.length > 0, id);
      const transcript = readFileSync(new URL(`../transcripts/lesson-${id}.txt`, import.meta.url), "utf8");
      assert.match(transcript, new RegExp(`^scenario ${id}$[\\s\\S]*^goal +${id}$`, "m"));
    }
    assert.equal(scenario("no such lesson"), null);
  });
});
