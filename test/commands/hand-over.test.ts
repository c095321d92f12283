// K_0 on paper: read back as it was shown by two officers, a slip of the pen found.

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { keyOfWords, wordsOfKey } from "../../src/commands/first-key-words.ts";
import { handOver } from "../../src/commands/hand-over.ts";
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

describe("the hand-over", () => {
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
  const paper = wordsOfKey(key()).join(" ");

  it("ends when two officers have typed it back, each by a name of their own, the screen cleared each time", async () => {
    const { means, said, cleared } = at(["박책임", "", "wrong words", paper, "박책임", "최책임", "", paper]);
    assert.deepEqual(await handOver(key(), means), ["박책임", "최책임"]);
    assert.equal(cleared(), 4);
    assert.ok(said.some((line) => line.startsWith("Word 1 is none")));
    assert.ok(said.some((line) => line.startsWith("Two officers keep the key")));
  });

  it("makes nothing when one gives up", async () => {
    assert.equal(await handOver(key(), at(["박책임", "", paper, "최책임", "", null]).means), null);
  });
});
