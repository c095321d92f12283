// Secret digits are taken out of a body before it is text.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { liftSecrets, parseObject } from "../../../hardware/http/json.ts";
import type { Secret } from "../../../src/secret.ts";

const shown = (secret: Secret): string => secret.use((bytes) => Buffer.from(bytes).toString("latin1"));

describe("secret digits in a body", () => {
  for (const [what, text, lifted, left] of [
    ["one", '{"n":"900101"}', ["900101"], '{"n":"000000"}'],
    ["two, with blanks", '{"a":[{"n" :\t"12"},{"n": \n"34"}]}', ["12", "34"], '{"a":[{"n" :\t"00"},{"n": \n"01"}]}'],
    ["none that are no digits", '{"n":"12a","x":1}', [], '{"n":"12a","x":1}'],
    ["none that are a number", '{"n":900101}', [], '{"n":900101}'],
    ["none of another member", '{"nn":"12","m":"34"}', [], '{"nn":"12","m":"34"}'],
    ["none that are no member", '{"m":"n","k":["n","12"]}', [], '{"m":"n","k":["n","12"]}'],
    ["none inside a text", '{"m":"\\"n\\":\\"12\\""}', [], '{"m":"\\"n\\":\\"12\\""}'],
    ["none that are nothing", '{"n":""}', [], '{"n":""}'],
    ["none that never end", '{"n":"12', [], '{"n":"12'],
  ] as const)
    it(`are found: ${what}`, () => {
      const body = Buffer.from(text);
      assert.deepEqual(liftSecrets(body, "n").map(shown), lifted);
      assert.equal(body.toString(), left);
    });

  it("leave nothing of themselves behind, and the rest as it was", () => {
    const value = fc.record({ n: fc.stringMatching(/^[5-9]{13}$/), m: fc.string() });
    fc.assert(
      fc.property(fc.array(value, { maxLength: 9 }), (list) => {
        const body = Buffer.from(JSON.stringify({ list }));
        const secrets = liftSecrets(body, "n").map(shown);
        assert.deepEqual(
          secrets,
          list.map(({ n }) => n),
        );
        const kept = list.map((each, index) => ({ ...each, n: String(index).padStart(13, "0") }));
        assert.deepEqual(parseObject(body), { list: kept });
      }),
      { numRuns: 100_000 },
    );
  });

  it("are looked for in any bytes", () => {
    const bits = fc.constantFrom('"n"', ":", '"', " ", "12", "{", "}", ",", "\\", "x", "\u0000");
    fc.assert(
      fc.property(fc.array(bits, { maxLength: 20 }), (parts) => {
        const body = Buffer.from(parts.join(""));
        const { length } = body;
        liftSecrets(body, "n");
        assert.equal(body.length, length);
      }),
      { numRuns: 100_000 },
    );
  });
});
