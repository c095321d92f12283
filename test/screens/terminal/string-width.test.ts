// The small width table and segmenter of the bundle agree with the full ones on what the screens show.
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import stock from "string-width";
import { GraphemeSegmenter } from "../../../src/screens/terminal/grapheme-segmenter.ts";
import { stringWidth } from "../../../src/screens/terminal/string-width.ts";

const ranges: readonly (readonly [string, number, number])[] = [
  ["ASCII and Latin-1", 0x20, 0xff],
  ["combining marks", 0x300, 0x36f],
  ["Hangul Jamo", 0x1100, 0x11ff],
  ["punctuation", 0x2010, 0x2027],
  ["letterlike forms and arrows", 0x2100, 0x21ff],
  ["box drawing, blocks and shapes", 0x2500, 0x25fc],
  ["CJK punctuation and kana", 0x3000, 0x3096],
  ["combining kana marks and katakana", 0x3099, 0x30ff],
  ["Hangul compatibility Jamo", 0x3131, 0x318e],
  ["Han extension A", 0x3400, 0x4dbf],
  ["Han", 0x4e00, 0x9fff],
  ["Hangul syllables", 0xac00, 0xd7a3],
  ["Han compatibility", 0xf900, 0xfaff],
  ["fullwidth and halfwidth forms", 0xff01, 0xffdc],
];

for (const [name, from, to] of ranges) {
  test(`the small width table agrees with string-width on ${name}`, () => {
    for (let code = from; code <= to; code++) {
      const text = String.fromCodePoint(code);
      assert.equal(stringWidth(text), stock(text), `U+${code.toString(16)}`);
    }
  });
}

const glyph = fc.constantFrom(..."가힣漢あア─│█*_ aZ9한글", "\u1112\u1161\u11ab", "\u1100\u1161", "e\u0301");
const styled = fc.constantFrom("", "\x1b[1m", "\x1b[38;5;17m", "\x1b[0m");
const line = fc.array(fc.tuple(styled, glyph)).map((parts) => parts.flat().join(""));

test("a styled line has the same width for both, with decomposed Hangul too", () => {
  fc.assert(fc.property(line, (text) => stringWidth(text) === stock(text)));
});

test("the small segmenter cuts where Intl.Segmenter cuts", () => {
  const full = new Intl.Segmenter();
  const cuts = (segments: Iterable<{ readonly segment: string; readonly index: number }>) =>
    [...segments].map(({ segment, index }) => [segment, index]);
  fc.assert(
    fc.property(line, (text) => {
      assert.deepEqual(cuts(new GraphemeSegmenter().segment(text)), cuts(full.segment(text)));
    }),
  );
});
