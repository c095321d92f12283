// Columns that a text takes on a terminal. Stands in for the package `string-width` in the bundle, whose emoji tables
// cost 55 ms of every start; the two agree on every glyph that the screens may show.

const sequences = /\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\))/g;

/** Controls, combining marks, joiners, variation selectors and the Hangul fillers take no column. */
const isZeroWidth = (code: number): boolean =>
  code < 0x20 ||
  (code >= 0x7f && code < 0xa0) ||
  code === 0xad ||
  (code >= 0x300 && code <= 0x36f) ||
  (code >= 0x115f && code <= 0x1160) ||
  (code >= 0x200b && code <= 0x200f) ||
  (code >= 0x302a && code <= 0x302d) ||
  (code >= 0x3099 && code <= 0x309a) ||
  code === 0x3164 ||
  (code >= 0xfe00 && code <= 0xfe0f) ||
  code === 0xfeff ||
  code === 0xffa0;

/** A vowel after a leading consonant, or a trailing consonant after a vowel: the same syllable block. */
const joinsSyllable = (code: number, before: number): boolean =>
  (code >= 0x1160 && code <= 0x11a7 && before >= 0x1100 && before <= 0x115f) ||
  (code >= 0x11a8 && code <= 0x11ff && before >= 0x1160 && before <= 0x11a7);

/** East Asian wide and fullwidth ranges (Unicode Standard Annex 11), without the emoji. */
const isWide = (code: number): boolean =>
  (code >= 0x1100 && code <= 0x115f) ||
  (code >= 0x2e80 && code <= 0x303e) ||
  (code >= 0x3041 && code <= 0xa4cf) ||
  (code >= 0xa960 && code <= 0xa97c) ||
  (code >= 0xac00 && code <= 0xd7a3) ||
  (code >= 0xf900 && code <= 0xfaff) ||
  (code >= 0xfe30 && code <= 0xfe6f) ||
  (code >= 0xff01 && code <= 0xff60) ||
  (code >= 0xffe0 && code <= 0xffe6) ||
  (code >= 0x1f300 && code <= 0x1faff) ||
  (code >= 0x20000 && code <= 0x3fffd);

/** Columns of `text`; escape sequences count nothing. Ambiguous characters count one column. */
export function stringWidth(text: string, options: { readonly countAnsiEscapeCodes?: boolean } = {}): number {
  const plain = options.countAnsiEscapeCodes || !text.includes("\x1b") ? text : text.replace(sequences, "");
  let width = 0;
  let before = 0;
  for (const character of plain) {
    const code = character.codePointAt(0) ?? 0;
    if (!isZeroWidth(code) && !joinsSyllable(code, before)) width += isWide(code) ? 2 : 1;
    before = code;
  }
  return width;
}

// The bundle puts this file in the place of the package, which has a default export.
export default stringWidth;
