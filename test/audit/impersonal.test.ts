// Whatever was typed, the table takes the row, and holds nobody's number.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { openAuditRows } from "../../db/audit-rows.ts";
import { canonicalJson, type Fields } from "../../src/audit/canonical-json.ts";
import { nobody } from "../../src/audit/entry.ts";
import { impersonal } from "../../src/audit/impersonal.ts";
import { begun, journalOf } from "../db/new-journal.ts";

/** The conditions of the table (db/schema.ts), once more. */
const refused = [/[0-9]{6}-[0-9]{7}/, /"[0-9]{13}"/];

const written = (fields: Fields): string => canonicalJson(impersonal(fields, canonicalJson(fields)));

describe("a fact", () => {
  for (const [what, given, kept] of [
    ["a printed number", "900101-1234567", "900101-*******"],
    ["one inside a text", "님의 900101-1234567번", "님의 900101-*******번"],
    ["two of them", "900101-1234567 900101-1234567", "900101-******* 900101-*******"],
    ["thirteen digits", "9001011234567", "900101*******"],
    ["thirteen digits behind a quotation mark", 'x"9001011234567', 'x"900101*******'],
    ["fourteen digits, which are an account's or a hash's", "01234502100017", "01234502100017"],
    ["a date and a time", "2026-11-23T00:00:00.000Z", "2026-11-23T00:00:00.000Z"],
  ] as const)
    it(`keeps of ${what}: ${kept}`, () => {
      assert.deepEqual(JSON.parse(written({ drive: given, list: [given, 1] })), { drive: kept, list: [kept, 1] });
    });

  it("tells a device's number of thirteen digits from another one's", () => {
    assert.equal(written({ serial: "2608010000042" }), '{"serial":"2608010-000042"}');
  });

  it("never looks like a personal number, a hundred thousand times", () => {
    const pieces = ["0", "900101", "1234567", "123456", "-", '"', "\\", " ", "홍", "9001011234567", ","];
    const text = fc.array(fc.constantFrom(...pieces), { maxLength: 8 }).map((parts) => parts.join(""));
    let masked = 0;
    fc.assert(
      fc.property(text, fc.constantFrom("serial", "drive"), (value, key) => {
        const body = written({ [key]: value, list: [value] });
        if (body !== canonicalJson({ [key]: value, list: [value] })) masked++;
        assert.ok(!refused.some((pattern) => pattern.test(body)), body);
      }),
      { numRuns: 100_000 },
    );
    assert.ok(masked > 2_000, `${masked}`);
  });

  it("is taken by the table, and the journal stays whole", () => {
    const { home, database } = begun();
    const journal = journalOf(database, home.means);
    journal.append({ event: "drive-inserted", drive: "900101-1234567" }, nobody);
    journal.append({ event: "otp-locked", serial: "2608010000042" }, nobody);
    const bodies = openAuditRows(database).all();
    assert.match([...bodies].map(({ body }) => body).join("\n"), /"900101-\*{7}"[\s\S]*"2608010-000042"/);
    database.close();
  });
});
