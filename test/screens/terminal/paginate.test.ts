// Long texts on small screens: nothing is lost, nothing is cut, no line is too wide.
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { paginate } from "../../../src/screens/terminal/paginate.ts";
import { stringWidth } from "../../../src/screens/terminal/string-width.ts";

test("lines break at blanks, by display width", () => {
  assert.deepEqual(paginate("인증서는 은행과 보험에 씁니다", 16, 5), [["인증서는 은행과", "보험에 씁니다"]]);
  assert.deepEqual(paginate("valid for one year", 10, 5), [["valid for", "one year"]]);
});

test("a word wider than the line is cut between characters", () => {
  assert.deepEqual(paginate("가나다라마바사", 5, 5), [["가나", "다라", "마바", "사"]]);
});

test("paragraphs keep their breaks, and no page begins with a blank line", () => {
  assert.deepEqual(paginate("가\n나\n\n다", 10, 2), [["가", "나"], ["다"]]);
});

test("an empty text has one empty page", () => assert.deepEqual(paginate("", 10, 3), [[]]));

const text = fc.array(fc.constantFrom(..."가나다 abc\n  .,漢")).map((parts) => parts.join(""));

test("every character but blanks is on some page, in order, and every line and page fits", () => {
  fc.assert(
    fc.property(text, fc.integer({ min: 2, max: 30 }), fc.integer({ min: 2, max: 9 }), (source, width, rows) => {
      const pages = paginate(source, width, rows);
      const solid = (words: string) => words.replaceAll(/\s/g, "");
      assert.equal(solid(pages.flat().join("")), solid(source));
      assert.ok(pages.every((page) => page.length <= rows && page.every((line) => stringWidth(line) <= width)));
    }),
  );
});
