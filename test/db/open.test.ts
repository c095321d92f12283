// A database opens durable, private and at the newest schema, or not at all.

import assert from "node:assert/strict";
import { fork } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import Sqlite from "better-sqlite3";
import { checkPragmas, type DatabaseRefusal, openDatabase } from "../../db/open.ts";
import { branch } from "./branch.ts";

const folder = mkdtempSync(join(tmpdir(), "changgu-open-"));
after(() => rmSync(folder, { recursive: true }));
let files = 0;
const newFile = (): string => join(folder, `${files++}.db`);

function refusal(file: string): DatabaseRefusal["type"] | "opened" {
  const outcome = openDatabase(file);
  return outcome.type === "opened" ? outcome.type : outcome.refusal.type;
}

describe("openDatabase", () => {
  it("makes every table STRICT from an empty file", () => {
    const database = branch(newFile());
    const tables = database.client.pragma("table_list") as { name: string; strict: number; schema: string }[];
    const own = tables.filter(({ name, schema }) => schema === "main" && !name.startsWith("sqlite_"));
    assert.ok(own.length > 15, `${own.length} tables`);
    assert.deepEqual(
      own.filter(({ strict }) => strict !== 1),
      [],
    );
    assert.equal(database.client.pragma("user_version", { simple: true }), database.schemaVersion);
    database.close();
  });

  it("opens again what it closed, and leaves no WAL behind", () => {
    const file = newFile();
    assert.equal(branch(file).close().type, "checkpointed");
    assert.throws(() => statSync(`${file}-wal`));
    branch(file).close();
  });

  it("keeps the file, the WAL and the shared memory to their owner", () => {
    const file = newFile();
    const database = branch(file);
    for (const path of [file, `${file}-wal`, `${file}-shm`]) assert.equal(statSync(path).mode & 0o777, 0o600, path);
    database.close();
  });

  it("holds WAL with synchronous FULL, and notices NORMAL", () => {
    const database = branch(newFile());
    assert.equal(checkPragmas(database.client), null);
    database.client.pragma("synchronous = NORMAL");
    assert.deepEqual(checkPragmas(database.client), {
      type: "pragma-not-held",
      pragma: "synchronous",
      wanted: "FULL",
      found: "1",
    });
    database.close();
  });

  it("refuses another program's file, a later schema, a damaged file and a file that is no database", () => {
    const foreign = newFile();
    const other = new Sqlite(foreign);
    other.exec("CREATE TABLE t (x)");
    other.close();
    assert.equal(refusal(foreign), "not-ours");

    const later = newFile();
    const database = branch(later);
    database.client.pragma("user_version = 999");
    database.close();
    assert.equal(refusal(later), "newer-schema");

    const noDatabase = newFile();
    writeFileSync(noDatabase, "not a database at all".repeat(100));
    assert.equal(refusal(noDatabase), "damaged");
    assert.equal(refusal(join(folder, "missing", "x.db")), "cannot-open");
  });

  it("opens in several processes at once, on files that none of them made before", async () => {
    const program = fileURLToPath(new URL("./open-child.ts", import.meta.url));
    const children = Array.from({ length: 4 }, () => fork(program, { execArgv: ["--import", "tsx"] }));
    after(() => void children.map((child) => child.kill()));
    const answers = () => Promise.all(children.map(async (child) => (await once(child, "message"))[0]));
    assert.deepEqual(await answers(), ["ready", "ready", "ready", "ready"]);
    for (let round = 0; round < 20; round++) {
      const file = newFile();
      const opened = answers();
      for (const child of children) child.send(file);
      assert.deepEqual(await opened, ["opened", "opened", "opened", "opened"], `round ${round}`);
    }
  });
});

describe("a database that somebody else had a hand in", () => {
  it("refuses a row that its table forbids, and has every constraint in force afterwards", () => {
    const file = newFile();
    const forbidden = "INSERT INTO attempts (kind, target, failures, locked) VALUES ('otp', 'one', -1, 0)";
    const database = branch(file);
    assert.throws(() => database.client.exec(forbidden), /CHECK constraint failed/);
    database.client.pragma("ignore_check_constraints = ON");
    database.client.exec(forbidden);
    database.close();
    const again = openDatabase(file);
    assert.deepEqual(again, {
      type: "refused",
      refusal: { type: "damaged", findings: ["CHECK constraint failed in attempts"] },
    });
  });

  it("refuses a schema that somebody else had a hand in: triggers act in every transaction", () => {
    for (const [change, finding] of [
      [
        "CREATE TRIGGER free AFTER UPDATE ON attempts BEGIN UPDATE attempts SET failures = 0; END",
        /the trigger free is not/,
      ],
      ["CREATE VIEW seen AS SELECT 1", /the view seen is not/],
      ["DROP TRIGGER issuers_only_up", null],
    ] as const) {
      const file = newFile();
      branch(file).close();
      const client = new Sqlite(file);
      client.exec(change);
      client.close();
      const outcome = openDatabase(file);
      if (finding === null) {
        assert.ok(outcome.type === "opened");
        outcome.database.close();
      } else assert.match(JSON.stringify(outcome), finding);
    }
  });

  it("refuses a table whose constraints were taken away, and a guard that was changed", () => {
    const file = newFile();
    branch(file).close();
    const client = new Sqlite(file);
    client.unsafeMode(true);
    client.pragma("writable_schema = ON");
    client
      .prepare("UPDATE sqlite_schema SET sql = replace(sql, 'decided_by <> asked_by', '1') WHERE name = 'requests'")
      .run();
    client.close();
    assert.match(JSON.stringify(openDatabase(file)), /the table requests is not as the program made it/);
    const other = newFile();
    branch(other).close();
    const guards = new Sqlite(other);
    guards.exec(
      "DROP TRIGGER audit_no_update; CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit BEGIN SELECT 1; END",
    );
    guards.close();
    assert.match(JSON.stringify(openDatabase(other)), /the trigger audit_no_update is not as the program made it/);
  });
});

describe("a checkpoint", () => {
  it("cuts off a log that has grown long, and leaves a short one and whoever writes in peace", () => {
    const file = newFile();
    const database = branch(file);
    const other = branch(file);
    const logBytes = (): number => statSync(`${file}-wal`).size;
    database.client.exec("CREATE TABLE pages (bytes BLOB)");
    const write = (pages: number): void =>
      void database.client.prepare("INSERT INTO pages VALUES (randomblob(?))").run(pages * 4096);
    write(600);
    other.client.exec("BEGIN IMMEDIATE");
    assert.equal(database.checkpoint().type, "checkpointed");
    assert.ok(logBytes() > 0);
    other.client.exec("COMMIT");
    assert.equal(database.checkpoint().type, "checkpointed");
    assert.equal(logBytes(), 0);
    write(10);
    assert.equal(database.checkpoint().type, "checkpointed");
    assert.ok(logBytes() > 0);
    assert.equal(database.client.pragma("busy_timeout", { simple: true }), 5000);
    other.close();
    database.close();
  });
});
