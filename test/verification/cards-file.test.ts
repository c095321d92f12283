// Cards' files: what is taken, and every fault with its line.

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { readingCards } from "../../src/verification/cards-file.ts";
import type { NewCard } from "../../src/verification/enrolment.ts";
import type { FileOutcome, RowWhy } from "../../src/verification/sheet-rows.ts";
import { readWhole } from "./sheet-reading.ts";

const header = (cells: number): string => ["serial", ...Array.from({ length: cells }, (_, at) => at + 1)].join(",");
const codes = (cells: number): readonly string[] => Array.from({ length: cells }, (_, at) => `${7000 + at}`);
const card = (serial: string, cells: number): string => [serial, ...codes(cells)].join(",");

function read(...lines: readonly string[]): FileOutcome<NewCard> {
  return readWhole(readingCards(Buffer.from(lines.join("\n"))));
}

function plain(outcome: FileOutcome<NewCard>) {
  assert.equal(outcome.type, "read", JSON.stringify(outcome));
  if (outcome.type !== "read") return [];
  return outcome.items.map(({ serial, codes }, index) => {
    return [outcome.lines[index], serial, codes.use((bytes) => Buffer.from(bytes).toString())];
  });
}

describe("a cards' file", () => {
  it("gives cards of 30 cells or of 35, the last five columns empty or left out", () => {
    const five = ",".repeat(5);
    const lines = [card("710000000001", 35), card("710000000002", 30), `${card("710000000003", 30)}${five}`];
    assert.deepEqual(plain(read(header(35), ...lines)), [
      [2, "710000000001", codes(35).join("")],
      [3, "710000000002", codes(30).join("")],
      [4, "710000000003", codes(30).join("")],
    ]);
    assert.deepEqual(plain(read(header(30), card("710000000002", 30))), [[2, "710000000002", codes(30).join("")]]);
  });

  it("leaves no code in the bytes of the file", () => {
    const bytes = Buffer.from(
      [header(30), card("710000000001", 30), card("7", 30), card("710000000001", 29)].join("\n"),
    );
    readWhole(readingCards(bytes));
    assert.ok(!/70\d\d/.test(bytes.toString("latin1").split("\n").slice(1).join()));
  });
});

describe("a fault in a cards' file", () => {
  const last = card("710000000009", 30);
  const faults: readonly (readonly [why: RowWhy, column: string | null, line: string, first?: number])[] = [
    ["serial-malformed", "serial", card("", 30)],
    ["serial-malformed", "serial", card("71000000001", 30)],
    ["serial-malformed", "serial", card("71000000000a", 30)],
    ["serial-again", "serial", card("710000000001", 35), 2],
    ["code-count", "serial", card("710000000002", 29)],
    ["code-count", "serial", card("710000000002", 34)],
    ["code-count", "serial", "710000000002"],
    ["code-malformed", "17", card("710000000002", 30).replace("7016", "716")],
    ["code-malformed", "1", card("710000000002", 30).replace("7000", "")],
    ["code-malformed", "30", card("710000000002", 30).replace("7029", "70290")],
    ["code-malformed", "5", card("710000000002", 30).replace("7004", "7oo4")],
    ["cells", null, `${card("710000000002", 35)},`],
    ["quote", null, card("710000000002", 30).replace("7004", '"7004')],
  ];
  for (const [index, [why, column, line, first]] of faults.entries())
    it(`is named ${why}, with its line and its column (${index + 1})`, () => {
      const outcome = read(header(35), card("710000000001", 30), line, last);
      const found = { line: 3, column, why, first: first ?? null };
      assert.deepEqual(outcome, { type: "faulty", faults: [found], more: false });
    });

  it("is a header that is not in order", () => {
    for (const [text, position] of [
      [header(30).replace("7,8", "8,7"), 8],
      [header(30).replace("serial", "Serial"), 1],
      [last, 1],
    ] as const) {
      const outcome = read(text, last);
      assert.equal(
        outcome.type === "refused" && outcome.why.type === "header-unknown" && outcome.why.position,
        position,
      );
    }
    for (const cells of [0, 29, 31, 34]) assert.equal(read(header(cells), last).type, "refused");
  });
});
