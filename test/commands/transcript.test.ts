// Text becomes lines to play, or the line that is none is named.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { duration, readTranscript } from "../../src/commands/transcript.ts";

describe("a transcript", () => {
  it("is read word by word: quotes hold blanks, `=` makes an option, # a comment", () => {
    const read = readTranscript('# a story\nmode kiosk\n\naudit  a b=1 why="x y"  # so\r\ntype "b=1 #" enter');
    assert.ok(read.type === "transcript");
    assert.deepEqual(
      read.lines.map(({ number, verb, words, options }) => [number, verb, words, { ...options }]),
      [
        [2, "mode", ["kiosk"], {}],
        [4, "audit", ["a"], { b: "1", why: "x y" }],
        [5, "type", ["b=1 #", "enter"], {}],
      ],
    );
  });

  for (const [what, text, number] of [
    ["no line at all", "# nothing\n", 1],
    ["an open quote", 'mode kiosk\nsee "half', 2],
    ["an unknown verb", "mode kiosk\n\njump", 3],
    ["something before the mode", "key 1\nmode kiosk", 1],
  ] as const)
    it(`is malformed with ${what}, in line ${number}`, () => {
      const read = readTranscript(text);
      assert.deepEqual([read.type, read.type === "malformed" && read.number], ["malformed", number]);
    });

  it("is lines or a named fault, whatever the text, a hundred thousand times", () => {
    const pieces = [
      "mode kiosk\n",
      "key",
      " ",
      "1",
      '"',
      "#",
      "\n",
      "\r\n",
      "a=",
      "=",
      "wait",
      "홍",
      "\u0000",
      "__proto__=1",
    ];
    const text = fc.oneof(
      fc.array(fc.constantFrom(...pieces), { maxLength: 20 }).map((parts) => parts.join("")),
      fc.string({ unit: "binary", maxLength: 60 }),
    );
    const seen = { transcript: 0, malformed: 0 };
    fc.assert(
      fc.property(text, fc.boolean(), (body, begun) => {
        const read = readTranscript(begun ? `mode kiosk\n${body}` : body);
        seen[read.type]++;
        if (read.type === "malformed") assert.ok(read.number >= 1 && read.why.length > 10);
        else assert.equal(read.lines[0]?.verb, "mode");
      }),
      { numRuns: 100_000 },
    );
    assert.ok(seen.transcript > 5_000 && seen.malformed > 5_000, JSON.stringify(seen));
  });
});

describe("a time in a transcript", () => {
  it("is a number with its unit, or none", () => {
    for (const [text, milliseconds] of [
      ["61s", 61_000],
      ["+3m", 180_000],
      ["-1h", -3_600_000],
      ["5ms", 5],
      ["61", null],
      ["1d", null],
      ["", null],
    ] as const)
      assert.equal(duration(text), milliseconds);
  });
});
