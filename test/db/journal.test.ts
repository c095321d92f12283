// The journal on a real database: durable, in one chain whoever writes, and silent never.

import assert from "node:assert/strict";
import { fork } from "node:child_process";
import { once } from "node:events";
import { copyFileSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import { openAuditRows } from "../../db/audit-rows.ts";
import { beginJournal } from "../../db/begin-journal.ts";
import { nobody } from "../../src/audit/entry.ts";
import { JournalUnwritable } from "../../src/audit/journal.ts";
import { branch } from "./branch.ts";
import { begun, firstKey, home, journalOf, newFolder, refusalOf, verified } from "./new-journal.ts";

const about = { ceremony: "c-1", staff: "100001" };

describe("the journal", () => {
  it("writes canonical bodies with number, time, terminal and about, and hands back the head", () => {
    const { database, home } = begun();
    const journal = journalOf(database, home.means);
    const receipt = journal.append({ event: "idle-warned", at: "terms" }, about);
    const row = openAuditRows(database).last();
    assert.equal(receipt.seq, 1);
    assert.equal(row?.hash, receipt.head);
    const { time, ...body } = JSON.parse(row?.body ?? "") as Record<string, unknown>;
    assert.match(String(time), /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
    assert.deepEqual(body, { ...about, at: "terms", event: "idle-warned", seq: 1, terminal: "T-01" });
    const columns = database.client.prepare("SELECT event, ceremony, terminal FROM audit WHERE seq = 1").get();
    assert.deepEqual(columns, { event: "idle-warned", ceremony: "c-1", terminal: "T-01" });
    database.close();
  });

  it("verifies whole, with the first key, with the key state, and after another start", () => {
    const { database, home } = begun();
    const journal = journalOf(database, home.means);
    for (let i = 0; i < 150; i++) journal.append({ event: "staff-called" }, nobody);
    journal.seal();
    journal.appendAll([{ event: "screen-turned" }, { event: "stopped" }], about);
    database.close();

    const again = branch(home.file);
    journalOf(again, home.means).append({ event: "staff-called" }, nobody);
    const whole = verified(again, home);
    assert.deepEqual(whole.type === "whole" && [whole.last, whole.proven], [
      157,
      [{ from: 0, to: 157, by: "first-key" }],
    ]);
    const byState = verified(again, home, { firstKey: null });
    assert.deepEqual(byState.proven, [
      { from: 0, to: 156, by: "chain" },
      { from: 157, to: 157, by: "key-state" },
    ]);
    again.close();
  });

  it("replaces the key state every 64 rows without being asked", () => {
    const { database, home } = begun();
    const journal = journalOf(database, home.means);
    const next = (): number => {
      const read = home.means.keyStates.read();
      return read.type === "found" ? read.state.next : -1;
    };
    for (let i = 0; i < 64; i++) journal.append({ event: "staff-called" }, nobody);
    assert.equal(next(), 1);
    journal.append({ event: "staff-called" }, nobody);
    assert.equal(next(), 65);
    database.close();
  });
});

describe("the journal in a transaction", () => {
  it("takes part in a transaction: what is rolled back was not journaled, and the next row follows", () => {
    const { database, home } = begun();
    const journal = journalOf(database, home.means);
    assert.throws(
      () =>
        database.transactions.run(() => {
          journal.append({ event: "staff-called" }, nobody);
          throw new RangeError("the work failed");
        }),
      RangeError,
    );
    database.transactions.run(() => {
      journal.append({ event: "staff-called" }, nobody);
      database.transactions.run(() => journal.append({ event: "screen-turned" }, nobody));
      journal.seal();
    });
    journal.append({ event: "stopped" }, nobody);
    const whole = verified(database, home);
    assert.deepEqual(whole.type === "whole" && [whole.last, whole.endProven], [4, 2]);
    database.close();
  });

  it("commits nothing when an inner failure was swallowed", () => {
    const { database, home } = begun();
    const journal = journalOf(database, home.means);
    assert.throws(() =>
      database.transactions.run(() => {
        journal.append({ event: "staff-called" }, nobody);
        try {
          database.transactions.run(() => {
            throw new RangeError("inside");
          });
        } catch {}
      }),
    );
    assert.equal(openAuditRows(database).last()?.seq, 0);
    database.close();
  });
});

describe("a row that cannot be written", () => {
  it("is one whose body holds what looks like a resident number: the table refuses it, and the journal masks it before", () => {
    const { database, home } = begun();
    const journal = journalOf(database, home.means);
    const add = database.client.prepare(
      "INSERT INTO audit (seq, body, hash, mac) SELECT max(seq) + 1, ?, ?, ? FROM audit",
    );
    for (const why of ["900101-1234567", "is 900101-1234567.", "9001011234567"]) {
      const body = JSON.stringify({ why });
      assert.throws(() => add.run(body, "0".repeat(64), "0".repeat(64)), /resident_number/);
      journal.append({ event: "out-of-service", why }, nobody);
    }
    journal.append({ event: "out-of-service", why: "900101-1******" }, nobody);
    journal.append({ event: "screen-turned" }, nobody);
    assert.equal(verified(database, home).type, "whole");
    database.close();
  });

  it("is unwritable when the disk is full, and goes on when there is room again", () => {
    const { database, home } = begun();
    const journal = journalOf(database, home.means);
    const pages = Number(database.client.pragma("page_count", { simple: true }));
    database.client.pragma(`max_page_count = ${pages}`);
    assert.throws(() => {
      for (let i = 0; i < 500; i++) journal.append({ event: "staff-called" }, nobody);
    }, JournalUnwritable);
    database.client.pragma("max_page_count = 100000");
    journal.append({ event: "staff-called" }, nobody);
    assert.equal(verified(database, home).type, "whole");
    database.close();
  });
});

describe("a journal whose files were exchanged while it is open", () => {
  it("takes no row that nobody would read", () => {
    const { database, home } = begun();
    const journal = journalOf(database, home.means);
    copyFileSync(home.file, `${home.file}.old`);
    renameSync(`${home.file}.old`, home.file);
    const last = openAuditRows(database).last()?.seq;
    assert.throws(() => journal.append({ event: "staff-called" }, nobody), /branch\.db was exchanged or removed/);
    rmSync(home.file);
    assert.throws(() => journal.seal(), JournalUnwritable);
    assert.equal(openAuditRows(database).last()?.seq, last);
    database.close();
  });

  for (const end of ["-wal", "-shm"])
    it(`puts nothing under a key state that ${end} is not there for`, () => {
      const { database, home } = begun();
      const journal = journalOf(database, home.means);
      journal.append({ event: "staff-called" }, nobody);
      rmSync(home.file + end);
      assert.throws(() => journal.append({ event: "staff-called" }, nobody), JournalUnwritable);
      assert.throws(() => journal.seal(), new RegExp(`branch\\.db${end} was exchanged or removed`));
      const read = home.means.keyStates.read();
      assert.equal(read.type === "found" && read.state.next, 1);
      database.close();
    });
});

describe("the beginning of a journal", () => {
  it("begins once, and again only when nothing was ever recorded", () => {
    const { database, home: at } = begun();
    assert.deepEqual(beginJournal(database, at.means, firstKey()), { type: "begun-before" });
    database.close();
    for (const end of ["", "-wal", "-shm"]) rmSync(at.file + end, { force: true });
    const { database: second } = begun(at);
    const journal = journalOf(second, at.means);
    journal.append({ event: "staff-called" }, nobody);
    journal.seal();
    second.close();
    rmSync(at.file);
    const third = branch(at.file);
    assert.equal(beginJournal(third, at.means, firstKey()).type, "key-state-refused");
    assert.equal(openAuditRows(third).last(), null);
    third.close();
  });

  it("does not open before it was begun, nor without its key state", () => {
    const at = home(newFolder());
    const empty = branch(at.file);
    assert.deepEqual(refusalOf(empty, at.means), { type: "not-begun" });
    empty.close();
    const { database } = begun(at);
    rmSync(at.stateFile);
    assert.deepEqual(refusalOf(database, at.means), { type: "key-state-missing" });
    database.close();
  });

  it("does not make a key state again that vanished while the journal was open", () => {
    const { database, home } = begun();
    const journal = journalOf(database, home.means);
    journal.append({ event: "staff-called" }, nobody);
    rmSync(home.stateFile);
    assert.throws(() => journal.seal(), JournalUnwritable);
    database.close();
  });

  it("takes no row that no key state could follow, and takes rows again when it is back", () => {
    const { database, home } = begun();
    const journal = journalOf(database, home.means);
    const whole = readFileSync(home.stateFile);
    const last = openAuditRows(database).last()?.seq;
    rmSync(home.stateFile);
    assert.throws(() => journal.append({ event: "staff-called" }, nobody), /key-state is gone/);
    writeFileSync(home.stateFile, whole.subarray(1), { mode: 0o600 });
    assert.throws(() => journal.append({ event: "staff-called" }, nobody), /key-state is damaged/);
    assert.equal(openAuditRows(database).last()?.seq, last);
    writeFileSync(home.stateFile, whole, { mode: 0o600 });
    journal.append({ event: "staff-called" }, nobody);
    database.close();
  });
});

describe("several processes", () => {
  it("write one valid chain of 1,000 rows", async () => {
    const { database, home } = begun();
    const program = fileURLToPath(new URL("./append-child.ts", import.meta.url));
    const children = ["T-01", "T-02"].map((terminal) =>
      fork(program, [home.file, terminal, "500"], { execArgv: ["--import", "tsx"] }),
    );
    const codes = await Promise.all(children.map(async (child) => (await once(child, "exit"))[0]));
    assert.deepEqual(codes, [0, 0]);
    const whole = verified(database, home);
    assert.ok(whole.type === "whole" && whole.last === whole.endProven && whole.last > 1000);
    const counts = database.client
      .prepare("SELECT terminal, count(*) n FROM audit WHERE event = 'staff-called' GROUP BY terminal")
      .all();
    assert.deepEqual(counts, [
      { terminal: "T-01", n: 500 },
      { terminal: "T-02", n: 500 },
    ]);
    database.close();
  });

  it("are no old copy to each other when one starts while another one opens", () => {
    const { database, home } = begun();
    const beside = branch(home.file);
    const other = journalOf(beside, { ...home.means, terminal: "T-02" });
    const { boots } = home.means;
    const startsMeanwhile: typeof boots = {
      ...boots,
      read() {
        other.append(
          { event: "started", version: "", settings: "", lastStop: "first", boot: other.beginBoot() },
          nobody,
        );
        other.seal();
        return boots.read();
      },
    };
    const journal = journalOf(database, { ...home.means, boots: startsMeanwhile });
    assert.equal(journal.beginBoot(), 2);
    beside.close();
    database.close();
  });

  it("loses no acknowledged row when one of them is killed", async () => {
    const { database, home } = begun();
    const program = fileURLToPath(new URL("./append-child.ts", import.meta.url));
    const child = fork(program, [home.file, "T-02", "100000", "tell"], {
      execArgv: ["--import", "tsx"],
    });
    let acknowledged = 0;
    child.on("message", (seq) => {
      acknowledged = Number(seq);
      if (acknowledged === 100) child.kill("SIGKILL");
    });
    await once(child, "exit");
    journalOf(database, home.means).append({ event: "staff-called" }, nobody);
    const whole = verified(database, home);
    assert.ok(whole.type === "whole" && whole.last > acknowledged && acknowledged >= 100, JSON.stringify(whole));
    database.close();
  });
});
