// Names: what people are called is taken, what would lie on a screen is not.

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { parseName } from "../../src/verification/person-name.ts";

describe("a person's name", () => {
  it("is whatever people and their companies are called", () => {
    for (const name of [
      "홍길동",
      "이",
      "JOHN SMITH",
      "Nguyễn Văn A",
      "O'Brien-Müller",
      "(주)한국상사 3",
      "王小明",
      "J. R.",
    ])
      assert.deepEqual(parseName(name), { type: "name", name });
    assert.deepEqual(parseName("홍길동".normalize("NFD")), { type: "name", name: "홍길동" });
    assert.deepEqual(parseName("가".repeat(30)), { type: "name", name: "가".repeat(30) });
  });

  for (const [why, names] of [
    ["name-missing", ["", " ", "\u3000", "\t"]],
    ["name-too-long", ["가".repeat(31), "\u{20000}".repeat(31)]],
    [
      "name-malformed",
      [
        ...[
          "홍\u202e길동",
          "홍\u2066길동",
          "\u200f홍",
          "홍\u200b",
          "홍\ufeff",
          "홍\u00ad",
          "홍\u0000",
          "홍\u001b[2J",
          "홍\u0085",
        ],
        ...[
          "홍\u2028",
          "홍\u3000길동",
          "홍\u00a0길동",
          " 홍",
          "홍 ",
          "홍  길동",
          "\u3164",
          "\u115f\u1160",
          "\u2800홍",
          "\ue000홍",
        ],
        ...[
          "홍%",
          "홍_",
          '홍"',
          "123",
          "-",
          "\u0301a",
          `a${"\u0317".repeat(4)}`,
          "900101-1234567",
          "홍123456",
          "\ud800홍",
        ],
      ],
    ],
  ] as const)
    it(`is refused: ${why}`, () => {
      for (const name of names) assert.deepEqual(parseName(name), { type: "name-refused", why }, JSON.stringify(name));
    });
});
