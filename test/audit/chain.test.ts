// The chain against values computed by Python, and its canonical JSON.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, it } from "node:test";
import fc from "fast-check";
import { canonicalJson, type Fields } from "../../src/audit/canonical-json.ts";
import { EvolvingKey, keyCommitment, noRow, rowHash } from "../../src/audit/chain.ts";
import type { Fact } from "../../src/audit/entry.ts";

type Vector = {
  readonly firstKey: string;
  readonly commitment: string;
  readonly key1000: string;
  readonly rows: readonly {
    readonly fields: Fields;
    readonly seq: number;
    readonly body: string;
    readonly hash: string;
    readonly mac: string;
    readonly key: string;
  }[];
};
const vector = JSON.parse(readFileSync(new URL("../vectors/audit/chain.json", import.meta.url), "utf8")) as Vector;
const firstKey = Buffer.from(vector.firstKey, "hex");
const hex = (key: EvolvingKey): string => key.use((bytes) => Buffer.from(bytes).toString("hex"));

describe("the chain", () => {
  it("has the body, hash, MAC and key of each row that Python computed", () => {
    const key = new EvolvingKey(0, firstKey);
    let previous = noRow;
    for (const row of vector.rows) {
      assert.equal(canonicalJson(row.fields), row.body);
      assert.equal(rowHash(previous, row.body), row.hash);
      assert.ok(key.evolveTo(row.seq));
      assert.equal(hex(key), row.key);
      assert.equal(key.mac(row.hash), row.mac);
      previous = row.hash;
    }
    assert.equal(vector.rows.length, 4);
    assert.equal(keyCommitment(firstKey), vector.commitment);
  });

  it("evolves a key forward, whatever the steps, and never back", () => {
    const key = new EvolvingKey(0, firstKey);
    assert.ok(key.evolveTo(400));
    assert.ok(key.evolveTo(1000));
    assert.equal(hex(key), vector.key1000);
    assert.equal(key.evolveTo(999), false);
    assert.equal(hex(key), vector.key1000);
  });

  it("leaves no byte of a wiped key", () => {
    const key = new EvolvingKey(0, firstKey);
    key.wipe();
    assert.equal(hex(key), "00".repeat(32));
  });
});

describe("canonical JSON", () => {
  it("orders keys by UTF-16 units, as in RFC 8785 §3.2.3", () => {
    const fields = { "\u20ac": 1, "\r": 2, "\ufb33": 3, "1": 4, "\ud83d\ude00": 5, "\u0080": 6, "\u00f6": 7 };
    assert.equal(canonicalJson(fields), '{"\\r":2,"1":4,"\u0080":6,"\u00f6":7,"\u20ac":1,"\ud83d\ude00":5,"\ufb33":3}');
  });

  it("refuses fractions, infinities and lone surrogates", () => {
    for (const value of [1.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53, "\ud800"]) {
      assert.throws(() => canonicalJson({ value }), TypeError);
    }
    assert.equal(canonicalJson({ value: -0 }), '{"value":0}');
  });

  it("is the same text after it was read and written again", () => {
    const scalar = fc.oneof(fc.string({ unit: "grapheme" }), fc.maxSafeInteger(), fc.boolean(), fc.constant(null));
    const fields = fc.dictionary(fc.string({ unit: "grapheme" }), fc.oneof(scalar, fc.array(scalar)));
    fc.assert(
      fc.property(fields, (value) => {
        const text = canonicalJson(value);
        assert.equal(canonicalJson(JSON.parse(text) as Fields), text);
      }),
    );
  });
});

describe("the entry", () => {
  it("has no field that the journal itself writes", () => {
    type KeyOf<T> = T extends unknown ? keyof T : never;
    type Clash = Extract<KeyOf<Fact>, "seq" | "time" | "terminal" | "ceremony" | "staff">;
    const none: [Clash] extends [never] ? true : Clash = true;
    assert.ok(none);
  });
});
