// Rotation: rows of past months lie in files of their own, one journal is proven across all of them, and a file goes for good.

import assert from "node:assert/strict";
import { chmodSync, copyFileSync, existsSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import Sqlite from "better-sqlite3";
import { openAuditRows } from "../../db/audit-rows.ts";
import { openJournalFolder } from "../../db/journal-files.ts";
import { fileFactsIn, joinJournal } from "../../src/audit/journal-files.ts";
import { databaseOf, verifyJournal } from "../../src/audit/verify.ts";
import { auditForward } from "../../src/commands/audit-forward.ts";
import { turnBefore } from "../../src/commands/audit-rotate.ts";
import { looked, names, proofOf, rotate, twoFiles, verdict, verified, written } from "./filed-journal.ts";

describe("rotation", () => {
  it("turns in Korea, and a day after the month has, so that no ceremony is cut in two", () => {
    assert.equal(turnBefore(new Date("2026-11-01T14:59:59Z"), "month").toISOString(), "2026-09-30T15:00:00.000Z");
    assert.equal(turnBefore(new Date("2026-11-01T15:00:00Z"), "month").toISOString(), "2026-10-31T15:00:00.000Z");
    assert.equal(turnBefore(new Date("2026-11-25T00:00:00Z"), "year").toISOString(), "2025-12-31T15:00:00.000Z");
  });

  it("moves rows of past months into files, and one journal is proven across them", async () => {
    const target = twoFiles();
    const before = openAuditRows(target.database).after(0, 1)[0];
    assert.ok(before && before.seq > 40, "the database holds row 0 and this month's rows");
    const verification = verified(target);
    assert.ok(verification.type === "whole");
    assert.deepEqual(verification.proven, [{ from: 0, to: verification.last, by: "first-key" }]);
    assert.equal(verified(target, { firstKey: null, state: null }).type, "whole");
    const seqs = looked(target, (rows) => [...rows.all()].map(({ seq }) => seq));
    assert.deepEqual(seqs, [...Array(verification.last + 1).keys()]);
    const backwards = (limit: number): readonly number[] =>
      looked(target, (rows) => {
        const found = [...rows.before(verification.last + 1, limit)];
        for (let at = found.at(-1); at && at.seq > 0; at = found.at(-1)) found.push(...rows.before(at.seq, limit));
        return found.map(({ seq }) => seq);
      });
    for (const limit of [1000, 7, 1]) assert.deepEqual(backwards(limit), [...seqs].reverse());
    assert.match((await verdict(target))[1], /^Rows 0 to \d+ are in journal-0-\d+\.sqlite: whole\.$/m);
    const told = looked(target, (rows) => fileFactsIn(rows.fileFacts()).map(({ event }) => event));
    assert.deepEqual(told, ["journal-rotating", "journal-rotated", "journal-rotating", "journal-rotated"]);
    assert.equal(rotate(target)[1], "Nothing is to be moved, and no file is old enough to go.");
    target.database.close();
  });

  it("lets no row go of which no row says in which file it lies, and never row 0", () => {
    const { database } = written(1);
    assert.throws(() => database.client.exec("DELETE FROM audit WHERE seq = 3"), /rows are never removed/);
    const target = twoFiles();
    assert.throws(() => target.database.client.exec("DELETE FROM audit WHERE seq = 0"), /rows are never removed/);
    database.close();
    target.database.close();
  });

  it("moves nothing out of a journal that is not whole", () => {
    const target = written(2);
    target.database.client.exec("DROP TRIGGER audit_no_update; UPDATE audit SET body = body || ' ' WHERE seq = 15");
    target.at("2026-11-03T00:00:00Z");
    assert.deepEqual(rotate(target), [1, "Nothing was done: BROKEN; run: changgu audit verify"]);
    // Even if nobody had looked before.
    assert.equal(rotate(target, { verdict: () => null })[0], 1);
    assert.ok(!existsSync(target.folder) || names(target).length === 0);
    target.database.close();
  });

  it("that was cut off is ended by the next one", () => {
    const target = written(2);
    target.at("2026-11-03T00:00:00Z");
    const cut = (): never => {
      throw new Error("the power went");
    };
    assert.throws(() => rotate(target, { removeRows: cut }), /the power went/);
    assert.equal(verified(target).type, "whole", "rows that lie in both are read once");
    assert.equal(rotate(target)[0], 0);
    assert.ok((openAuditRows(target.database).after(0, 1)[0]?.seq ?? 0) > 40);
    assert.equal(verified(target).type, "whole");
    target.database.close();
  });
});

describe("rows in files", () => {
  it("is no end to whoever reads: a server gets the rows on where it left off, and a long reading says how far it is", async () => {
    const target = twoFiles();
    const journal = joinJournal(openAuditRows(target.database), openJournalFolder(target.folder));
    const { rows } = journal;
    const last = rows.last()?.seq ?? 0;
    const at = rows.after(9, 1)[0];
    assert.ok(at);
    const kept = { database: databaseOf(rows) ?? "", seq: at.seq, hash: at.hash };
    const delivered: string[] = [];
    const code = await auditForward(
      { follow: false },
      {
        rows,
        server: "loghost:514",
        cursor: { read: () => kept, keep: () => {} },
        async deliver(messages) {
          delivered.push(...messages.map((message) => /seq="(\d+)"/.exec(message.toString())?.[1] ?? ""));
          return { type: "taken" };
        },
        pause: async () => false,
        print: () => {},
        complain: assert.fail,
      },
    );
    assert.equal(code, 0);
    assert.deepEqual(
      delivered.map(Number),
      [...Array(last - at.seq).keys()].map((row) => at.seq + 1 + row),
    );
    const told: number[] = [];
    verifyJournal(rows, { proof: proofOf(target.home), progress: (row) => told.push(row) });
    assert.deepEqual(
      told,
      told.toSorted((one, other) => one - other),
    );
    assert.ok(told.length >= 4 && (told.at(-1) ?? 0) <= last, "each checkpoint is told");
    journal.close();
    target.database.close();
  });
});

describe("a file of former rows", () => {
  it("that is missing is named with its rows", async () => {
    const target = twoFiles();
    rmSync(join(target.folder, names(target)[0] ?? ""));
    const [code, said] = await verdict(target);
    assert.equal(code, 1);
    assert.match(said, /^BROKEN\. Rows 0 to \d+ are in the file journal-0-\d+\.sqlite, which is missing/);
    assert.equal(rotate(target)[0], 1);
    target.database.close();
  });

  it("that was altered is named by the row, or by itself where the rows are the same", async () => {
    const target = twoFiles();
    const file = join(target.folder, names(target)[1] ?? "");
    chmodSync(file, 0o600);
    const client = new Sqlite(file);
    const { seq } = client.prepare("SELECT min(seq) + 5 seq FROM audit").get() as { readonly seq: number };
    client.exec("CREATE TABLE more (x)");
    const [code, said] = await verdict(target);
    assert.equal(code, 1);
    assert.match(said, /^BROKEN\. journal-\d+-\d+\.sqlite is not the file that was written/);
    client.exec(`UPDATE audit SET body = replace(body, 'month', 'monat') WHERE seq = ${seq}`);
    client.close();
    assert.match((await verdict(target))[1], new RegExp(`^BROKEN\\. Row ${seq} is not the one that was written`));
    target.database.close();
  });

  it("that took another one's place is found, and so is a row 0 that is not the first file's", async () => {
    const target = twoFiles();
    const [first = "", second = ""] = names(target);
    renameSync(join(target.folder, second), join(target.folder, "kept"));
    copyFileSync(join(target.folder, first), join(target.folder, second));
    assert.equal((await verdict(target))[0], 1);
    renameSync(join(target.folder, "kept"), join(target.folder, second));
    assert.equal((await verdict(target))[0], 0);
    target.database.client.exec("DROP TRIGGER audit_no_update; UPDATE audit SET mac = hash WHERE seq = 0");
    assert.equal((await verdict(target))[0], 1);
    target.database.close();
  });
});

describe("a file whose years are over", () => {
  it("goes, with its digest in the journal, and what is left is proven", async () => {
    const target = twoFiles();
    const [first = "", second = ""] = names(target);
    target.at("2036-10-15T00:00:00Z");
    assert.match(
      rotate(target)[1],
      new RegExp(`^${first} \\(rows 0 to \\d+\\) was removed: 10 years are over\\.$`, "m"),
    );
    assert.equal(names(target).includes(first), false);
    assert.equal(names(target).includes(second), true);
    assert.equal(verified(target).type, "whole");
    assert.equal(verified(target, { firstKey: null, state: null }).type, "whole");
    const [code, said] = await verdict(target);
    assert.equal(code, 0, said);
    assert.match(said, /^Rows 1 to \d+: removed with their files when their years were over\.$/m);
    const removed = looked(target, (rows) => rows.lastOf(null, ["journal-file-removed"]));
    assert.match(removed?.body ?? "", /"digest":"[0-9a-f]{64}","event":"journal-file-removed"/);
    // The row that says so is proven like every other.
    target.database.client.exec(
      "DROP TRIGGER audit_no_update; UPDATE audit SET body = replace(body, 'journal-0-', 'journal-1-') WHERE event = 'journal-file-removing'",
    );
    assert.equal((await verdict(target))[0], 1);
    target.database.close();
  });

  it("that is not the one that was written does not go", () => {
    const target = twoFiles();
    const file = join(target.folder, names(target)[0] ?? "");
    chmodSync(file, 0o600);
    const client = new Sqlite(file);
    client.exec("CREATE TABLE more (x)");
    client.close();
    target.at("2036-10-15T00:00:00Z");
    assert.match(rotate(target)[1], /is not the file that was written/);
    assert.ok(existsSync(file));
    target.database.close();
  });

  it("that was to be removed when the power went is removed by the next one", () => {
    const target = twoFiles();
    const [first = ""] = names(target);
    target.at("2036-10-15T00:00:00Z");
    const cut = (): never => {
      throw new Error("the power went");
    };
    assert.throws(() => rotate(target, { removeFile: cut }), /the power went/);
    assert.equal(verified(target).type, "whole");
    assert.equal(rotate(target)[0], 0);
    assert.equal(names(target).includes(first), false);
    const ended = looked(target, (rows) => rows.fileFacts().at(-1)?.body ?? "");
    assert.match(ended, /"event":"journal-file-removed"/);
    target.database.close();
  });
});
