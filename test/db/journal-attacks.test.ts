// Attacks by one who can write the disk, on the real schema: each is found, and the row is named.

import assert from "node:assert/strict";
import { copyFileSync, readFileSync, rmSync, truncateSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { openAuditRows } from "../../db/audit-rows.ts";
import { EvolvingKey } from "../../src/audit/chain.ts";
import { openSigner } from "../../src/audit/checkpoint.ts";
import { nobody } from "../../src/audit/entry.ts";
import { judgeSlips } from "../../src/audit/witness.ts";
import { Secret } from "../../src/secret.ts";
import { disarm, fault, found, rewrite, sealWithStolen, stolenKey, written } from "./attacked-journal.ts";
import { branch } from "./branch.ts";
import { signer } from "./journal-means.ts";
import { begun, firstKey, journalOf, newFolder, refusalOf, verified } from "./new-journal.ts";

describe("rows changed in place", () => {
  it("an edited row is found", () => {
    const target = written();
    disarm(target.database);
    target.database.client.exec("UPDATE audit SET body = replace(body, 'stage-40', 'stage-41') WHERE seq = 40");
    assert.deepEqual(found(target), { both: [40, "hash-differs"], state: [40, "hash-differs"] });
    target.database.close();
  });

  it("a deleted row is found", () => {
    const target = written();
    disarm(target.database);
    target.database.client.exec("DELETE FROM audit WHERE seq = 40");
    assert.deepEqual(found(target), { both: [40, "rows-missing"], state: [40, "rows-missing"] });
    target.database.close();
  });

  it("a deleted row is found when the later ones moved up", () => {
    const target = written();
    disarm(target.database);
    target.database.client.exec("DELETE FROM audit WHERE seq = 40; UPDATE audit SET seq = seq - 1 WHERE seq > 40");
    assert.deepEqual(found(target), { both: [40, "hash-differs"], state: [40, "hash-differs"] });
    target.database.close();
  });

  it("two rows that changed places are found", () => {
    const target = written();
    disarm(target.database);
    target.database.client.exec("UPDATE audit SET seq = 1000 WHERE seq = 40; UPDATE audit SET seq = 40 WHERE seq = 41");
    target.database.client.exec("UPDATE audit SET seq = 41 WHERE seq = 1000");
    assert.deepEqual(found(target), { both: [40, "hash-differs"], state: [40, "hash-differs"] });
    target.database.close();
  });

  it("a row put before the first one is found", () => {
    const target = written();
    disarm(target.database);
    target.database.client.exec(
      "INSERT INTO audit (seq, body, hash, mac) SELECT -1, body, hash, mac FROM audit LIMIT 1",
    );
    assert.deepEqual(found(target).both, [0, "out-of-order"]);
    target.database.close();
  });
});

describe("everything hashed again", () => {
  it("is found by the first key at the row, and without it by the next checkpoint", () => {
    const target = written();
    rewrite(target, 40, { seal: ({ mac }) => mac });
    assert.deepEqual(found(target), { both: [40, "mac-differs"], state: [65, "checkpoint-differs"] });
    target.database.close();
  });

  it("is found when it was sealed with the key of the key state, and said to be so", () => {
    const target = written();
    rewrite(target, 40, { seal: sealWithStolen(target) });
    const verification = verified(target.database, target.home);
    assert.ok(verification.type === "broken");
    assert.deepEqual(
      [verification.seq, verification.fault, verification.proven],
      [40, { type: "sealed-with-later-key", key: 73 }, [{ from: 0, to: 39, by: "first-key" }]],
    );
    assert.equal(refusalOf(target.database, target.home.means)?.type, "not-what-was-written");
    target.database.close();
  });

  it("is found by the first key even when the key state was written anew to fit", () => {
    const target = written();
    const key = stolenKey(target);
    rewrite(target, 40, { seal: sealWithStolen(target) });
    const last = openAuditRows(target.database).last();
    key.evolveTo((last?.seq ?? 0) + 1);
    const bytes = key.use((view) => Secret.from(Buffer.from(view)));
    const read = target.home.means.keyStates.read();
    assert.ok(read.type === "found" && last);
    const state = { ...read.state, next: last.seq + 1, head: last.hash, key: bytes };
    assert.equal(target.home.means.keyStates.replace(state).type, "written");
    assert.deepEqual(found(target), { both: [40, "sealed-with-later-key"], state: [65, "checkpoint-differs"] });
    target.database.close();
  });

  it("is found when a whole new journal was begun with another first key", () => {
    const target = written();
    const other = begun();
    const bytes = Secret.from(Buffer.alloc(32, 8));
    assert.equal(fault(verified(other.database, other.home, { firstKey: bytes })).toString(), "0,first-key-differs");
    const state = target.home.means.keyStates.read();
    assert.ok(state.type === "found");
    const verification = verified(other.database, other.home, { state: state.state, firstKey: firstKey() });
    assert.deepEqual(fault(verification), [0, "state-of-another-journal"]);
    target.database.close();
    other.database.close();
  });
});

describe("checkpoints made anew", () => {
  const outside = { firstKey: null, state: null, publicKey: signer.publicKey };

  it("are found when they are signed with a key that is not the terminal's", () => {
    const target = written();
    rewrite(target, 40, { seal: ({ mac }) => mac, signer: openSigner(Buffer.alloc(32, 5)) });
    assert.deepEqual(fault(verified(target.database, target.home, outside)), [65, "signature-differs"]);
    target.database.close();
  });

  it("are found by the first key, and by the key state, when the signing key was stolen too", () => {
    const target = written();
    rewrite(target, 40, { seal: sealWithStolen(target), signer });
    // What is left to one who has checkpoints alone: nothing.
    assert.equal(fault(verified(target.database, target.home, outside)), "whole");
    assert.deepEqual(found(target), { both: [40, "sealed-with-later-key"], state: [72, "head-differs-from-state"] });
    target.database.close();
  });

  it("are found by one slip when everything was stolen, the first key too", () => {
    const target = written();
    const [row] = openAuditRows(target.database).after(59, 1);
    assert.ok(row);
    const key = firstKey().use((bytes) => new EvolvingKey(0, bytes));
    rewrite(target, 40, { seal: ({ seq, hash }) => (key.evolveTo(seq) ? key.mac(hash) : ""), signer });
    const rows = openAuditRows(target.database);
    assert.equal(fault(verified(target.database, target.home, { state: null, publicKey: signer.publicKey })), "whole");
    const slip = { line: 1, seq: row.seq, head: row.hash.slice(0, 20), checkpoint: null };
    const [finding] = judgeSlips(rows, [slip], { database: "", publicKey: signer.publicKey });
    assert.equal(finding?.type, "head-differs");
    target.database.close();
  });
});

describe("what a thief of the disk finds", () => {
  it("is no key of an earlier row, in the database, its log, or the key state", () => {
    const { home, database } = written();
    const files = [home.file, `${home.file}-wal`, `${home.file}-shm`, home.stateFile];
    const bytes = Buffer.concat(files.map((file) => readFileSync(file)));
    const key = firstKey().use((view) => new EvolvingKey(0, view));
    const read = home.means.keyStates.read();
    assert.ok(read.type === "found");
    for (let seq = 0; seq <= read.state.next; seq++) {
      key.evolveTo(seq);
      const old = key.use((view) => Buffer.from(view));
      const there =
        bytes.includes(old) || bytes.includes(old.toString("hex")) || bytes.includes(old.toString("base64"));
      // The key of the next row is looked for as well: so that the search is known to find one.
      assert.equal(there, seq === read.state.next, `the key of row ${seq}`);
    }
    database.close();
  });
});

describe("the end cut off", () => {
  const cut = { both: [60, "rows-missing"], state: [60, "rows-missing"] };

  it("is found when the last rows were deleted", () => {
    const target = written();
    disarm(target.database);
    target.database.client.exec("DELETE FROM audit WHERE seq >= 60");
    assert.deepEqual(found(target), cut);
    assert.deepEqual(refusalOf(target.database, target.home.means), {
      type: "not-what-was-written",
      seq: 60,
      fault: { type: "rows-missing", from: 60, to: 72 },
    });
    target.database.close();
  });

  it("is found when the -wal file was cut", () => {
    const target = written();
    const { file } = target.home;
    const copy = `${file}.cut`;
    copyFileSync(file, copy);
    copyFileSync(`${file}-wal`, `${copy}-wal`);
    truncateSync(`${copy}-wal`, 4152 * 60);
    const database = branch(copy);
    assert.ok((openAuditRows(database).last()?.seq ?? 0) < 70);
    assert.equal(fault(verified(database, target.home)).toString().split(",")[1], "rows-missing");
    assert.equal(refusalOf(database, target.home.means)?.type, "not-what-was-written");
    database.close();
    target.database.close();
  });

  it("is found when the -wal file was removed", () => {
    const target = written();
    const copy = join(newFolder(), "without-log.db");
    target.database.checkpoint();
    const journal = journalOf(target.database, target.home.means);
    for (let row = 0; row < 10; row++) journal.append({ event: "staff-called" }, nobody);
    journal.seal();
    copyFileSync(target.home.file, copy);
    const database = branch(copy);
    assert.equal(fault(verified(database, target.home)).toString().split(",")[1], "rows-missing");
    assert.equal(refusalOf(database, target.home.means)?.type, "not-what-was-written");
    database.close();
    target.database.close();
  });

  it("is found when an old copy was put back, at a start and by a terminal that was open all the time", () => {
    const { home, database } = begun();
    const journal = journalOf(database, home.means);
    for (let seq = 1; seq < 60; seq++) journal.append({ event: "staff-called" }, nobody);
    const copy = `${home.file}.old`;
    database.client.exec(`VACUUM INTO '${copy}'`);
    for (let seq = 60; seq <= 70; seq++) journal.append({ event: "staff-called" }, nobody);
    journal.seal();
    const old = branch(copy);
    assert.deepEqual(found({ home, database: old }), cut);
    assert.equal(refusalOf(old, home.means)?.type, "not-what-was-written");
    old.close();
    disarm(database);
    database.client.exec("DELETE FROM audit WHERE seq > 65");
    assert.throws(() => journal.append({ event: "staff-called" }, nobody), /the journal ends before row 72/);
    database.close();
    for (const end of ["", "-wal", "-shm"]) rmSync(copy + end, { force: true });
  });

  it("is not found by the first key alone, and the verification says that it cannot know", () => {
    const target = written();
    disarm(target.database);
    target.database.client.exec("DELETE FROM audit WHERE seq >= 60");
    const verification = verified(target.database, target.home, { state: null });
    assert.ok(verification.type === "whole" && verification.endProven === null && verification.last === 59);
    target.database.close();
  });
});

describe("the schema", () => {
  it("refuses a body that is no JSON", () => {
    const { database } = begun();
    const insert = database.client.prepare("INSERT INTO audit (seq, body, hash, mac) VALUES (1, ?, ?, ?)");
    assert.throws(() => insert.run("no JSON", "0".repeat(64), "0".repeat(64)), /malformed JSON/);
    database.close();
  });

  it("refuses UPDATE, DELETE, REPLACE and a row that does not follow the last one", () => {
    const { database } = written();
    const row = "SELECT body, hash, mac FROM audit WHERE seq = 1";
    const statements = [
      "UPDATE audit SET body = body WHERE seq = 100",
      "DELETE FROM audit WHERE seq = 100",
      `REPLACE INTO audit (seq, body, hash, mac) SELECT 100, * FROM (${row})`,
      `INSERT INTO audit (seq, body, hash, mac) SELECT 102, * FROM (${row})`,
      `INSERT INTO audit (seq, body, hash, mac) SELECT -1, * FROM (${row})`,
      `INSERT INTO audit (body, hash, mac) SELECT * FROM (${row}) UNION ALL SELECT * FROM (${row})`,
    ];
    for (const statement of statements) assert.throws(() => database.client.exec(statement), /audit: /, statement);
    database.close();
  });
});
