// A certificate whose CA cannot sign: what becomes of its serial, and of a signature that may exist.

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { makeDelegate } from "../../src/authority/ocsp-delegate.ts";
import { type SignerTrouble, signerTroubles, troublesAtWork } from "../../src/authority/signer.ts";
import { authorities, authorityOf, knownPair, MemoryBranch, now, openKeys, preparedBy } from "./in-memory.ts";

const [records, pair] = await Promise.all([authorities(), knownPair()]);

describe("a certificate that cannot be signed", () => {
  for (const why of signerTroubles)
    it(`gives its serial up when it is known beforehand (${why})`, async () => {
      const branch = new MemoryBranch();
      const never = { sign: () => assert.fail("the key was asked") };
      const authority = authorityOf(branch, records, { ...openKeys, trouble: () => why, signer: () => never });
      const prepared = await preparedBy(authority, pair);
      assert.deepEqual(await authority.issue(prepared), { type: "unsigned", why });
      assert.deepEqual([branch.rows[0]?.state, branch.rows[0]?.certificate], ["abandoned", null]);
      assert.deepEqual(branch.events.slice(-2), ["certificate-not-signed", "certificate-abandoned"]);
      assert.deepEqual(await authority.issue(prepared), { type: "not-prepared" });
    });

  for (const why of signerTroubles) {
    const atWork = troublesAtWork.includes(why);
    it(`is ${atWork ? "revoked" : "given up"} when the key was asked for it (${why})`, async () => {
      const branch = new MemoryBranch();
      let changed = 0;
      branch.listChanges = () => changed++;
      const authority = authorityOf(branch, records, { ...openKeys, signer: () => refusing(why) });
      assert.deepEqual(await authority.issue(await preparedBy(authority, pair)), { type: "unsigned", why });
      assert.deepEqual([branch.rows[0]?.state, changed], atWork ? ["revoked", 1] : ["abandoned", 0]);
      const signing = branch.events.indexOf("certificate-signing");
      assert.equal(branch.events[signing + 1], "certificate-not-signed");
    });
  }

  it("stands in nobody's way: the next one is signed", async () => {
    const branch = new MemoryBranch();
    let trouble: SignerTrouble | null = "absent";
    const authority = authorityOf(branch, records, { ...openKeys, trouble: () => trouble });
    assert.equal((await authority.issue(await preparedBy(authority, pair))).type, "unsigned");
    trouble = null;
    assert.equal((await authority.issue(await preparedBy(authority, pair))).type, "issued");
  });
});

describe("a responder that cannot be certified", () => {
  const means = (branch: MemoryBranch) => ({ purpose: "training", records, journal: branch.journal }) as const;

  it("is none, and the intent has its end in the journal", async () => {
    const branch = new MemoryBranch();
    const keys = { ...openKeys, signer: () => refusing("silent") };
    assert.deepEqual(await makeDelegate({ ...means(branch), keys }, now), { type: "not-certified", why: "silent" });
    assert.deepEqual(branch.events, ["responder-certifying", "responder-not-certified"]);
  });

  it("is not begun where it is known that no CA can sign", async () => {
    const branch = new MemoryBranch();
    const keys = { ...openKeys, trouble: () => "absent" as const };
    assert.deepEqual(await makeDelegate({ ...means(branch), keys }, now), { type: "not-certified", why: "absent" });
    assert.deepEqual(branch.events, []);
  });
});

function refusing(why: SignerTrouble) {
  return { sign: async () => ({ type: "unsigned", why }) as const };
}
