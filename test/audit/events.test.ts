// No event without a sentence, and none without a test that sees it happen.

import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { eventIds, events } from "../../src/audit/events.ts";
import { strangers } from "../../src/screens/terminal/glyphs.ts";
import { eventTemplate } from "../../src/screens/words/event-words.ts";

const folder = fileURLToPath(new URL("..", import.meta.url));
const own = join("audit", "events.test.ts");

function texts(pattern: string): readonly string[] {
  const files = globSync(pattern, { cwd: folder }).filter((file) => file !== own);
  assert.ok(files.length > 0, pattern);
  return files.map((file) => readFileSync(join(folder, file), "utf8"));
}

test("each event is seen in a journal by a transcript, or by a test that names it", () => {
  const played = new Set(
    texts("transcripts/*.txt").flatMap((text) => [...text.matchAll(/^audit +([a-z0-9-]+)/gm)].map(([, id = ""]) => id)),
  );
  const tests = texts("**/*.test.{ts,tsx}").join("\n");
  assert.deepEqual(
    eventIds.filter((id) => !played.has(id) && !new RegExp(`["'\` ]${id}["'\` ]`).test(tests)),
    [],
  );
  assert.deepEqual(
    [...played].filter((id) => !(id in events)),
    [],
    "a transcript waits for an event that is none",
  );
});

test("the sentence of each event holds what the event has, in both languages", () => {
  for (const id of eventIds)
    for (const locale of ["ko", "en"] as const) {
      const template = eventTemplate(id, locale);
      const names = [...template.matchAll(/\{(\w+)\}/g)].map(([, name = ""]) => name);
      const [, , ...what] = events[id] as readonly string[];
      assert.deepEqual(
        names.filter((name) => !what.includes(name)),
        [],
        `${id} ${locale}`,
      );
      assert.deepEqual(strangers(template), [], id);
      assert.match(template, locale === "en" ? /^[^가-힣]+\.$/ : /[가-힣]/, id);
    }
});

test("a refusal is one in the table too, and what is about to be done is told before and after", () => {
  for (const id of eventIds) {
    const [, when] = events[id];
    if (/-(refused|locked|not-\w+|rejected|missing)$/.test(id)) assert.equal(when, "refused", id);
    if (when === "before" && id.endsWith("ing")) {
      const ends = eventIds.filter((other) => other !== id && other.slice(0, 9) === id.slice(0, 9));
      assert.ok(ends.length > 0, `${id} has no end`);
    }
  }
});
