// The catalogues: complete by their types, and short enough for the large layout.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Locale } from "../../src/ceremony/state.ts";
import { terms } from "../../src/ceremony/terms.ts";
import { strangers } from "../../src/screens/terminal/glyphs.ts";
import { paginate } from "../../src/screens/terminal/paginate.ts";
import { stringWidth } from "../../src/screens/terminal/string-width.ts";
import { wordsIn } from "../../src/screens/words/catalogue.ts";
import { allNotices, allTroubles } from "./outcome-states.ts";

const locales: readonly Locale[] = ["ko", "en"];

for (const locale of locales) {
  const words = wordsIn(locale);

  test(`each term has as many articles as it counts, and each is a page of six lines of 38 cells, in ${locale}`, () => {
    for (const { id, articles } of terms) {
      assert.equal(words.articles[id].length, articles, id);
      for (const { heading, text } of words.articles[id]) {
        const lines = paginate(`${heading}\n${text}`, 38, 100)[0] ?? [];
        assert.ok(lines.length <= 6, `${heading}: ${lines.length} lines`);
      }
    }
  });

  test(`every sentence of the reserved line fits it, at 40 and at 80 columns, in ${locale}`, () => {
    const linked = words.fault({ type: "drive-failed", code: "ENOTDIR" });
    const faults = [...allTroubles.map(words.fault), linked];
    const said = [...allNotices.map(words.notice), ...faults, ...Object.values(words.keypad)];
    assert.match(linked.line, /NPKI/);
    const wide = said.filter(({ line, full }) => stringWidth(line) > 36 || stringWidth(full) > 76);
    assert.deepEqual(wide, []);
    assert.deepEqual(strangers(said.map(({ line, full }) => line + full).join("")), []);
  });

  test(`every end is said in characters that a screen may hold, in ${locale}`, () => {
    for (const { title, happened, next } of Object.values(words.endings))
      assert.deepEqual(strangers(title + happened + next), []);
  });

  test(`what stands in two columns of the large layout has 15 cells at most, in ${locale}`, () => {
    const { unlockAccount, ...actions } = words.shortActions;
    const short = [...Object.values(actions), unlockAccount("*17")];
    assert.deepEqual(
      short.filter((label) => stringWidth(label) > 15),
      [],
    );
  });

  test(`a refusal of two secrets together never tells one of them, in ${locale}`, () => {
    const { full } = words.notice({ type: "not-identified", left: 3 });
    assert.doesNotMatch(full, /주민|계좌|비밀번호|resident|account|password/i);
    assert.match(full, /3/);
  });
}

test("the Korean catalogue ends its sentences politely", () => {
  const words = wordsIn("ko");
  const sentences = allNotices
    .map((notice) => words.notice(notice).full)
    .flatMap((text) => text.replace(/ \([^)]*\)/, "").split(/(?<=\.) /));
  assert.deepEqual(
    sentences.filter((sentence) => !/(니다|십시오)\.$/.test(sentence)),
    [],
  );
});
