// Staff sign on: a number that nobody has answers as a wrong password does.

import assert from "node:assert/strict";
import { before, describe, it } from "node:test";
import { Secret } from "../../src/secret.ts";
import type { StaffMember, StaffNumber } from "../../src/verification/registry.ts";
import { type SignOnOutcome, signOn } from "../../src/verification/staff.ts";
import { hashPassword } from "../../src/verification/staff-password.ts";
import { MemoryBranch } from "./in-memory.ts";

const member: StaffMember = { number: "100001" as StaffNumber, name: "이창구", role: "teller" };
const password = "Teller!2026";
let hash = "";

before(async () => {
  hash = await hashPassword(Secret.fromText(password));
});

function employer(): MemoryBranch {
  const branch = new MemoryBranch();
  branch.employ(member, hash);
  return branch;
}

function ask(branch: MemoryBranch, number: string, text: string): Promise<SignOnOutcome> {
  return signOn(branch.verifying, number, Secret.fromText(text));
}

describe("sign-on", () => {
  it("lets a member of staff in by number and password", async () => {
    const branch = employer();
    assert.deepEqual(await ask(branch, "100001", password), { type: "signed-on", member });
    assert.deepEqual(branch.facts, [{ event: "staff-signed-on", number: "100001" }]);
  });

  for (const number of ["100001", "199999"])
    it(`counts down to the lock of ${number}, whether anybody has it or not`, async () => {
      const branch = employer();
      for (const left of [4, 3, 2, 1])
        assert.deepEqual(await ask(branch, number, "Teller!2027"), { type: "sign-on-refused", left });
      assert.deepEqual(await ask(branch, number, ""), { type: "sign-on-locked" });
      assert.deepEqual(await ask(branch, number, password), { type: "sign-on-locked" });
      assert.deepEqual(branch.lastFact, { event: "staff-locked", number });
    });

  it("counts down the right password of who was taken out of service, and lets him in when he is back", async () => {
    const branch = employer();
    branch.takeOut("100001");
    for (const left of [4, 3, 2])
      assert.deepEqual(await ask(branch, "100001", password), { type: "sign-on-refused", left });
    assert.deepEqual(branch.lastFact, { event: "staff-refused", number: "100001", left: 2 });
    branch.takeBack("100001");
    assert.deepEqual(await ask(branch, "100001", password), { type: "signed-on", member });
    branch.takeOut("100001");
    for (const left of [4, 3, 2, 1])
      assert.deepEqual(await ask(branch, "100001", password), { type: "sign-on-refused", left });
    assert.deepEqual(await ask(branch, "100001", password), { type: "sign-on-locked" });
    branch.takeBack("100001");
    assert.deepEqual(await ask(branch, "100001", password), { type: "sign-on-locked" });
  });

  it("gives no extra try to many at once", async () => {
    const branch = employer();
    const answers = await Promise.all(Array.from({ length: 8 }, () => ask(branch, "100001", "Teller!2027")));
    const types = answers.map(({ type }) => type).sort();
    const expected = [...Array(4).fill("sign-on-locked"), ...Array(4).fill("sign-on-refused")];
    assert.deepEqual(types, expected);
  });

  it("takes as long for a number that nobody has, or who was taken out of service, as for a wrong password", async () => {
    const time = async (number: string, out = false): Promise<number> => {
      const branch = employer();
      if (out) branch.takeOut(number);
      const began = process.cpuUsage();
      for (let i = 0; i < 3; i++) await ask(branch, number, "Teller!2027");
      return process.cpuUsage(began).user;
    };
    await time("100001");
    const [known, ...others] = [await time("100001"), await time("199999"), await time("100001", true)];
    for (const other of others) assert.ok(other > known / 3 && other < known * 3, `${other} µs against ${known} µs`);
  });
});
