// The edges of the embedded CA: a CA near its end, rows that changed under a prepared token.

import assert from "node:assert/strict";
import { before, describe, it } from "node:test";
import { nobody } from "../../src/audit/entry.ts";
import type { KeyPair, Prepared } from "../../src/authority/authority.ts";
import type { CaRecord } from "../../src/authority/certificates.ts";
import { settleInterrupted } from "../../src/authority/settle.ts";
import { authorities, authorityOf, knownPair, MemoryBranch, now, requestFor, terminal } from "./in-memory.ts";

let records: readonly CaRecord[] = [];
let pair: KeyPair;
before(async () => {
  records = await authorities();
  pair = await knownPair();
});

async function preparedIn(branch: MemoryBranch) {
  const authority = authorityOf(branch, records);
  const outcome = await authority.prepare(requestFor(pair));
  assert.ok(outcome.type === "prepared");
  return { authority, prepared: outcome.prepared };
}

describe("the CAs", () => {
  it("sign nothing that ends after they do", async () => {
    const branch = new MemoryBranch();
    const late = requestFor(pair, { now: new Date("2036-06-01T00:00:00Z") });
    const outcome = await authorityOf(branch, records).prepare(late);
    assert.ok(outcome.type === "lint-refused");
    assert.deepEqual(
      outcome.findings.map(({ rule }) => rule),
      ["within-issuer"],
    );
    assert.deepEqual(branch.rows, []);
  });
});

describe("a prepared token", () => {
  it("signs nothing once its row was given up", async () => {
    const branch = new MemoryBranch();
    const { authority, prepared } = await preparedIn(branch);
    const { certificates, transactions, journal } = branch;
    settleInterrupted({ certificates, authority, transactions, journal, terminal, now });
    assert.deepEqual(await authority.issue(prepared), { type: "not-prepared" });
    assert.deepEqual(
      branch.rows.map(({ state }) => state),
      ["abandoned"],
    );
    assert.ok(!branch.events.includes("certificate-signing"));
  });

  it("signs nothing once its serial was revoked", async () => {
    const branch = new MemoryBranch();
    const { authority, prepared } = await preparedIn(branch);
    authority.revoke(prepared.serial, prepared.issuer, "unspecified", now, nobody);
    assert.deepEqual(await authority.issue(prepared), { type: "not-prepared" });
    assert.ok(!branch.events.includes("certificate-signing"));
  });

  it("signs what was linted, whatever happens to the bytes in the row", async () => {
    const branch = new MemoryBranch();
    const { authority, prepared } = await preparedIn(branch);
    const [row] = branch.rows;
    assert.ok(row);
    const linted = Buffer.from(row.toBeSigned);
    row.toBeSigned.subarray(-20).fill(0);
    const outcome = await authority.issue(prepared);
    assert.ok(outcome.type === "issued");
    assert.ok(outcome.issued.certificate.includes(linted));
  });

  it("cannot be changed", async () => {
    const { prepared } = await preparedIn(new MemoryBranch());
    assert.throws(() => Object.assign(prepared, { issuer: "KICA" } satisfies Partial<Prepared>), TypeError);
  });
});
