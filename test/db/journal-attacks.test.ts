// Attacks by one who can write the disk, on the real schema: each is found, and the row is named.

import assert from "node:assert/strict";
import { copyFileSync, rmSync, truncateSync } from "node:fs";
import { describe, it } from "node:test";
import { openAuditRows } from "../../db/audit-rows.ts";
import type { Database } from "../../db/open.ts";
import { type AuditRow, EvolvingKey, rowHash } from "../../src/audit/chain.ts";
import type { Fault, Verification } from "../../src/audit/verification.ts";
import { Secret } from "../../src/secret.ts";
import { branch } from "./branch.ts";
import { begun, firstKey, type Home, journalOf, nobody, refusalOf, verified } from "./new-journal.ts";

type Target = { readonly home: Home; readonly database: Database };

/** 100 rows, row 0, and checkpoints in rows 65 and 72; the key state is of row 73. */
function written(): Target {
  const { home, database } = begun();
  const journal = journalOf(database, home.means);
  for (let seq = 1; seq <= 100; seq++) {
    journal.append({ event: "idle-warned", at: `stage-${seq}` }, nobody);
    if (seq === 70) journal.seal();
  }
  return { home, database };
}

/** The attacker is not held by triggers. */
function disarm({ client }: Database): void {
  for (const name of ["audit_in_order", "audit_no_update", "audit_no_delete"]) client.exec(`DROP TRIGGER ${name}`);
}

function fault(verification: Verification): readonly [number, Fault["type"]] | "whole" {
  return verification.type === "whole" ? "whole" : [verification.seq, verification.fault.type];
}

/** What each proof finds: both together, and without the first key. */
function found({ home, database }: Target): { readonly both: unknown; readonly state: unknown } {
  return { both: fault(verified(database, home)), state: fault(verified(database, home, { firstKey: null })) };
}

/** Changes rows from `first` on and hashes them again; `seal` gives the MAC. */
function rewrite({ database }: Target, first: number, seal: (row: AuditRow) => string): void {
  disarm(database);
  const rows = [...openAuditRows(database).all()];
  let head = rows[first - 1]?.hash ?? "";
  for (const row of rows.slice(first)) {
    const body = row.seq === first ? row.body.replace("stage-", "other-") : row.body;
    head = rowHash(head, body);
    const mac = seal({ ...row, body, hash: head });
    database.client.prepare("UPDATE audit SET body = ?, hash = ?, mac = ? WHERE seq = ?").run(body, head, mac, row.seq);
  }
}

/** The key in the key state file. */
function stolenKey({ home }: Target): EvolvingKey {
  const read = home.means.keyStates.read();
  assert.equal(read.type, "found");
  return read.state.key.use((bytes) => new EvolvingKey(read.state.next, bytes));
}

/** The best MAC that a thief of the key state can make: he cannot go back. */
function sealWithStolen(target: Target): (row: AuditRow) => string {
  const key = stolenKey(target);
  return (row) => {
    key.evolveTo(row.seq);
    return key.mac(row.hash);
  };
}

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
    rewrite(target, 40, ({ mac }) => mac);
    assert.deepEqual(found(target), { both: [40, "mac-differs"], state: [65, "checkpoint-differs"] });
    target.database.close();
  });

  it("is found when it was sealed with the key of the key state, and said to be so", () => {
    const target = written();
    rewrite(target, 40, sealWithStolen(target));
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
    rewrite(target, 40, sealWithStolen(target));
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
