// The reader of CSV lines, judged by another one: csv-parse reads the same cells, and takes no line that ours refuses for a reason of RFC 4180.

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { openSheet } from "../../src/verification/sheet.ts";

function ours(text: string): readonly (readonly string[])[] | null {
  const sheet = openSheet(Buffer.from(text));
  assert.equal(sheet.type, "opened");
  if (sheet.type !== "opened") return null;
  const rows = [...sheet.lines].map((line) =>
    line.type === "row" ? line.cells.map((cell) => Buffer.from(cell).toString()) : null,
  );
  return rows.every((row) => row !== null) ? rows : null;
}

function theirs(text: string): readonly (readonly string[])[] | null {
  const options = { record_delimiter: ["\r\n", "\n"], relax_column_count: true, skip_records_with_empty_values: false };
  try {
    return parse(text, { ...options, skip_empty_lines: true }).filter((row) => row.some((cell) => cell !== ""));
  } catch {
    return null;
  }
}

const cell = fc.string({ unit: fc.constantFrom(..."ab1;- 홍\u{1f511}'\t"), maxLength: 5 });
const written = fc.tuple(cell, fc.boolean()).map(([text, quoted]) => (quoted ? `"${text}"` : text));
const line = fc.array(written, { minLength: 1, maxLength: 6 }).map((cells) => cells.join(","));
const file = fc
  .tuple(fc.array(line, { maxLength: 6 }), fc.constantFrom("\n", "\r\n"), fc.boolean())
  .map(([lines, end, last]) => lines.join(end) + (last ? end : ""));

describe("the reader of CSV lines", () => {
  it("reads what another reader reads", () => {
    let rows = 0;
    fc.assert(
      fc.property(file, (text) => {
        const found = ours(text);
        rows += found?.length ?? 0;
        assert.deepEqual(found, theirs(text));
      }),
      { numRuns: 5000 },
    );
    assert.ok(rows > 5000);
  });

  it("takes no stray quote that another reader refuses, and of what that one takes only quotes inside a cell", () => {
    const stray = fc.string({ unit: fc.constantFrom(...'ab,""'), maxLength: 8 });
    const seen = { both: 0, none: 0, theirs: 0 };
    fc.assert(
      fc.property(stray, (text) => {
        const [one, other] = [ours(text), theirs(text)];
        if (one) assert.deepEqual(one, other);
        else assert.ok(other === null || other.flat().some((each) => each.includes('"')), text);
        seen[one ? "both" : other ? "theirs" : "none"]++;
      }),
      { numRuns: 5000 },
    );
    assert.ok(
      Object.values(seen).every((times) => times > 50),
      JSON.stringify(seen),
    );
  });

  it("counts lines as an editor does, and leaves out those that are empty", () => {
    const sheet = openSheet(Buffer.from('\ufeffa,b\r\n\r\n\n,\n"c","d\n",e\n\nf,g'));
    assert.equal(sheet.type, "opened");
    if (sheet.type !== "opened") return;
    const lines = [...sheet.lines].map(({ type, line }) => [type, line]);
    assert.deepEqual(lines, [
      ["row", 1],
      ["fault", 5],
      ["fault", 6],
      ["row", 8],
    ]);
  });
});
