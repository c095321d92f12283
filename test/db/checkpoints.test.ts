// Checkpoints in the journal: when they are made, by whom, and how often the terminal was started.

import assert from "node:assert/strict";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { openAuditRows } from "../../db/audit-rows.ts";
import type { Database } from "../../db/open.ts";
import { canonicalJson } from "../../src/audit/canonical-json.ts";
import { EvolvingKey, keyCommitment, noRow, rowHash } from "../../src/audit/chain.ts";
import { nobody } from "../../src/audit/entry.ts";
import { JournalUnwritable } from "../../src/audit/journal.ts";
import { Secret } from "../../src/secret.ts";
import { branch } from "./branch.ts";
import { meansIn, signer } from "./journal-means.ts";
import { begun, firstKey, home, journalOf, newFolder, refusalOf, verified } from "./new-journal.ts";

function eventsOf(database: Database): readonly string[] {
  return database.client.prepare<[], string>("SELECT event FROM audit ORDER BY seq").pluck().all();
}

const checkpointsOf = (database: Database): number =>
  eventsOf(database).filter((event) => event === "checkpoint").length;

describe("checkpoints", () => {
  it("are made every 64 rows and with each seal, never twice over the same rows", () => {
    const { home, database } = begun();
    const journal = journalOf(database, home.means);
    for (let row = 0; row < 200; row++) journal.append({ event: "staff-called" }, nobody);
    assert.equal(checkpointsOf(database), 3);
    journal.seal();
    journal.seal();
    assert.equal(checkpointsOf(database), 4);
    journalOf(database, home.means).seal();
    assert.equal(checkpointsOf(database), 4);
    assert.equal(verified(database, home).type, "whole");
    const last = journal.lastCheckpoint();
    assert.equal(last?.upto, (openAuditRows(database).last()?.seq ?? 0) - 1);
    database.close();
  });

  it("cover what other processes wrote, and are linked whoever made them", () => {
    const { home, database } = begun();
    const one = journalOf(database, home.means);
    const other = journalOf(database, home.means);
    for (let turn = 0; turn < 100; turn++) {
      (turn % 3 ? one : other).append({ event: "staff-called" }, nobody);
      if (turn % 20 === 0) (turn % 40 ? one : other).seal();
    }
    one.seal();
    const whole = verified(database, home, { firstKey: null, publicKey: signer.publicKey });
    const last = openAuditRows(database).last()?.seq ?? 0;
    assert.deepEqual(whole.proven, [
      { from: 0, to: last - 1, by: "checkpoints" },
      { from: last, to: last, by: "chain" },
    ]);
    database.close();
  });

  it("leave no trace of one that was rolled back with the rest", () => {
    const { home, database } = begun();
    const journal = journalOf(database, home.means);
    for (let row = 0; row < 64; row++) journal.append({ event: "staff-called" }, nobody);
    const work = (): void => {
      journal.append({ event: "staff-called" }, nobody);
      throw new RangeError("the work failed");
    };
    assert.throws(() => database.transactions.run(work), RangeError);
    assert.equal(checkpointsOf(database), 0);
    journal.append({ event: "staff-called" }, nobody);
    assert.deepEqual(eventsOf(database).slice(-2), ["checkpoint", "staff-called"]);
    assert.equal(verified(database, home).type, "whole");
    database.close();
  });
});

describe("the boot counter", () => {
  it("counts starts, on every checkpoint, and refuses a copy that knows of fewer", () => {
    const { home, database } = begun();
    const start = (): number => {
      const journal = journalOf(database, home.means);
      const boot = journal.beginBoot();
      journal.append({ event: "staff-called" }, nobody);
      journal.seal();
      return boot;
    };
    assert.deepEqual([start(), start()], [1, 2]);
    const copy = join(newFolder(), "old.db");
    database.client.exec(`VACUUM INTO '${copy}'`);
    const state = home.means.keyStates.read();
    assert.equal(start(), 3);
    const old = branch(copy);
    // Even the key state of that time was put back: only the counter tells.
    const keyStates = { ...home.means.keyStates, read: () => state };
    assert.deepEqual(refusalOf(old, { ...home.means, keyStates }), { type: "old-copy", boots: 3, known: 2 });
    rmSync(join(home.file, "../boots"));
    assert.deepEqual(refusalOf(database, home.means), { type: "boot-counter-missing", known: 3 });
    old.close();
    database.close();
  });
});

describe("the clock", () => {
  it("stops the journal when it goes back by more than it is set by, and not for less", () => {
    const { home, database } = begun();
    let now = new Date("2026-11-23T00:01:00Z").getTime() + 365 * 86_400_000;
    const clock = { ...home.means.clock, now: () => new Date(now) };
    const journal = journalOf(database, { ...home.means, clock });
    journal.append({ event: "staff-called" }, nobody);
    now -= 4000;
    journal.append({ event: "staff-called" }, nobody);
    now -= 60_000;
    assert.throws(() => journal.append({ event: "staff-called" }, nobody), JournalUnwritable);
    assert.equal(refusalOf(database, { ...home.means, clock })?.type, "clock-before-last-row");
    now += 120_000;
    journal.append({ event: "staff-called" }, nobody);
    const times = database.client.prepare<[], string>("SELECT time FROM audit ORDER BY seq").pluck().all().slice(1);
    assert.deepEqual(times, times.toSorted());
    database.close();
  });
});

describe("a journal from before checkpoints", () => {
  it("goes on: its first checkpoint names the key, and it verifies whole", () => {
    const at = home(newFolder());
    const database = branch(at.file);
    const key = new EvolvingKey(0, Buffer.alloc(32, 7));
    const id = "0b5fbb9c-1df3-4c11-9f5a-3d4f6a1e2c77";
    const commitment = firstKey().use(keyCommitment);
    let head = noRow;
    const insert = database.client.prepare("INSERT INTO audit (seq, body, hash, mac) VALUES (?, ?, ?, ?)");
    database.client.exec("BEGIN");
    for (let seq = 0; seq < 1500; seq++) {
      const genesis = { database: id, schema: 7, commitment, event: "genesis" };
      const fields = { seq, time: "2026-11-23T00:00:00.000Z", terminal: "T-01" };
      const body = canonicalJson(seq === 0 ? { ...genesis, ...fields } : { ...fields, event: "staff-called" });
      head = rowHash(head, body);
      key.evolveTo(seq);
      insert.run(seq, body, head, key.mac(head));
    }
    database.client.exec("COMMIT");
    key.evolveTo(1500);
    const bytes = key.use((view) => Secret.from(Buffer.from(view)));
    const first = { database: id, next: 1, head, key: Secret.from(Buffer.alloc(32)) };
    assert.equal(at.means.keyStates.replace(first).type, "written");
    assert.equal(at.means.keyStates.replace({ database: id, next: 1500, head, key: bytes }).type, "written");
    const journal = journalOf(database, meansIn(join(at.file, "..")));
    journal.append({ event: "staff-called" }, nobody);
    journal.seal();
    assert.deepEqual(eventsOf(database).slice(-4), ["checkpoint-key", "checkpoint", "staff-called", "checkpoint"]);
    const whole = verified(database, at, { publicKey: signer.publicKey });
    assert.equal(whole.type, "whole", JSON.stringify(whole));
    const other = verified(database, at, { publicKey: "0".repeat(64) });
    assert.deepEqual(other.type === "broken" && other.fault.type, "signing-key-differs");
    database.close();
  });
});
