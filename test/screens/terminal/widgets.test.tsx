// Every widget in its frame at every layout: what it shows, with which glyphs, and in how many bytes.
import assert from "node:assert/strict";
import { test } from "node:test";
import { ascii, drawn, strangers } from "../../../src/screens/terminal/glyphs.ts";
import { highContrast, mono, standard } from "../../../src/screens/terminal/palette.ts";
import { matchesGolden } from "../golden.ts";
import { screenUnderTest } from "../screen-under-test.ts";
import { gallery, masked } from "./gallery.tsx";

const layouts = [
  { columns: 40, rows: 12 },
  { columns: 80, rows: 24 },
  { columns: 120, rows: 40 },
];
const entries = Object.entries(gallery);

for (const size of layouts) {
  const name = `${size.columns}x${size.rows}`;
  test(`widgets at ${name} look as they did, and hold only glyphs that are allowed`, async () => {
    using screen = await screenUnderTest(null, size);
    for (const [widget, page] of entries) {
      await screen.show(page);
      assert.deepEqual(strangers(screen.text()), [], widget);
      matchesGolden(`widgets/${widget}-${name}.txt`, `${screen.text()}\n`);
    }
  });
}

test("a picture of the screen is as it was", async () => {
  using screen = await screenUnderTest(gallery.choices);
  matchesGolden("widgets/choices-80x24.svg", screen.svg());
});

test("with ASCII glyphs nothing is drawn but letters and ASCII", async () => {
  using screen = await screenUnderTest(null, { look: { palette: standard, glyphs: ascii } });
  for (const [, page] of entries) {
    await screen.show(page);
    assert.match(screen.text(), /^[\n -~가-힣]*$/);
  }
});

for (const palette of [standard, highContrast]) {
  test(`every cell of the ${palette.name} palette has its own background and colour`, async () => {
    using screen = await screenUnderTest(null, { look: { palette, glyphs: drawn } });
    for (const [widget, page] of entries) {
      await screen.show(page);
      for (const cell of screen.cells().flat()) {
        assert.notEqual(cell.background, null, widget);
        if (cell.text.trim() !== "") assert.notEqual(cell.color, null, widget);
      }
    }
  });
}

test("without colours nothing is coloured, and the words are the same", async () => {
  using screen = await screenUnderTest(gallery.choices);
  const coloured = screen.text();
  await screen.show(gallery.choices, { palette: mono, glyphs: drawn });
  assert.equal(screen.text(), coloured);
  assert.ok(
    screen
      .cells()
      .flat()
      .every(({ text, color, background }) => text === "" || (color ?? 16) === 16 || (background ?? 231) === 231),
  );
});

test("one digit of a secret costs at most 1,000 bytes at 80x24, and never erases the screen", async () => {
  using screen = await screenUnderTest(masked(0));
  const first = screen.written().length;
  for (let filled = 1; filled <= 4; filled++) {
    const bytes = await screen.show(masked(filled));
    assert.ok(bytes > 0 && bytes <= 1000, `${bytes} bytes`);
  }
  for (const [, page] of entries) await screen.show(page);
  assert.equal(screen.written().slice(first).includes("\x1b[2J"), false);
});

test("a masked field shows how much was typed and nothing more than its slots", async () => {
  using screen = await screenUnderTest(masked(3));
  assert.match(screen.text(), /비밀번호 +\*\*\*_/);
  await screen.show(masked(9));
  assert.match(screen.text(), /비밀번호 +\*\*\*\*(?!\*)/);
});

test("the password grid looks the same before the first and after every press but for the word", async () => {
  using screen = await screenUnderTest(gallery.grid);
  const at = (text: string) => text.split("\n").filter((line) => !line.includes("번호를 누르십시오"));
  const before = at(screen.text());
  assert.ok(before.some((line) => line.includes(" 7   !  @  #")));
  assert.deepEqual(at(screen.text()), before);
});
