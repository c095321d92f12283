// The export: what is asked for and nothing else, signed, and journaled before anybody has it.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { describe, it } from "node:test";
import { parse } from "csv-parse/sync";
import { openAuditRows } from "../../db/audit-rows.ts";
import { isSigned } from "../../src/audit/checkpoint.ts";
import { nobody } from "../../src/audit/entry.ts";
import { type Journal, JournalUnwritable } from "../../src/audit/journal.ts";
import { everything, type Selection } from "../../src/audit/selection.ts";
import { auditExport, type ExportMeans, exportTag } from "../../src/commands/audit-export.ts";
import { signer } from "../db/journal-means.ts";
import { begun, journalOf } from "../db/new-journal.ts";

type Out = { text: string; signature: string | null; there: boolean };

function written() {
  const { home, database } = begun();
  const journal = journalOf(database, home.means);
  const at = (ceremony: string, staff: string | null) => ({ ceremony, staff });
  journal.append({ event: "customer-chosen", customer: "hong" }, at("c-1", "100001"));
  journal.append({ event: "customer-chosen", customer: "kim" }, at("c-2", "100002"));
  journal.append({ event: "idle-warned", at: '=HYPERLINK("x"), 창구' }, at("c-1", "100001"));
  journal.append({ event: "staff-refused", number: "100002", left: 4 }, nobody);
  const out: Out = { text: "", signature: null, there: true };
  const means = (own: Journal = journal): ExportMeans => ({
    rows: openAuditRows(database),
    journal: own,
    signer,
    database: "0b5fbb9c-1df3-4c11-9f5a-3d4f6a1e2c77",
    operator: "root",
    now: new Date("2026-11-23T00:00:00Z"),
    file: {
      name: "out",
      write: (text) => {
        out.text += text;
      },
      publish: (signature) => {
        out.signature = signature;
      },
      discard: () => {
        out.there = false;
      },
    },
    print: () => {},
  });
  const ask = (selection: Partial<Selection>, format: "jsonl" | "csv" = "jsonl", own?: Journal): number => {
    Object.assign(out, { text: "", signature: null, there: true });
    return auditExport({ selection: { ...everything, ...selection }, format, json: false }, means(own));
  };
  return { database, out, ask };
}

const seqs = (text: string): readonly number[] =>
  text
    .trim()
    .split("\n")
    .map((line) => (JSON.parse(line) as { readonly seq: number }).seq);

describe("audit export", () => {
  it("selects by officer, customer, event, ceremony and day", () => {
    const { database, out, ask } = written();
    const asked = (selection: Partial<Selection>): readonly number[] => {
      ask(selection);
      return seqs(out.text);
    };
    assert.deepEqual(asked({ staff: "100002" }), [2, 4]);
    assert.deepEqual(asked({ customer: "hong" }), [1, 3]);
    assert.deepEqual(asked({ events: ["idle-warned", "staff-refused"] }), [3, 4]);
    assert.deepEqual(asked({ ceremony: "c-2" }), [2]);
    assert.deepEqual(asked({ to: "2999-01-01T00:00:00.000Z", staff: "100001" }), [1, 3]);
    assert.equal(ask({ from: "2999-01-01T00:00:00.000Z" }), 1);
    assert.ok(!out.there && out.signature === null);
    database.close();
  });

  it("is signed over what it holds and what was asked for, and journaled with the same digest", () => {
    const { database, out, ask } = written();
    assert.equal(ask({ customer: "hong" }), 0);
    const { statement, signature } = JSON.parse(out.signature ?? "") as Record<string, string>;
    assert.ok(statement && signature && isSigned(exportTag + statement, signature, signer.publicKey));
    const stated = JSON.parse(statement) as Record<string, unknown>;
    assert.equal(stated.digest, createHash("sha256").update(out.text).digest("hex"));
    assert.equal(stated.wanted, "customer=hong");
    const rows = [...openAuditRows(database).all()].map(({ body }) => JSON.parse(body) as Record<string, unknown>);
    assert.equal(rows.find(({ event }) => event === "journal-exported")?.digest, stated.digest);
    database.close();
  });

  it("is CSV that a strict reader reads, and that a spreadsheet does not take for formulas", () => {
    const { database, out, ask } = written();
    assert.equal(ask({ ceremony: "c-1" }, "csv"), 0);
    const rows = parse<Record<string, string>>(out.text, { columns: true });
    assert.deepEqual(
      rows.map(({ seq, event, staff }) => [seq, event, staff]),
      [
        ["1", "customer-chosen", "100001"],
        ["3", "idle-warned", "100001"],
      ],
    );
    assert.deepEqual(JSON.parse(rows[1]?.fields ?? ""), { at: '=HYPERLINK("x"), 창구' });
    assert.ok(!/(^|,)"?[=+@-]/m.test(out.text));
    database.close();
  });

  it("leaves no file when it cannot be journaled", () => {
    const { database, out, ask } = written();
    const broken: Journal = {
      append: () => {
        throw new JournalUnwritable("the disk is full");
      },
      appendAll: () => ({ seq: 0, head: "" }),
      seal: () => {},
    };
    assert.throws(() => ask({}, "jsonl", broken), JournalUnwritable);
    assert.ok(!out.there && out.signature === null);
    database.close();
  });
});
