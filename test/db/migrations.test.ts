// A branch of an earlier version keeps what it had: cards with their halves, tokens, staff.
import assert from "node:assert/strict";
import { cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import Sqlite from "better-sqlite3";
import { migrate, migrationsFolder } from "../../db/migrations.ts";
import { openDatabase } from "../../db/open.ts";
import { newFolder } from "./new-journal.ts";

/** The migrations of a version that knew only the first `count`. */
function earlier(count: number): string {
  const folder = `${join(newFolder(), "migrations")}/`;
  cpSync(migrationsFolder, folder, { recursive: true });
  const journal = JSON.parse(readFileSync(`${folder}meta/_journal.json`, "utf8")) as { entries: unknown[] };
  mkdirSync(`${folder}meta`, { recursive: true });
  writeFileSync(
    `${folder}meta/_journal.json`,
    JSON.stringify({ ...journal, entries: journal.entries.slice(0, count) }),
  );
  return folder;
}

const mac = (byte: string): string => byte.repeat(32);

test("a card of an earlier version keeps its halves in order, and is its customer's", () => {
  const file = join(newFolder(), "changgu.sqlite");
  const client = new Sqlite(file);
  assert.equal(migrate(client, earlier(2)).type, "migrated");
  client.exec(`
    PRAGMA application_id = ${0x43484755};
    INSERT INTO customers VALUES ('hong', '홍길동', 'ko', x'00', 'index');
    INSERT INTO security_cards (serial, customer, cells, challenge_first, challenge_second) VALUES ('71', 'hong', 2, 1, 2);
    INSERT INTO card_halves VALUES ('71', 2, 'second', '${mac("22")}'), ('71', 1, 'second', '${mac("12")}'),
      ('71', 2, 'first', '${mac("21")}'), ('71', 1, 'first', '${mac("11")}');
    INSERT INTO otp_tokens VALUES ('01', 'hong', 'otp-token', 'sha1', 6, 60, 3, 77, x'0102');
    INSERT INTO staff VALUES ('100001', '이창구', 'teller', 'hash');
  `);
  client.close();
  const opened = openDatabase(file);
  assert.ok(opened.type === "opened", JSON.stringify(opened));
  const one = (sql: string): unknown => opened.database.client.prepare(sql).get();
  assert.deepEqual(one("SELECT customer, state, cells, hex(halves) AS halves, challenge_second FROM security_cards"), {
    customer: "hong",
    state: "bound",
    cells: 2,
    halves: mac("11") + mac("12") + mac("21") + mac("22"),
    challenge_second: 2,
  });
  assert.deepEqual(one("SELECT state, drift_steps, last_step, period_seconds FROM otp_tokens"), {
    state: "bound",
    drift_steps: 3,
    last_step: 77,
    period_seconds: 60,
  });
  assert.deepEqual(one("SELECT number, state FROM staff"), { number: "100001", state: "active" });
  assert.deepEqual(opened.database.client.pragma("foreign_key_check"), []);
  opened.database.close();
});

test("whoever asked cannot be written down as the one who decided", () => {
  const opened = openDatabase(join(newFolder(), "changgu.sqlite"));
  assert.ok(opened.type === "opened");
  const { client } = opened.database;
  client.exec("INSERT INTO staff VALUES ('200001', '박책임', 'supervisor', 'hash', 'active')");
  const insert = client.prepare(
    `INSERT INTO requests (id, kind, wanted, asked_by, asked_at, reason, expires_at, state, decided_by, decided_at, decision)
     VALUES ('r', 'unlock-staff', x'00', '200001', 't', 'why', 't', 'approved', ?, 't', 'because')`,
  );
  assert.throws(() => insert.run("200001"), /requests_second_person/);
  opened.database.close();
});
