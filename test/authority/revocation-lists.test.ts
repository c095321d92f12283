// Revocation lists: what stands on them by openssl, when the next one is due, and what a full disk does.

import assert from "node:assert/strict";
import { before, describe, it } from "node:test";
import { publishingOf } from "../../src/acts/publishing.ts";
import { JournalUnwritable } from "../../src/audit/journal.ts";
import type { Issued, KeyPair, RevocationReason } from "../../src/authority/authority.ts";
import type { CaRecord } from "../../src/authority/certificates.ts";
import {
  openRevocationLists,
  type PublishOutcome,
  type RevocationLists,
} from "../../src/authority/revocation-lists.ts";
import type { CustomerId } from "../../src/verification/registry.ts";
import { opensslMissing } from "../npki/openssl.ts";
import { authorities, authorityOf, issuedBy, keyOf, knownPair, MemoryBranch, now } from "./in-memory.ts";
import { judge } from "./status-judge.ts";

let records: readonly CaRecord[] = [];
let pair: KeyPair;
before(async () => {
  [records, pair] = await Promise.all([authorities(), knownPair()]);
});

const about = { ceremony: null, staff: null };
const hour = 3_600_000;
const day = 24 * hour;

class Publisher {
  readonly branch = new MemoryBranch();
  readonly authority = authorityOf(this.branch, records);
  readonly files = new Map<string, Buffer>();
  now = now;
  full = false;
  readonly lists: RevocationLists = openRevocationLists({
    records,
    unlock: keyOf,
    certificates: this.branch.certificates,
    transactions: this.branch.transactions,
    journal: this.branch.journal,
    place: {
      write: (issuer, list) => {
        if (this.full) return "no room";
        this.files.set(issuer, list);
        return null;
      },
      read: (issuer) => this.files.get(issuer) ?? null,
    },
    hours: 24,
    now: () => this.now,
  });

  get list(): Buffer {
    return this.files.get("yessign") ?? Buffer.alloc(0);
  }

  async issue(customer = "hong"): Promise<Issued> {
    const issued = await issuedBy(this.authority, pair, { customer: customer as CustomerId });
    this.branch.transactions.run(() => this.branch.certificates.advance(issued.serial, "yessign", "valid"));
    return issued;
  }
}

const chainOf = (name: string): readonly [Buffer, Buffer] => {
  const named = (wanted: string): Buffer =>
    records.find((record) => record.name === wanted)?.certificate ?? Buffer.alloc(0);
  return [named(name), named("root")];
};

const types = (outcomes: readonly PublishOutcome[]): readonly string[] =>
  outcomes.map(({ type, issuer, number }) => `${type} ${issuer} ${number}`);

describe("a revocation list, by openssl", { skip: opensslMissing }, () => {
  it("is signed by its CA, has a number, both times and every reason", async () => {
    using judged = judge(chainOf("yessign"));
    const at = new Publisher();
    const reasons: readonly (readonly [RevocationReason, string | null])[] = [
      ["keyCompromise", "Key Compromise"],
      ["affiliationChanged", "Affiliation Changed"],
      ["superseded", "Superseded"],
      ["cessationOfOperation", "Cessation Of Operation"],
      ["privilegeWithdrawn", "Privilege Withdrawn"],
      ["unspecified", null],
    ];
    for (const [reason] of reasons) at.authority.revoke((await at.issue()).serial, "yessign", reason, now, about);
    at.authority.suspend((await at.issue()).serial, "yessign", now, about);
    await at.issue();
    at.lists.publish("yessign");
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

  it("is refused by another CA's key, and so is one with a changed byte", () => {
    using judged = judge(chainOf("yessign"));
    const at = new Publisher();
    at.lists.publish("KICA");
    assert.doesNotMatch(judged.list(at.files.get("KICA") ?? Buffer.alloc(0)).complaint, /verify OK/);
    at.lists.publish("yessign");
    const changed = Buffer.from(at.list);
    changed[changed.length - 1] = (changed.at(-1) ?? 0) ^ 1;
    assert.match(judged.list(changed).complaint, /verify failure/);
  });

  it("stops a certificate that is revoked or on hold, and one that is restored stands again", async () => {
    using judged = judge(chainOf("yessign"));
    const at = new Publisher();
    const [good, bad] = [await at.issue(), await at.issue("kim")];
    const stands = ({ certificate }: Issued): string => {
      at.lists.publish("yessign");
      const { status, complaint } = judged.certificate(certificate, at.list, now);
      return status === 0 ? "stands" : (/error 23 /.exec(complaint)?.[0] ?? complaint);
    };
    assert.equal(stands(good), "stands");
    at.authority.suspend(bad.serial, "yessign", now, about);
    assert.equal(stands(bad), "error 23 ");
    at.authority.restore(bad.serial, "yessign", now, about);
    assert.equal(stands(bad), "stands");
    at.authority.revoke(bad.serial, "yessign", "keyCompromise", now, about);
    assert.equal(stands(bad), "error 23 ");
    assert.equal(stands(good), "stands");
  });
});

describe("a revocation list", () => {
  it("is due when it would say something else, is used up by half, or is not there", async () => {
    const at = new Publisher();
    assert.deepEqual(at.lists.publishDue(), []);
    const { serial } = await at.issue();
    assert.deepEqual(at.lists.publishDue(), []);
    at.authority.revoke(serial, "yessign", "superseded", now, about);
    assert.deepEqual(types(at.lists.publishDue()), ["published yessign 1"]);
    assert.deepEqual(at.lists.publishDue(), []);
    at.now = new Date(+now + 12 * hour - 1);
    assert.deepEqual(at.lists.publishDue(), []);
    at.now = new Date(+now + 12 * hour);
    assert.deepEqual(types(at.lists.publishDue()), ["published yessign 2"]);
    at.files.clear();
    assert.deepEqual(types(at.lists.publishDue()), ["published yessign 3"]);
  });

  it("keeps an entry until one was made beyond the certificate's end, and all have seen it", async () => {
    const at = new Publisher();
    const { serial, notAfter } = await at.issue();
    at.authority.revoke(serial, "yessign", "superseded", now, about);
    const entries = [-day, 1, day + 1000, 2 * day].map((after) => {
      at.now = new Date(+notAfter + after);
      const outcome = at.lists.publish("yessign");
      return outcome.type === "published" && outcome.entries;
    });
    assert.deepEqual(entries, [1, 1, 1, 0]);
  });

  it("has a number that rises, whatever the clock does, and each is journaled", () => {
    const at = new Publisher();
    for (const back of [0, day, 0]) {
      at.now = new Date(+now - back);
      at.lists.publish("yessign");
    }
    const numbers = at.branch.facts.flatMap((fact) => (fact.event === "revocation-list-signed" ? [fact.number] : []));
    assert.deepEqual(numbers, [1, 2, 3]);
  });

  it("that the disk does not take leaves the one before, and is due until it is written", async () => {
    const at = new Publisher();
    at.lists.publish("yessign");
    const before = at.list;
    at.full = true;
    at.authority.revoke((await at.issue()).serial, "yessign", "superseded", now, about);
    assert.deepEqual(types(at.lists.publishDue()), ["not-written yessign 2"]);
    assert.equal(at.list, before);
    assert.equal(at.branch.events.at(-1), "revocation-list-not-published");
    at.full = false;
    assert.deepEqual(types(at.lists.publishDue()), ["published yessign 3"]);
    assert.notEqual(at.list, before);
  });

  it("is not signed where it cannot be recorded", () => {
    const at = new Publisher();
    at.branch.unwritable = "revocation-list-signed";
    assert.throws(() => at.lists.publish("yessign"), JournalUnwritable);
    assert.equal(at.files.size, 0);
    assert.equal(at.branch.certificates.lastList("yessign"), null);
  });
});

describe("publishing", () => {
  it("waits for the outermost transaction, and comes once for all that it revoked", async () => {
    const at = new Publisher();
    const publishing = publishingOf(at.lists);
    at.branch.listChanges = publishing.listChanges;
    const [one, two] = [await at.issue(), await at.issue()];
    at.branch.transactions.run(() => {
      at.authority.revoke(one.serial, "yessign", "superseded", now, about);
      at.authority.revoke(two.serial, "yessign", "superseded", now, about);
      assert.equal(at.files.size, 0);
    });
    await Promise.resolve();
    assert.equal(at.branch.certificates.lastList("yessign")?.number, 1);
    publishing.flush();
    assert.equal(at.branch.certificates.lastList("yessign")?.number, 1);
  });

  it("publishes nothing of what was rolled back, and before the books close what was not published yet", async () => {
    const at = new Publisher();
    const publishing = publishingOf(at.lists);
    at.branch.listChanges = publishing.listChanges;
    const { serial } = await at.issue();
    assert.throws(() =>
      at.branch.transactions.run(() => {
        at.authority.revoke(serial, "yessign", "superseded", now, about);
        throw new Error("no");
      }),
    );
    publishing.flush();
    assert.equal(at.files.size, 0);
    at.authority.revoke(serial, "yessign", "superseded", now, about);
    publishing.flush();
    assert.equal(at.files.size, 1);
    at.branch.unwritable = "revocation-list-signed";
    at.authority.revoke((await at.issue()).serial, "yessign", "superseded", now, about);
    publishing.flush();
    assert.equal(at.branch.certificates.lastList("yessign")?.number, 1);
  });
});
