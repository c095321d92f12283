// The drawn pad in windows of every size: each key is where a click finds it, and the line that starts the desk is whole.

import assert from "node:assert/strict";
import { test } from "node:test";
import { isSmall, keyAt, type PadView, picture } from "../../src/commands/keypad-picture.ts";

const start =
  "CHANGGU_KEYPAD=/home/teller/branches/gwanghwamun/keypads/customer CHANGGU_KEYPAD_FRAMING=stx-etx,lrc,ack npm start";

const view: PadView = {
  locale: "en",
  framing: "stx-etx,lrc,ack",
  start,
  plugged: true,
  presses: 0,
  armed: null,
  stuck: false,
  trouble: null,
};

const sizes: readonly (readonly [number, number])[] = [
  [120, 40],
  [80, 24],
  [72, 18],
  [40, 24],
  [40, 12],
];

function drawn(of: PadView, columns: number, rows: number): readonly string[] {
  return picture(of, columns, rows)
    .replaceAll(/\x1b\[[HJK]/g, "")
    .split("\r\n");
}

test("the line that starts the desk can be copied from the window as it stands", () => {
  for (const [columns, rows] of sizes) {
    const lines = drawn(view, columns, rows);
    const first = lines.findIndex((line) => line.startsWith("CHANGGU_KEYPAD="));
    const behind = lines.slice(first).findIndex((line) => !line.endsWith("\\"));
    const copied = lines.slice(first, first + behind + 1).join("\n");
    assert.equal(copied.replaceAll("\\\n", ""), start, `${columns}x${rows}`);
    assert.ok(lines.every((line) => line.length <= columns) && lines.length <= rows);
  }
});

test("what can go wrong at a key stands in the smallest window too, once a key was pressed", () => {
  for (const locale of ["en", "ko"] as const) {
    const text = drawn({ ...view, locale, presses: 1 }, 40, 12).join("\n");
    for (const key of ["d", "w", "r", "k", "u", "p", "o", "e", "m", "q"])
      assert.match(text, new RegExp(`(^| )${key} [^ ]`, "m"), `${locale} ${key}`);
  }
});

test("a click finds the key that is drawn there", () => {
  for (const [columns, rows] of sizes) {
    const small = isSmall(view, columns, rows);
    const lines = drawn(view, columns, rows).slice(0, small ? 6 : 14);
    for (const key of ["1", "2", "3", "4", "5", "6", "7", "8", "9", "*", "0", "#", "Esc"]) {
      const row = lines.findIndex((line, index) => index > 1 && ` ${line} `.replaceAll("|", " ").includes(` ${key} `));
      const column = (lines[row] ?? "").indexOf(key);
      assert.equal(keyAt(column + 1, row + 1, small), key, `${columns}x${rows}`);
    }
  }
});
