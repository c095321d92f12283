// The trainer's card: in both languages the same things, in lines that fit a screen.

import assert from "node:assert/strict";
import { test } from "node:test";
import { trainersCard } from "../../hardware/rehearsal/trainers-card.ts";
import { stringWidth } from "../../src/screens/terminal/string-width.ts";

const now = new Date("2026-11-23T00:00:00Z");
const [korean, english] = [trainersCard(now, "ko"), trainersCard(now, "en")];

test("no line of the card is wider than a screen", () => {
  for (const line of [...korean, ...english]) assert.ok(stringWidth(line) <= 78, `${stringWidth(line)}: ${line}`);
});

test("what would be typed stands on it in either language", () => {
  const typed = (lines: readonly string[]) => lines.map((line) => line.match(/[\w!-]*\d[\w!-]*/g)?.join(" ") ?? "");
  assert.deepEqual(typed(korean).slice(1), typed(english).slice(1));
  assert.ok(korean.some((line) => line.includes("보안카드")) && english.some((line) => line.includes("security card")));
});
