// The contrast that WCAG 2.2 (1.4.3, 1.4.6) asks for, computed from the colours themselves.
import assert from "node:assert/strict";
import { test } from "node:test";
import { colourOf, highContrast, type Palette, type Rgb, standard } from "../../../src/screens/terminal/palette.ts";

function luminance(colour: Rgb): number {
  const [red, green, blue] = colour.map((part) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * (red ?? 0) + 0.7152 * (green ?? 0) + 0.0722 * (blue ?? 0);
}

function contrast(one: string | undefined, other: string | undefined): number {
  const [high, low] = [one, other]
    .map((name) => luminance(colourOf(Number(/\d+(?=\))/.exec(name ?? "")?.[0]))))
    .sort((a, b) => b - a);
  return ((high ?? 0) + 0.05) / ((low ?? 0) + 0.05);
}

const required: readonly (readonly [Palette, number])[] = [
  [standard, 4.5],
  [highContrast, 7],
];

for (const [palette, least] of required) {
  test(`every tone of the ${palette.name} palette has a contrast of at least ${least}`, () => {
    for (const [tone, { color, backgroundColor }] of Object.entries(palette.tones)) {
      const ratio = contrast(color, backgroundColor);
      assert.ok(ratio >= least, `${tone}: ${ratio.toFixed(2)}`);
    }
  });
}

test("black on white is 21", () => assert.equal(contrast("ansi256(16)", "ansi256(231)"), 21));
