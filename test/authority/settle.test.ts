// After a power cut: what was prepared is given up, what was signed is revoked, and no other is touched.

import assert from "node:assert/strict";
import { before, describe, it } from "node:test";
import { JournalUnwritable } from "../../src/audit/journal.ts";
import type { Authority, KeyPair } from "../../src/authority/authority.ts";
import type { CaRecord, CertificateState } from "../../src/authority/certificates.ts";
import { settleInterrupted } from "../../src/authority/settle.ts";
import {
  authorities,
  authorityOf,
  issuedBy,
  knownPair,
  MemoryBranch,
  now,
  PowerCut,
  preparedBy,
  terminal,
} from "./in-memory.ts";

let records: readonly CaRecord[] = [];
let pair: KeyPair;
before(async () => {
  [records, pair] = await Promise.all([authorities(), knownPair()]);
});

type Left = { readonly branch: MemoryBranch; readonly authority: Authority };

/** A branch with one certificate in each of these states, each of a ceremony that is called like its state. */
async function leftWith(states: readonly CertificateState[], at = terminal): Promise<Left> {
  const branch = new MemoryBranch();
  const authority = authorityOf(branch, records);
  for (const state of states) {
    const changes = { ceremony: state, about: { ceremony: state, staff: "100001" }, terminal: at };
    if (state === "prepared") await preparedBy(authority, pair, changes);
    else {
      const { serial, issuer } = await issuedBy(authority, pair, changes);
      if (state !== "signed") branch.transactions.run(() => branch.certificates.advance(serial, issuer, state));
    }
  }
  return { branch, authority };
}

function settle({ branch, authority }: Left, at = terminal): number {
  const { certificates, transactions, journal } = branch;
  return settleInterrupted({ certificates, authority, transactions, journal, terminal: at, now });
}

const states = (branch: MemoryBranch): readonly string[] => branch.rows.map(({ state }) => state);

describe("settling", () => {
  it("gives up what was prepared: there is no signature to revoke", async () => {
    const left = await leftWith(["prepared"]);
    const before = left.branch.entries.length;
    assert.equal(settle(left), 1);
    assert.deepEqual(states(left.branch), ["abandoned"]);
    const about = { ceremony: "prepared", staff: null };
    assert.deepEqual(left.branch.entries.slice(before), [
      { fact: { event: "certificate-abandoned", serial: "10000001", issuer: "yessign" }, about },
      { fact: { event: "ceremony-ended", result: "failed", at: "prepared", why: "interrupted" }, about },
    ]);
  });

  for (const state of ["signed", "written"] as const)
    it(`revokes what was ${state}: nobody knows in whose hands it is`, async () => {
      const left = await leftWith([state]);
      const before = left.branch.entries.length;
      assert.equal(settle(left), 1);
      assert.deepEqual(states(left.branch), ["revoked"]);
      assert.equal(left.branch.reasons.get("10000001"), "cessationOfOperation");
      assert.deepEqual(left.branch.events.slice(before), [
        "certificate-revoking",
        "certificate-revoked",
        "ceremony-ended",
      ]);
      assert.ok(left.branch.entries.slice(before).every(({ about }) => about.ceremony === state));
    });

  it("leaves what is valid, revoked or abandoned, and what another terminal is at", async () => {
    const left = await leftWith(["valid", "revoked", "abandoned"]);
    const before = left.branch.entries.length;
    assert.equal(settle(left), 0);
    assert.deepEqual(states(left.branch), ["valid", "revoked", "abandoned"]);
    const elsewhere = await leftWith(["prepared", "signed"], "T-02");
    assert.equal(settle(elsewhere), 0);
    assert.deepEqual(states(elsewhere.branch), ["prepared", "signed"]);
    assert.equal(left.branch.entries.length, before);
  });

  it("has nothing to do a second time", async () => {
    const left = await leftWith(["prepared", "signed", "written"]);
    assert.equal(settle(left), 3);
    const rows = left.branch.entries.length;
    assert.equal(settle(left), 0);
    assert.equal(left.branch.entries.length, rows);
  });

  it("goes on where the power cut it off: each certificate with its rows, or none of both", async () => {
    for (let commits = 0; commits < 3; commits++) {
      const left = await leftWith(["prepared", "signed", "written"]);
      const began = left.branch.entries.length;
      let done = 0;
      left.branch.cutAt = () => done++ === commits;
      assert.throws(() => settle(left));
      left.branch.cutAt = () => false;
      const open = left.branch.certificates.open(terminal).length;
      assert.equal(open, 3 - commits);
      const ended = left.branch.events.slice(began).filter((event) => event === "ceremony-ended").length;
      assert.equal(ended, commits);
      assert.equal(settle(left), open);
      assert.deepEqual(states(left.branch), ["abandoned", "revoked", "revoked"]);
      assert.equal(left.branch.events.filter((event) => event === "ceremony-ended").length, 3);
    }
  });

  it("changes nothing that it cannot record", async () => {
    const left = await leftWith(["prepared"]);
    left.branch.unwritable = "ceremony-ended";
    assert.throws(() => settle(left), JournalUnwritable);
    assert.deepEqual(states(left.branch), ["prepared"]);
  });
});

describe("settling after an intent to sign", () => {
  for (const point of ["sign.intended", "sign.acted"])
    it(`revokes a serial whose signature may exist, though none is stored: the power went at ${point}`, async () => {
      const branch = new MemoryBranch();
      const authority = authorityOf(branch, records);
      branch.cutAt = (at) => at === point;
      await assert.rejects(issuedBy(authority, pair), PowerCut);
      branch.cutAt = () => false;
      assert.equal(settle({ branch, authority }), 1);
      assert.deepEqual(states(branch), ["revoked"]);
      assert.deepEqual(branch.certificates.listed("yessign", now), [
        { serial: "10000001", since: now, reason: "cessationOfOperation" },
      ]);
      assert.deepEqual(branch.events.slice(-4), [
        "certificate-signing",
        "certificate-revoking",
        "certificate-revoked",
        "ceremony-ended",
      ]);
    });
});
