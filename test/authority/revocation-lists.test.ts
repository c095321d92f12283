// Revocation lists: what stands on them by openssl, when the next one is due, and what a full disk does.

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { rehearsalClock } from "../../hardware/rehearsal/clock.ts";
import { publishingOf } from "../../src/acts/publishing.ts";
import { nobody } from "../../src/audit/entry.ts";
import type { Issued, RevocationReason } from "../../src/authority/authority.ts";
import { publishedList } from "../../src/reliance/published-list.ts";
import { opensslMissing } from "../npki/openssl.ts";
import { authorities, knownPair, now } from "./in-memory.ts";
import { Publisher, types } from "./publisher.ts";
import { judge } from "./status-judge.ts";

const means = { records: await authorities(), pair: await knownPair() };
/** On which nothing is tried again. */
const clock = { now: () => now, after: () => () => {} };
const hour = 3_600_000;
const day = 24 * hour;

const chainOf = (name: string): readonly [Buffer, Buffer] => {
  const named = (wanted: string): Buffer =>
    means.records.find((record) => record.name === wanted)?.certificate ?? Buffer.alloc(0);
  return [named(name), named("root")];
};

describe("a revocation list, by openssl", { skip: opensslMissing }, () => {
  it("is signed by its CA, has a number, both times and every reason", async () => {
    using judged = judge(chainOf("yessign"));
    const at = new Publisher(means);
    const reasons: readonly (readonly [RevocationReason, string | null])[] = [
      ["keyCompromise", "Key Compromise"],
      ["affiliationChanged", "Affiliation Changed"],
      ["superseded", "Superseded"],
      ["cessationOfOperation", "Cessation Of Operation"],
      ["privilegeWithdrawn", "Privilege Withdrawn"],
      ["unspecified", null],
    ];
    for (const [reason] of reasons) at.authority.revoke((await at.issue()).serial, "yessign", reason, now, nobody);
    at.authority.suspend((await at.issue()).serial, "yessign", now, nobody);
    await at.issue();
    await at.lists.publish("yessign");
    const { status, out, complaint } = judged.list(at.list);
    const text = out.toString();
    assert.equal(status, 0, complaint);
    assert.match(complaint, /verify OK/);
    assert.match(text, /Version 2 /);
    assert.match(text, /Last Update: Nov 23 00:00:00 2026 GMT\s+Next Update: Nov 24 00:00:00 2026 GMT/);
    assert.match(text, /CRL Number:\s+1\n/);
    assert.match(text, /Authority Key Identifier:\s+keyid:/);
    assert.equal(text.match(/Serial Number: /g)?.length, 7);
    for (const [, words] of reasons) if (words) assert.equal(text.split(words).length, 2, words);
    assert.match(text, /Certificate Hold/);
    assert.equal(text.match(/CRL Reason Code/g)?.length, 6);
  });

  it("is refused by another CA's key, and so is one with a changed byte", async () => {
    using judged = judge(chainOf("yessign"));
    const at = new Publisher(means);
    await at.lists.publish("KICA");
    assert.doesNotMatch(judged.list(at.files.get("KICA") ?? Buffer.alloc(0)).complaint, /verify OK/);
    await at.lists.publish("yessign");
    const changed = Buffer.from(at.list);
    changed[changed.length - 1] = (changed.at(-1) ?? 0) ^ 1;
    assert.match(judged.list(changed).complaint, /verify failure/);
  });

  it("stops a certificate that is revoked or on hold, and one that is restored stands again", async () => {
    using judged = judge(chainOf("yessign"));
    const at = new Publisher(means);
    const [good, bad] = [await at.issue(), await at.issue("kim")];
    const stands = async ({ certificate }: Issued): Promise<string> => {
      await at.lists.publish("yessign");
      const { status, complaint } = judged.certificate(certificate, at.list, now);
      return status === 0 ? "stands" : (/error 23 /.exec(complaint)?.[0] ?? complaint);
    };
    assert.equal(await stands(good), "stands");
    at.authority.suspend(bad.serial, "yessign", now, nobody);
    assert.equal(await stands(bad), "error 23 ");
    at.authority.restore(bad.serial, "yessign", now, nobody);
    assert.equal(await stands(bad), "stands");
    at.authority.revoke(bad.serial, "yessign", "keyCompromise", now, nobody);
    assert.equal(await stands(bad), "error 23 ");
    assert.equal(await stands(good), "stands");
  });
});

describe("a revocation list", () => {
  it("is due when it would say something else, is used up by half, or is not there", async () => {
    const at = new Publisher(means);
    assert.deepEqual(await at.lists.publishDue(), []);
    const { serial } = await at.issue();
    assert.deepEqual(await at.lists.publishDue(), []);
    at.authority.revoke(serial, "yessign", "superseded", now, nobody);
    assert.deepEqual(types(await at.lists.publishDue()), ["published yessign 1"]);
    assert.deepEqual(await at.lists.publishDue(), []);
    at.now = new Date(+now + 12 * hour - 1);
    assert.deepEqual(await at.lists.publishDue(), []);
    at.now = new Date(+now + 12 * hour);
    assert.deepEqual(types(await at.lists.publishDue()), ["published yessign 2"]);
    at.files.clear();
    assert.deepEqual(types(await at.lists.publishDue()), ["published yessign 3"]);
  });

  it("keeps an entry until one was made beyond the certificate's end, and all have seen it", async () => {
    const at = new Publisher(means);
    const { serial, notAfter } = await at.issue();
    at.authority.revoke(serial, "yessign", "superseded", now, nobody);
    const entries: unknown[] = [];
    for (const after of [-day, 1, day + 1000, 2 * day]) {
      at.now = new Date(+notAfter + after);
      const outcome = await at.lists.publish("yessign");
      entries.push(outcome.type === "published" && outcome.entries);
    }
    assert.deepEqual(entries, [1, 1, 1, 0]);
  });

  it("has a number that rises, whatever the clock does, and each is journaled", async () => {
    const at = new Publisher(means);
    for (const back of [0, day, 0]) {
      at.now = new Date(+now - back);
      await at.lists.publish("yessign");
    }
    const numbers = at.branch.facts.flatMap((fact) => (fact.event === "revocation-list-signed" ? [fact.number] : []));
    assert.deepEqual(numbers, [1, 2, 3]);
  });

  it("that the disk does not take leaves the one before, and is due until it is written", async () => {
    const at = new Publisher(means);
    await at.lists.publish("yessign");
    const before = at.list;
    at.full = true;
    at.authority.revoke((await at.issue()).serial, "yessign", "superseded", now, nobody);
    assert.deepEqual(types(await at.lists.publishDue()), ["not-written yessign 2"]);
    assert.equal(at.list, before);
    assert.equal(at.branch.events.at(-1), "revocation-list-not-published");
    at.full = false;
    assert.deepEqual(types(await at.lists.publishDue()), ["published yessign 3"]);
    assert.notEqual(at.list, before);
  });
});

describe("a revocation list that is read back", () => {
  it("says what it said, to whoever has its CA's certificate, and nothing with a changed byte or from another CA", async () => {
    const at = new Publisher(means);
    const reasons: readonly RevocationReason[] = ["keyCompromise", "unspecified", "privilegeWithdrawn"];
    for (const reason of reasons) at.authority.revoke((await at.issue()).serial, "yessign", reason, now, nobody);
    at.authority.suspend((await at.issue()).serial, "yessign", now, nobody);
    await at.lists.publish("yessign");
    const entries = at.branch.certificates.listed("yessign", now);
    assert.equal(entries.length, 4);
    const [yessign] = chainOf("yessign");
    assert.deepEqual(publishedList(at.list, yessign), { number: 1, entries });
    assert.equal(publishedList(at.list, chainOf("KICA")[0]), null);
    for (let byte = 0; byte < at.list.length; byte++) {
      const changed = Buffer.from(at.list);
      changed[byte] = (changed[byte] ?? 0) ^ 1;
      const read = publishedList(changed, yessign);
      // An inner identifier of the algorithm that is not looked at says nothing about what is listed.
      assert.deepEqual(read ?? { number: 1, entries }, { number: 1, entries }, `byte ${byte}`);
    }
    at.now = new Date(now.getTime() + 9 * day);
    await at.lists.publish("KICA");
    assert.deepEqual(publishedList(at.files.get("KICA") ?? Buffer.alloc(0), chainOf("KICA")[0]), {
      number: 1,
      entries: [],
    });
  });
});

describe("publishing", () => {
  it("waits for the outermost transaction, and comes once for all that it revoked", async () => {
    const at = new Publisher(means);
    const publishing = publishingOf(at.lists, clock);
    at.branch.listChanges = publishing.listChanges;
    const [one, two] = [await at.issue(), await at.issue()];
    at.branch.transactions.run(() => {
      at.authority.revoke(one.serial, "yessign", "superseded", now, nobody);
      at.authority.revoke(two.serial, "yessign", "superseded", now, nobody);
      assert.equal(at.files.size, 0);
    });
    await new Promise(setImmediate);
    assert.equal(at.branch.certificates.lastList("yessign")?.number, 1);
    assert.equal(at.files.size, 1);
    await publishing.flush();
    assert.equal(at.branch.certificates.lastList("yessign")?.number, 1);
  });

  it("publishes nothing of what was rolled back, and before the books close what was not published yet", async () => {
    const at = new Publisher(means);
    const publishing = publishingOf(at.lists, clock);
    at.branch.listChanges = publishing.listChanges;
    const { serial } = await at.issue();
    assert.throws(() =>
      at.branch.transactions.run(() => {
        at.authority.revoke(serial, "yessign", "superseded", now, nobody);
        throw new Error("no");
      }),
    );
    await publishing.flush();
    assert.equal(at.files.size, 0);
    at.authority.revoke(serial, "yessign", "superseded", now, nobody);
    await publishing.flush();
    assert.equal(at.files.size, 1);
    at.branch.unwritable = "revocation-list-signing";
    at.authority.revoke((await at.issue()).serial, "yessign", "superseded", now, nobody);
    await publishing.flush();
    assert.equal(at.branch.certificates.lastList("yessign")?.number, 1);
  });

  it("tries again after a minute what could not be signed, and until then tells nobody that it is", async () => {
    const at = new Publisher(means);
    let again = (): void => assert.fail("nothing is to be tried again");
    const publishing = publishingOf(at.lists, {
      now: () => now,
      after(milliseconds, callback) {
        if (at.trouble !== null) assert.equal(milliseconds, 60_000);
        again = callback;
        return () => {};
      },
    });
    at.trouble = "silent";
    at.authority.revoke((await at.issue()).serial, "yessign", "superseded", now, nobody);
    publishing.listChanges();
    await publishing.flush();
    assert.equal(at.files.size, 0);
    at.trouble = null;
    again();
    await publishing.flush();
    assert.equal(at.files.size, 1);
  });

  it("never lets a list come to its end while the desk is open", async () => {
    const at = new Publisher(means);
    let armed = 0;
    const moved = rehearsalClock(now, async () => {
      for (const before = armed; armed === before; ) await new Promise(setImmediate);
    });
    Object.defineProperty(at, "now", { get: moved.now });
    const publishing = publishingOf(at.lists, {
      now: moved.now,
      after(milliseconds, callback) {
        armed++;
        return moved.after(milliseconds, callback);
      },
    });
    at.authority.revoke((await at.issue()).serial, "yessign", "superseded", now, nobody);
    publishing.listChanges();
    while (armed === 0) await new Promise(setImmediate);
    for (let hours = 0; hours < 100; hours += 5) {
      await moved.elapse(5 * hour);
      const ends = at.branch.certificates.lastList("yessign")?.nextUpdate ?? now;
      assert.ok(ends > moved.now(), `the list of ${ends.toISOString()} is over after ${hours + 5} hours`);
    }
    assert.ok((at.branch.certificates.lastList("yessign")?.number ?? 0) < 12);
  });
});
