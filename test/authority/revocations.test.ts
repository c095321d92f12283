// Revoked, on hold, restored: rows and facts together, and six months in whole Korean days.

import assert from "node:assert/strict";
import { before, describe, it } from "node:test";
import { JournalUnwritable } from "../../src/audit/journal.ts";
import type { Authority, Issued, KeyPair } from "../../src/authority/authority.ts";
import type { CaRecord } from "../../src/authority/certificates.ts";
import { suspensionEnd } from "../../src/authority/suspension.ts";
import { authorities, authorityOf, issuedBy, knownPair, MemoryBranch, now, product } from "./in-memory.ts";

let records: readonly CaRecord[] = [];
let pair: KeyPair;
before(async () => {
  [records, pair] = await Promise.all([authorities(), knownPair()]);
});

const about = { ceremony: "c-2", staff: "100001" };
const day = 24 * 3_600_000;

type Branch = { readonly branch: MemoryBranch; readonly authority: Authority; readonly issued: Issued };

async function withValid(changes: Parameters<typeof issuedBy>[2] = {}, branch = new MemoryBranch()): Promise<Branch> {
  const authority = authorityOf(branch, records);
  const issued = await issuedBy(authority, pair, changes);
  branch.transactions.run(() => branch.certificates.advance(issued.serial, issued.issuer, "valid"));
  return { branch, authority, issued };
}

const stateOf = ({ branch, issued }: Branch): string | undefined =>
  branch.certificates.row(issued.serial, issued.issuer)?.state;

describe("a suspension", () => {
  /** [suspended, the last second in which it can be restored] */
  const ends: readonly (readonly [since: string, until: string])[] = [
    ["2026-11-23T09:00:00+09:00", "2027-05-23T23:59:59+09:00"],
    ["2026-11-23T23:59:59+09:00", "2027-05-23T23:59:59+09:00"],
    ["2026-11-24T00:00:00+09:00", "2027-05-24T23:59:59+09:00"],
    ["2026-08-31T12:00:00+09:00", "2027-02-28T23:59:59+09:00"],
    ["2027-08-31T12:00:00+09:00", "2028-02-29T23:59:59+09:00"],
    ["2026-06-30T12:00:00+09:00", "2026-12-30T23:59:59+09:00"],
    ["2026-12-31T00:00:00+09:00", "2027-06-30T23:59:59+09:00"],
  ];
  for (const [since, until] of ends)
    it(`that began at ${since} ends at ${until}`, () => {
      assert.equal(suspensionEnd(new Date(since)).getTime(), new Date(until).getTime());
    });

  it("puts a valid certificate on the list, and a restoration takes it off", async () => {
    const made = await withValid();
    const { branch, authority, issued } = made;
    const { serial, issuer } = issued;
    const began = branch.facts.length;
    const until = new Date("2027-05-23T23:59:59+09:00");
    assert.partialDeepStrictEqual(authority.suspend(serial, issuer, now, about), { type: "suspended", until });
    assert.equal(stateOf(made), "suspended");
    assert.deepEqual(branch.certificates.listed(issuer, now), [{ serial, since: now, reason: "certificateHold" }]);
    assert.deepEqual(authority.suspend(serial, issuer, now, about), { type: "not-valid", state: "suspended" });
    assert.equal(authority.restore(serial, issuer, until, about).type, "restored");
    assert.equal(stateOf(made), "valid");
    assert.deepEqual(branch.certificates.listed(issuer, now), []);
    assert.deepEqual(branch.facts.slice(began), [
      { event: "certificate-suspending", serial, issuer },
      { event: "certificate-suspended", serial, issuer, until: until.toISOString() },
      { event: "certificate-restoring", serial, issuer },
      { event: "certificate-restored", serial, issuer },
    ]);
    assert.ok(branch.entries.slice(began).every((entry) => entry.about === about));
  });

  it("ends in revocation when its six months are over, and counts from its beginning", async () => {
    const made = await withValid();
    const { branch, authority, issued } = made;
    const { serial, issuer } = issued;
    authority.suspend(serial, issuer, now, about);
    const last = new Date("2027-05-23T23:59:59+09:00");
    const over = new Date("2027-05-24T00:00:00+09:00");
    assert.equal(authority.expireSuspensions(last), 0);
    assert.deepEqual(authority.restore(serial, issuer, over, about), { type: "too-late", until: last });
    assert.equal(authority.expireSuspensions(over), 1);
    assert.equal(authority.expireSuspensions(over), 0);
    assert.equal(stateOf(made), "revoked");
    assert.deepEqual(branch.certificates.listed(issuer, now), [{ serial, since: now, reason: "cessationOfOperation" }]);
    assert.deepEqual(branch.certificates.revocation(serial, issuer)?.revokedAt, over);
    assert.deepEqual(authority.restore(serial, issuer, over, about), { type: "not-suspended", state: "revoked" });
    assert.deepEqual(authority.suspend(serial, issuer, over, about), { type: "not-valid", state: "revoked" });
  });

  it("is for what is valid and not over", async () => {
    const { authority, issued } = await withValid();
    const { serial, issuer, notAfter } = issued;
    assert.deepEqual(authority.suspend(serial, issuer, new Date(+notAfter + 1), about), {
      type: "not-valid",
      state: "expired",
    });
    assert.equal(authority.suspend(serial, issuer, notAfter, about).type, "suspended");
    assert.throws(() => authority.suspend("7fffffff" as typeof serial, issuer, now, about), RangeError);
  });

  it("is not lifted where its holder was given another of the kind that one holds once", async () => {
    const first = await withValid();
    first.authority.suspend(first.issued.serial, first.issued.issuer, now, about);
    const second = await withValid({}, first.branch);
    assert.deepEqual(first.authority.restore(first.issued.serial, first.issued.issuer, now, about), {
      type: "replaced",
      by: second.issued.serial,
    });
    assert.equal(stateOf(first), "suspended");
    const general = await withValid({ product: product("general") });
    general.authority.suspend(general.issued.serial, general.issued.issuer, now, about);
    await withValid({ product: product("general") }, general.branch);
    assert.equal(general.authority.restore(general.issued.serial, general.issued.issuer, now, about).type, "restored");
  });
});

describe("a suspension on a bad disk", () => {
  for (const event of ["certificate-suspending", "certificate-suspended"] as const)
    it(`is nothing at all where ${event} cannot be written`, async () => {
      const made = await withValid();
      made.branch.unwritable = event;
      const { serial, issuer } = made.issued;
      assert.throws(() => made.authority.suspend(serial, issuer, now, about), JournalUnwritable);
      assert.equal(stateOf(made), "valid");
    });

  for (const event of ["certificate-restoring", "certificate-restored"] as const)
    it(`goes on where ${event} cannot be written`, async () => {
      const made = await withValid();
      const { serial, issuer } = made.issued;
      made.authority.suspend(serial, issuer, now, about);
      made.branch.unwritable = event;
      assert.throws(() => made.authority.restore(serial, issuer, new Date(+now + day), about), JournalUnwritable);
      assert.equal(stateOf(made), "suspended");
    });
});

describe("a list", () => {
  it("changes with each act that changes what stands on it, and with no other", async () => {
    const { branch, authority, issued } = await withValid();
    const { serial, issuer } = issued;
    const changes: string[] = [];
    branch.listChanges = (changed) => void changes.push(changed);
    authority.restore(serial, issuer, now, about);
    assert.deepEqual(changes, []);
    authority.suspend(serial, issuer, now, about);
    authority.suspend(serial, issuer, now, about);
    authority.restore(serial, issuer, now, about);
    authority.revoke(serial, issuer, "keyCompromise", now, about);
    authority.revoke(serial, issuer, "superseded", now, about);
    assert.deepEqual(changes, ["yessign", "yessign", "yessign"]);
  });
});
