// Attacks on what the next checkpoint will stand for: a terminal signs for no row that is not the one that was written.

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { openAuditRows } from "../../db/audit-rows.ts";
import { nobody } from "../../src/audit/entry.ts";
import { disarm, fault, found, rewrite, written } from "./attacked-journal.ts";
import { signer } from "./journal-means.ts";
import { begun, journalOf, refusalOf, verified } from "./new-journal.ts";

describe("a row changed before it is signed for", () => {
  it("a checkpoint's own row that was changed is found, and a start does not sign over it", () => {
    const target = written();
    disarm(target.database);
    target.database.client.exec(`UPDATE audit SET body = replace(body, '"boot":0', '"boot":9') WHERE seq = 72`);
    assert.deepEqual(found(target), { both: [72, "hash-differs"], state: [72, "hash-differs"] });
    const { means } = target.home;
    const refusal = { type: "not-what-was-written", seq: 72, fault: { type: "hash-differs" } };
    assert.deepEqual(refusalOf(target.database, means), refusal);
    assert.equal(openAuditRows(target.database).lastOf(null, ["checkpoint"])?.seq, 72);
    target.database.close();
  });

  it("a row before the key state that no checkpoint stands for yet is found at a start", () => {
    const { home, database } = begun();
    const journal = journalOf(database, home.means);
    const kept = home.means.keyStates;
    // As after a cut between the two: the key state is written, and the checkpoint is not.
    for (let seq = 1; seq <= 64; seq++) journal.append({ event: "idle-warned", at: `stage-${seq}` }, nobody);
    assert.throws(() =>
      database.transactions.run(() => {
        journal.append({ event: "idle-warned", at: "later" }, nobody);
        throw new RangeError("cut");
      }),
    );
    const read = kept.read();
    assert.equal(read.type === "found" && read.state.next, 65);
    disarm(database);
    database.client.exec("UPDATE audit SET body = replace(body, 'stage-40', 'stage-41') WHERE seq = 40");
    const refusal = { type: "not-what-was-written", seq: 40, fault: { type: "hash-differs" } };
    assert.deepEqual(refusalOf(database, home.means), refusal);
    database.close();
  });

  it("a row that was changed beside a working terminal is not signed for", () => {
    const { home, database } = begun();
    const journal = journalOf(database, home.means);
    for (let seq = 1; seq <= 9; seq++) journal.append({ event: "idle-warned", at: `stage-${seq}` }, nobody);
    disarm(database);
    database.client.exec("UPDATE audit SET body = replace(body, 'stage-4', 'stage-5') WHERE seq = 4");
    assert.throws(() => journal.seal(), { name: "JournalUnwritable", message: /^row 4 is not the one/ });
    assert.equal(openAuditRows(database).last()?.seq, 9);
    database.close();
  });

  it("a row that was changed before its checkpoint was signed is found, as each row's own hash is looked at", () => {
    const target = written();
    disarm(target.database);
    target.database.client.exec("UPDATE audit SET body = replace(body, 'stage-69', 'stage-70') WHERE seq = 70");
    rewrite(target, 71, { seal: ({ mac }) => mac, signer });
    const outside = { firstKey: null, state: null, publicKey: signer.publicKey };
    assert.deepEqual(fault(verified(target.database, target.home, outside)), [70, "hash-differs"]);
    target.database.close();
  });
});
