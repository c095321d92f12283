// Revocation lists that are not signed, or not recorded: the one before stays, and no number is used twice.

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { nobody } from "../../src/audit/entry.ts";
import { JournalUnwritable } from "../../src/audit/journal.ts";
import { authorities, knownPair, now } from "./in-memory.ts";
import { Publisher, types } from "./publisher.ts";

const means = { records: await authorities(), pair: await knownPair() };
const day = 24 * 3_600_000;

describe("a revocation list", () => {
  it("is not signed where its intent cannot be recorded, and is nobody's where its signature cannot", async () => {
    const at = new Publisher(means);
    at.sign = () => assert.fail("it was signed");
    at.branch.unwritable = "revocation-list-signing";
    await assert.rejects(at.lists.publish("yessign"), JournalUnwritable);
    assert.equal(at.branch.certificates.lastList("yessign"), null);
    at.sign = async () => null;
    at.branch.unwritable = "revocation-list-signed";
    await assert.rejects(at.lists.publish("yessign"), JournalUnwritable);
    assert.equal(at.files.size, 0);
    assert.partialDeepStrictEqual(at.branch.certificates.lastList("yessign"), { number: 1, published: false });
    at.branch.unwritable = null;
    assert.deepEqual(types(await at.lists.publishDue()), ["published yessign 2"]);
  });

  it("is begun with no number, and no row, where it is known that no CA can sign", async () => {
    const at = new Publisher(means);
    at.authority.revoke((await at.issue()).serial, "yessign", "superseded", now, nobody);
    const rows = at.branch.entries.length;
    at.trouble = "absent";
    assert.deepEqual(types(await at.lists.publishDue()), ["not-signed yessign absent"]);
    assert.deepEqual([at.branch.entries.length, at.files.size], [rows, 0]);
    at.trouble = null;
    assert.deepEqual(types(await at.lists.publishDue()), ["published yessign 1"]);
  });

  it("whose token is taken out while it signs leaves the one before, and its number is spent", async () => {
    const at = new Publisher(means);
    await at.lists.publish("yessign");
    const before = at.list;
    at.authority.revoke((await at.issue()).serial, "yessign", "superseded", now, nobody);
    at.sign = async () => ({ type: "unsigned", why: "removed" });
    assert.deepEqual(types(await at.lists.publishDue()), ["not-signed yessign removed"]);
    assert.equal(at.list, before);
    assert.deepEqual(at.branch.events.slice(-2), ["revocation-list-signing", "revocation-list-not-published"]);
    at.sign = async () => null;
    assert.deepEqual(types(await at.lists.publishDue()), ["published yessign 3"]);
  });

  it("keeps an entry that was on no list yet, however often one was begun beyond the certificate's end", async () => {
    const at = new Publisher(means);
    const { serial, notAfter } = await at.issue();
    await at.lists.publish("yessign");
    at.authority.revoke(serial, "yessign", "superseded", now, nobody);
    at.now = new Date(+notAfter + 3 * day);
    at.sign = async () => ({ type: "unsigned", why: "silent" });
    await at.lists.publish("yessign");
    at.now = new Date(+notAfter + 6 * day);
    at.sign = async () => null;
    assert.partialDeepStrictEqual(await at.lists.publish("yessign"), { type: "published", entries: 1 });
  });

  it("that another process overtook while it was signed is recorded, and not written over the later one", async () => {
    const at = new Publisher(means);
    const other = new Publisher(means, at.branch, at.files);
    at.sign = async () => {
      await other.lists.publish("yessign");
      return null;
    };
    assert.deepEqual(types([await at.lists.publish("yessign")]), ["overtaken yessign 1"]);
    assert.partialDeepStrictEqual(at.branch.certificates.lastList("yessign"), { number: 2, published: true });
    assert.equal(at.branch.events.filter((event) => event === "revocation-list-signed").length, 2);
  });
});
