// The CA inside the terminal signs only what it prepared, once, and nothing that is not recorded before.

import assert from "node:assert/strict";
import { createHash, generateKeyPairSync, X509Certificate } from "node:crypto";
import { before, describe, it } from "node:test";
import { nobody } from "../../src/audit/entry.ts";
import { JournalUnwritable } from "../../src/audit/journal.ts";
import type { KeyPair, SerialNumber } from "../../src/authority/authority.ts";
import type { CaRecord } from "../../src/authority/certificates.ts";
import {
  authorities,
  authorityOf,
  issuedBy,
  knownPair,
  MemoryBranch,
  now,
  openKeys,
  PowerCut,
  preparedBy,
  requestFor,
  terminal,
} from "./in-memory.ts";

let records: readonly CaRecord[] = [];
let pair: KeyPair;
before(async () => {
  [records, pair] = await Promise.all([authorities(), knownPair()]);
});

const sha256 = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");

describe("issue", () => {
  it("works once for a token, also for two at a time", async () => {
    const branch = new MemoryBranch();
    const authority = authorityOf(branch, records);
    const prepared = await preparedBy(authority, pair);
    const outcomes = await Promise.all([authority.issue(prepared), authority.issue(prepared)]);
    assert.deepEqual(outcomes.map(({ type }) => type).sort(), ["issued", "not-prepared"]);
    assert.deepEqual(await authority.issue(prepared), { type: "not-prepared" });
    assert.equal(branch.events.filter((event) => event === "certificate-signed").length, 1);
  });

  it("signs nothing that this authority did not prepare: no copy, no token of another, none made up", async () => {
    const branch = new MemoryBranch();
    const authority = authorityOf(branch, records);
    const prepared = await preparedBy(authority, pair);
    const elsewhere = await preparedBy(authorityOf(new MemoryBranch(), records), pair);
    for (const token of [{ ...prepared }, elsewhere, structuredClone(prepared)])
      assert.deepEqual(await authority.issue(token), { type: "not-prepared" });
    assert.ok(!branch.events.includes("certificate-signing"));
    assert.equal((await authority.issue(prepared)).type, "issued");
  });

  it("journals intent and act in their order, with digest and fingerprint", async () => {
    const branch = new MemoryBranch();
    const { serial, fingerprint } = await issuedBy(authorityOf(branch, records), pair);
    const [row] = branch.rows;
    const digest = sha256(row?.toBeSigned ?? Buffer.alloc(0));
    const key = { serial, issuer: "yessign" };
    assert.deepEqual(branch.facts, [
      { event: "certificate-preparing", product: "limited", customer: "hong" },
      { event: "certificate-prepared", ...key, digest },
      { event: "certificate-signing", ...key, digest },
      { event: "certificate-signed", ...key, fingerprint },
    ]);
    assert.ok(branch.entries.every(({ about }) => about.ceremony === "c-1"));
  });

  it("has its intent on the disk before the key of the CA is used", async () => {
    const branch = new MemoryBranch();
    const [root] = records;
    assert.ok(root);
    // A wrong key shows itself as soon as it has signed.
    const authority = authorityOf(branch, records, { ...openKeys, signer: () => openKeys.signer(root) });
    branch.unwritable = "certificate-signing";
    await assert.rejects(authority.issue(await preparedBy(authority, pair)), JournalUnwritable);
    branch.unwritable = null;
    await assert.rejects(authority.issue(await preparedBy(authority, pair)), /does not verify/);
    assert.equal(branch.events.at(-1), "certificate-signing");
    assert.deepEqual(
      branch.rows.map(({ state, certificate }) => [state, certificate]),
      [
        ["prepared", null],
        ["signing", null],
      ],
    );
  });

  for (const point of ["sign.intended", "sign.acted"])
    it(`leaves a serial of which a signature may exist when the power goes at ${point}`, async () => {
      const branch = new MemoryBranch();
      const authority = authorityOf(branch, records);
      const prepared = await preparedBy(authority, pair);
      branch.cutAt = (at) => at === point;
      await assert.rejects(authority.issue(prepared), PowerCut);
      branch.cutAt = () => false;
      assert.deepEqual(
        branch.rows.map(({ state }) => state),
        ["signing"],
      );
      assert.equal(branch.events.at(-1), "certificate-signing");
      assert.deepEqual(await authority.issue(prepared), { type: "not-prepared" });
    });

  it("has the certificate in its store when the power goes after sign.recorded", async () => {
    const branch = new MemoryBranch();
    const authority = authorityOf(branch, records);
    const prepared = await preparedBy(authority, pair);
    branch.cutAt = (at) => at === "sign.recorded";
    await assert.rejects(authority.issue(prepared), PowerCut);
    const [row] = branch.rows;
    assert.equal(row?.state, "signed");
    assert.ok(
      row.certificate &&
        new X509Certificate(row.certificate).checkIssued(new X509Certificate(records[1]?.certificate ?? "")),
    );
  });
});

describe("prepare", () => {
  it("stores serial, customer, terminal and ceremony before anything is signed", async () => {
    const branch = new MemoryBranch();
    const prepared = await preparedBy(authorityOf(branch, records), pair);
    const [row] = branch.rows;
    assert.ok(row);
    const { toBeSigned, subject, ...rest } = row;
    assert.deepEqual(rest, {
      serial: prepared.serial,
      issuer: "yessign",
      product: "limited",
      customer: "hong",
      terminal,
      ceremony: "c-1",
      state: "prepared",
      certificate: null,
      notBefore: new Date("2026-11-22T15:00:00Z"),
      notAfter: new Date("2027-11-23T14:59:59Z"),
    });
    assert.equal(prepared.digest, sha256(toBeSigned));
    assert.equal(prepared.folder, `NPKI/yessign/USER/${subject}`);
  });

  it("lints: neither a name over 64 characters nor a short key gets a row", async () => {
    const branch = new MemoryBranch();
    const authority = authorityOf(branch, records);
    const short = generateKeyPairSync("rsa", { modulusLength: 1024 }).publicKey;
    for (const [changes, rule] of [
      [{ name: "A".repeat(50) }, "common-name-length"],
      [{ publicKey: short.export({ type: "spki", format: "der" }) }, "rsa-key"],
    ] as const) {
      const outcome = await authority.prepare(requestFor(pair, changes));
      assert.equal(outcome.type, "lint-refused");
      assert.deepEqual(
        outcome.findings.map((finding) => finding.rule),
        [rule],
      );
    }
    assert.deepEqual(branch.rows, []);
    assert.ok(!branch.events.includes("certificate-prepared"));
  });

  it("refuses a name that no stick can hold, and one that is none", async () => {
    const branch = new MemoryBranch();
    const authority = authorityOf(branch, records);
    for (const name of ["홍/길동", "AC?ME", "홍,ou=길동", "홍\n길동", ""])
      assert.equal((await authority.prepare(requestFor(pair, { name }))).type, "name-refused", name);
    assert.deepEqual(branch.rows, []);
  });

  it("prepares nothing that the journal cannot hold", async () => {
    const branch = new MemoryBranch();
    const authority = authorityOf(branch, records);
    for (const event of ["certificate-preparing", "certificate-prepared"] as const) {
      branch.unwritable = event;
      await assert.rejects(authority.prepare(requestFor(pair)), JournalUnwritable);
      assert.deepEqual(branch.rows, []);
    }
  });
});

describe("revoke", () => {
  it("is durable, with its reason, and a second time changes nothing", async () => {
    const branch = new MemoryBranch();
    const authority = authorityOf(branch, records);
    const { serial } = await issuedBy(authority, pair);
    const about = { ceremony: "c-2", staff: "100001" };
    authority.revoke(serial, "yessign", "superseded", now, about);
    assert.deepEqual(
      branch.rows.map(({ state }) => state),
      ["revoked"],
    );
    const rows = branch.entries.slice(-2);
    assert.deepEqual(rows, [
      { fact: { event: "certificate-revoking", serial, issuer: "yessign", reason: "superseded" }, about },
      { fact: { event: "certificate-revoked", serial, issuer: "yessign", reason: "superseded" }, about },
    ]);
    authority.revoke(serial, "yessign", "keyCompromise", now, about);
    assert.equal(branch.reasons.get(serial), "superseded");
    assert.deepEqual(branch.entries.slice(-2), rows);
  });

  it("of a serial that nobody has is a bug, and leaves no row", () => {
    const branch = new MemoryBranch();
    const authority = authorityOf(branch, records);
    const serial = "7fffffff" as SerialNumber;
    assert.throws(() => authority.revoke(serial, "yessign", "superseded", now, nobody), RangeError);
    assert.deepEqual(branch.facts, []);
  });

  it("is nothing at all when its rows cannot be written", async () => {
    const branch = new MemoryBranch();
    const authority = authorityOf(branch, records);
    const { serial } = await issuedBy(authority, pair);
    branch.unwritable = "certificate-revoked";
    assert.throws(() => authority.revoke(serial, "yessign", "superseded", now, nobody), JournalUnwritable);
    assert.deepEqual(
      branch.rows.map(({ state }) => state),
      ["signed"],
    );
    assert.ok(!branch.events.includes("certificate-revoking"));
  });
});
