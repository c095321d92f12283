// The journal's codes in words: none that a transcript sees is told to an auditor as it stands.

import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { isEventId } from "../../src/audit/events.ts";
import { codeInWords, fieldInWords } from "../../src/screens/words/code-words.ts";
import { eventSentence } from "../../src/screens/words/event-words.ts";

const folder = fileURLToPath(new URL("../transcripts", import.meta.url));
const texts = globSync("*.txt", { cwd: folder }).map((file) => readFileSync(join(folder, file), "utf8"));

/** Fields that hold codes alone; a certificate's reason is one, a person's is in quotes. */
const coded =
  /^(why|result|status|at|rule|desk|service|product|gateway|during|kind|method|reason|capacity|part|check|looked|how|lastStop|field|term|locale)$/;

test("each code in a transcript has words in both languages, and a field has a name", () => {
  const lines = texts.flatMap((text) => text.match(/^audit .*$/gm) ?? []);
  const values = lines.flatMap((line) => [...line.matchAll(/ ([a-zA-Z]+)=([\w-]+)(?= |$)/g)]);
  const seen = values.filter(
    ([, field = "", value = ""]) => coded.test(field) && !(field === "at" && isEventId(value)),
  );
  assert.ok(seen.length > 300, `${seen.length}`);
  for (const locale of ["ko", "en"] as const) {
    const wordless = seen.filter(([, field = "", value = ""]) => codeInWords(field, value, locale) === null);
    assert.deepEqual([...new Set(wordless.map(([text]) => text.trim()))].sort(), [], locale);
    for (const [, field = ""] of values) assert.notEqual(fieldInWords(field, locale), "", field);
  }
  for (const [, field = ""] of values) assert.match(fieldInWords(field, "ko"), /[가-힣]|MAC/, field);
});

test("what somebody wrote is told as it stands, and lists word by word", () => {
  assert.equal(codeInWords("name", "silent", "en"), null);
  assert.equal(codeInWords("why", "the key cannot be read", "en"), null);
  assert.equal(codeInWords("why", "toString", "ko"), null);
  assert.equal(
    codeInWords("checks", "chain pass, revocation fail never-issued", "en"),
    "chain passed, revocation failed never issued",
  );
  assert.equal(codeInWords("papers", "mandate seal-certificate", "ko"), "위임장 인감증명서");
  assert.equal(codeInWords("at", "write-trouble", "ko"), "발급");
  // What proves rows is told as above them, and is not what a certificate hangs on.
  assert.equal(codeInWords("by", "checkpoints, chain, key-state, slips", "ko"), "서명, 사슬, 열쇠 상태, 영수증");
  assert.equal(codeInWords("by", "first-key, chain", "en"), "first key, chain");
  assert.equal(codeInWords("checks", "chain pass", "ko"), "발급기관 통과");
});

test("an end is told once, whether it says why or not", () => {
  const ended = (fields: Readonly<Record<string, unknown>>, locale: "ko" | "en"): string =>
    eventSentence({ event: "ceremony-ended", fields: { at: "terms", ...fields } }, locale);
  assert.equal(ended({ result: "expired", why: "expired" }, "en"), "It ended at Terms: out of time.");
  assert.equal(
    ended({ result: "refused", why: "account-locked" }, "en"),
    "It ended at Terms: refused, account password locked.",
  );
  assert.equal(ended({ result: "expired", why: "expired" }, "ko"), "업무를 끝냈습니다: 시간 초과 (약관 동의)");
});
