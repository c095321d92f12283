// The customer's slip: a picture of each kind, the bytes that a printer gets, and nothing that a name could break.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { test } from "node:test";
import fc from "fast-check";
import jsQR from "jsqr";
import { printerBytes, slipLines, slipPicture } from "../../src/receipt/render.ts";
import { slipMarkup } from "../../src/receipt/slip.ts";
import { maskName } from "../../src/verification/masked.ts";
import { matchesGolden } from "../screens/golden.ts";
import { englishSlips, issued, sampleSlips } from "./sample-slips.ts";

/** The package's types are of a module that it is not. */
const readCode = (jsQR as unknown as { readonly default: typeof jsQR }).default;

for (const [name, slip] of Object.entries(sampleSlips))
  test(`the slip ${name} looks as it did`, () => {
    const markup = slipMarkup(slip);
    matchesGolden(`slips/${name}.txt`, `${slipLines(markup).join("\n")}\n`);
    matchesGolden(`slips/${name}.svg`, slipPicture(markup));
  });

test("another program reads the code on a slip's picture", () => {
  const path = /<path d="(M0,0h[^"]*)"/.exec(slipPicture(slipMarkup(issued)))?.[1] ?? "";
  const runs = [...path.matchAll(/M(\d+),(\d+)h(\d+)v(\d+)/g)].map((run) => run.slice(1).map(Number));
  const quiet = 12;
  const side = 2 * quiet + Math.max(...runs.map(([left = 0, , width = 0]) => left + width));
  const points = new Uint8ClampedArray(4 * side * side).fill(255);
  for (const [left = 0, top = 0, width = 0, height = 0] of runs)
    for (let y = top; y < top + height; y++)
      for (let x = left; x < left + width; x++) points.set([0, 0, 0], 4 * ((y + quiet) * side + x + quiet));
  assert.equal(readCode(points, side, side)?.data, issued.code);
});

test("no line of a slip is wider than narrow paper, and what is long goes on in the next", () => {
  const wide = /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uff00-\uff60]/;
  const cells = (line: string): number => [...line].reduce((sum, one) => sum + (wide.test(one) ? 2 : 1), 0);
  for (const slip of [...Object.values(sampleSlips), ...englishSlips])
    for (const line of slipLines(slipMarkup({ ...slip, branch: "가나다라마바사아자차카타파하".repeat(3) })))
      assert.ok(cells(line) <= 32, `${cells(line)}: ${line}`);
});

const hasIconv = spawnSync("iconv", ["--version"]).status === 0;

test("Hangul reaches a printer in CP949, the extended syllables too", { skip: hasIconv ? false : "no iconv" }, () => {
  const markup = slipMarkup({ ...issued, name: "뷁*똠", branch: "똠방각하펲시콜라" });
  for (const commands of ["escpos", "epson", "citizen", "starmbcs2"] as const) {
    const bytes = Buffer.from(printerBytes(markup, commands, 42));
    for (const text of ["뷁*똠", "똠방각하펲시콜라", "공동인증서 발급", "지점의 기록을 증명하는"]) {
      const { stdout } = spawnSync("iconv", ["-f", "UTF-8", "-t", "CP949"], { input: text });
      assert.ok(stdout.length > 0 && bytes.includes(stdout), `${text} for ${commands}`);
    }
  }
});

test("whatever stands in a name or a branch, it is printed as it stands and moves nothing else", () => {
  const nasty = fc.string({ unit: fc.constantFrom(...'|{}\\-=~_"`^;:, a가{code:1;option:qrcode}'), maxLength: 14 });
  fc.assert(
    fc.property(nasty, (text) => {
      const shown = slipLines(slipMarkup({ ...issued, name: text })).join("");
      assert.ok(shown.replaceAll(" ", "").includes(`성명${text.replaceAll(" ", "")}일련번호`), shown);
      const plain = slipLines(slipMarkup({ ...issued, name: "" }));
      assert.equal(slipLines(slipMarkup({ ...issued, name: text })).length, plain.length);
    }),
  );
});

test("a name is masked so that nobody else can read it", () => {
  const masked = ["홍길동", "김구", "남궁민수", "JOHN SMITH", "제", "Ng", "José"].map(maskName);
  assert.deepEqual(masked, ["홍*동", "김*", "남**수", "J*** S****", "제", "N*", "J***"]);
});
