// K_0 on paper: read back as it was shown by two officers, a slip of the pen found.

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { keyOfWords, wordsOfKey } from "../../src/commands/first-key-words.ts";
import { handOver } from "../../src/commands/hand-over.ts";
import { qrCode } from "../../src/screens/terminal/qr-code.ts";
import { Secret } from "../../src/secret.ts";

const key = (): Secret => Secret.from(Uint8Array.from({ length: 32 }, (_, at) => 7 * at));

describe("the first key in words", () => {
  it("is read back as it was, whatever the key, the blanks and the capitals", () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 32, maxLength: 32 }), (bytes) => {
        const words = wordsOfKey(Secret.from(Uint8Array.from(bytes)));
        assert.equal(words.length, 17);
        const read = keyOfWords(` ${words.join("  ").toUpperCase()}\n`);
        assert.ok(read.type === "key" && read.key.equals(Secret.from(Uint8Array.from(bytes))));
      }),
    );
  });

  it("has the words of the proposal: 127.0.0.1 is lusab-babad", () => {
    const bytes = new Uint8Array(32);
    bytes.set([127, 0, 0, 1]);
    assert.deepEqual(wordsOfKey(Secret.from(bytes)).slice(0, 2), ["lusab", "babad"]);
  });

  it("names a word that is none, and finds one that is another", () => {
    const words = [...wordsOfKey(key())];
    assert.deepEqual(keyOfWords(words.with(4, "babax").join(" ")), { type: "no-word", word: 5 });
    assert.deepEqual(keyOfWords(words.slice(1).join(" ")), { type: "not-as-many", found: 16 });
    assert.equal(keyOfWords(words.with(4, words[4] === "babab" ? "babad" : "babab").join(" ")).type, "check-differs");
  });
});

function at(answers: readonly (string | null)[]) {
  const said: string[] = [];
  let cleared = 0;
  const left = [...answers];
  const means = {
    print: (line: string): void => void said.push(line),
    ask: async (): Promise<string | null> => left.shift() ?? null,
    draw: (text: string): readonly string[] => [`code ${text}`],
    clear: (): void => void cleared++,
  };
  return { means, said, cleared: () => cleared };
}
const words = wordsOfKey(key());
const lines = [0, 6, 12].map((at) => words.slice(at, at + 6).join(" "));
const real = { optional: false };

describe("the hand-over", () => {
  it("ends when two officers have typed it back, each by a name of their own, the screen cleared each time", async () => {
    const { means, said, cleared } = at(["박책임", "", "", ...lines, "박책임", "최책임", "", "", words.join(" ")]);
    assert.deepEqual(await handOver(key(), means, real), ["박책임", "최책임"]);
    assert.equal(cleared(), 8);
    assert.ok(said.some((line) => line.startsWith("Two officers keep the key")));
  });

  it("asks at once for those words alone that were not as shown, and shows one again to a paper that has it wrong", async () => {
    const typed = [
      words.with(1, "babab").slice(0, 6).join(" "),
      lines[1] ?? "",
      words.with(16, "x").slice(12).join("-"),
    ];
    const second = ["babad", "", "", ` ${words[1]?.toUpperCase()}`];
    const first = ["박책임", "", "", typed[0] ?? "", ...second, ...typed.slice(1), words[16] ?? ""];
    const { means, said } = at([...first, "최책임", "", "", ...lines]);
    assert.deepEqual(await handOver(key(), means, real), ["박책임", "최책임"]);
    const wrong = said.filter((line) => line.includes("is another one")).map((line) => line.split(" is")[0]);
    assert.deepEqual(wrong, ["Word 2", "Word 17"]);
    assert.ok(said.includes("That is not word 2: five letters, as they were shown."));
  });

  it("has no page that is longer or wider than a small terminal", async () => {
    const { means } = at([
      "박책임",
      "",
      "",
      ...lines,
      "최책임",
      "",
      "",
      words.with(3, "x").join(" "),
      "",
      "",
      words[3] ?? "",
    ]);
    const pages: string[][] = [[]];
    const print = (line: string): void => void pages.at(-1)?.push(line);
    const paged = {
      ...{ draw: qrCode, print },
      clear: (): void => void pages.push([]),
      ask: (question: string) => {
        print(question);
        return means.ask();
      },
    };
    assert.deepEqual(await handOver(key(), paged, real), ["박책임", "최책임"]);
    // The last row is the cursor's.
    for (const page of pages)
      assert.ok(page.length <= 24 && page.every((line) => line.length <= 80), `${page.length}\n${page.join("\n")}`);
    assert.ok(pages.some((page) => page.some((line) => line.includes("█"))));
  });

  it("makes nothing when one gives up, wherever", async () => {
    const whole = ["박책임", "", "", ...lines, "최책임", "", "", "babab babab", ...lines];
    for (let end = 0; end < whole.length; end++)
      assert.equal(await handOver(key(), at([...whole.slice(0, end), null]).means, real), null);
  });

  it("is for whoever wants to try it where the people are invented", async () => {
    assert.deepEqual(await handOver(key(), at([""]).means, { optional: true }), []);
    const { means } = at(["박책임", "", "", ...lines, "최책임", "", "", ...lines]);
    assert.deepEqual(await handOver(key(), means, { optional: true }), ["박책임", "최책임"]);
  });
});

describe("what is typed in a wrong place", () => {
  it("takes a line that is typed anew, or in another's place, for what it is", async () => {
    const short = words.slice(1, 6).join(" ");
    const [first = "", second = "", third = ""] = lines;
    const { means, said } = at([
      ...["박책임", "", "", short, first, first, second, third],
      ...["최책임", "", "", ...lines],
    ]);
    const asked: string[] = [];
    const asking = {
      ...means,
      ask: (question: string) => {
        asked.push(question);
        return means.ask();
      },
    };
    assert.deepEqual(await handOver(key(), asking, real), ["박책임", "최책임"]);
    const lineQuestions = asked.filter((question) => question.startsWith("Word")).slice(0, 5);
    assert.deepEqual(lineQuestions, [
      ...["Words 1 to 6: ", "Word 6: ", "Words 7 to 12: ", "Words 7 to 12: ", "Words 13 to 17: "],
    ]);
    assert.ok(said.some((line) => line.startsWith("Those are not words 7 to 12.")));
    assert.ok(!said.some((line) => line.includes("is another one")));
  });

  it("shows a paper that is another's its words, one by one, after a second try", async () => {
    const other = "babab ".repeat(6);
    const shown = words.slice(0, 6).flatMap((word) => ["", "", word]);
    const { means } = at(["박책임", "", "", other, other, ...shown, ...lines.slice(1), "최책임", "", "", ...lines]);
    assert.deepEqual(await handOver(key(), means, real), ["박책임", "최책임"]);
  });

  it("takes no words of the key for a name, and no name that the journal could not show", async () => {
    const noNames = [
      lines[0] ?? "",
      words[3]?.toUpperCase() ?? "",
      "lusab-babad gutih",
      "박\u202e책임",
      "a".repeat(31),
    ];
    const { means, said } = at([...noNames, "박책임", "", "", ...lines, "최책임", "", "", ...lines]);
    assert.deepEqual(await handOver(key(), means, real), ["박책임", "최책임"]);
    assert.equal(said.filter((line) => line.startsWith("Those are words of a first key")).length, 3);
    assert.equal(said.filter((line) => line.startsWith("That is no name")).length, 2);
  });
});
