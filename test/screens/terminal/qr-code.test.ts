// The code that an officer's phone takes from the screen: another program reads it as it was drawn.

import assert from "node:assert/strict";
import { test } from "node:test";
import jsQR from "jsqr";
import { qrCode } from "../../../src/screens/terminal/qr-code.ts";

/** The package's types are of a module that it is not. */
const readCode = (jsQR as unknown as { readonly default: typeof jsQR }).default;

/** As a camera sees it: 4 by 4 points a module. */
function photographed(lines: readonly string[]) {
  const cells = lines.map((line) => [...line.replace("\u001b[38;5;16;48;5;231m", "").replace("\u001b[0m", "")]);
  const modules = cells.flatMap((row) => [
    row.map((cell) => cell === "█" || cell === "▀"),
    row.map((cell) => cell === "█" || cell === "▄"),
  ]);
  const side = { width: 4 * (modules[0]?.length ?? 0), height: 4 * modules.length };
  const points = new Uint8ClampedArray(4 * side.width * side.height);
  for (let y = 0; y < side.height; y++)
    for (let x = 0; x < side.width; x++) {
      const shade = modules[y >> 2]?.[x >> 2] ? 0 : 255;
      points.set([shade, shade, shade, 255], 4 * (y * side.width + x));
    }
  return { points, ...side };
}

test("a first key fits a screen of 80x24 beside its words, and is read again", () => {
  for (const byte of ["00", "A7", "FF"]) {
    const key = byte.repeat(32);
    const lines = qrCode(key);
    assert.ok(lines.length <= 17 && lines.every((line) => line.endsWith("\u001b[0m")), `${lines.length} lines`);
    const { points, width, height } = photographed(lines);
    assert.equal(readCode(points, width, height)?.data, key);
  }
});
