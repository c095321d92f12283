// The account at the counter: right only in the hands of its owner, and silent about everything else.

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { Secret } from "../../src/secret.ts";
import { type AccountClaim, type AccountOutcome, checkAccount, maskAccount } from "../../src/verification/account.ts";
import { idOf, MemoryBranch } from "./in-memory.ts";

const hong = { resident: "9001011234567", account: "01234502100017", password: "1357" };
const kim = { resident: "8503152345678", account: "01234502200025", password: "2468" };
const smith = { resident: "8805055789012", account: "01234502700075", password: "3579" };
const nobodys = "01234509900099";

function ask(branch: MemoryBranch, resident: string, account: string, password: string): AccountOutcome {
  const by = { type: "resident-number", digits: Secret.fromText(resident) } as const;
  return checkAccount(branch.verifying, { by, account, password: Secret.fromText(password) });
}

describe("an account check", () => {
  it("identifies the owner by resident number, account and password", () => {
    const branch = new MemoryBranch();
    const outcome = ask(branch, hong.resident, hong.account, hong.password);
    assert.equal(outcome.type, "identified");
    assert.equal(outcome.customer.id, "hong");
    const account = "0123********17";
    assert.deepEqual(branch.facts, [{ event: "identity-verified", customer: "hong", account }]);
  });

  it("identifies a foreigner by a registration number with 5 to 8 as its seventh digit", () => {
    const outcome = ask(new MemoryBranch(), smith.resident, smith.account, smith.password);
    assert.equal(outcome.type === "identified" && outcome.customer.name, "JOHN SMITH");
  });

  it("takes a teller's choice in place of the resident number, and only for that customer's account", () => {
    const branch = new MemoryBranch();
    const claim = (account: string, password: string): AccountClaim => {
      return { by: { type: "customer", id: idOf("hong") }, account, password: Secret.fromText(password) };
    };
    assert.equal(checkAccount(branch.verifying, claim(hong.account, hong.password)).type, "identified");
    assert.equal(checkAccount(branch.verifying, claim(kim.account, kim.password)).type, "not-identified");
  });

  const wrongs: readonly (readonly [name: string, resident: string, account: string, password: string])[] = [
    ["a wrong password", hong.resident, hong.account, "0000"],
    ["another's account with its right password", hong.resident, kim.account, kim.password],
    ["an account that nobody has", hong.resident, nobodys, "0000"],
    ["a resident number that nobody has", "0101013333333", hong.account, hong.password],
    ["another's resident number", kim.resident, hong.account, hong.password],
    ["an empty password", hong.resident, hong.account, ""],
    ["a longer password", hong.resident, hong.account, `${hong.password}0`],
  ];
  for (const [name, resident, account, password] of wrongs)
    it(`answers ${name} with the same words, counts, lock, journal and work`, () => {
      const branch = new MemoryBranch();
      const work: number[] = [];
      const answers = [1, 2, 3, 4, 5, 6].map(() => {
        branch.comparisons = 0;
        const answer = ask(branch, resident, account, password);
        work.push(branch.comparisons);
        return answer;
      });
      const refused = [4, 3, 2, 1].map((left) => ({ type: "not-identified", left }));
      assert.deepEqual(answers, [...refused, { type: "account-locked" }, { type: "account-locked" }]);
      assert.deepEqual(work, [1, 1, 1, 1, 1, 1]);
      const masked = maskAccount(account);
      assert.deepEqual(branch.facts, [
        ...[4, 3, 2, 1, 0].map((left) => ({ event: "identity-refused", account: masked, left })),
        { event: "account-locked", account: masked },
        { event: "account-locked", account: masked },
      ]);
    });

  it("refuses the right password of a locked account with the same work", () => {
    const branch = new MemoryBranch();
    for (let i = 0; i < 5; i++) ask(branch, hong.resident, hong.account, "0000");
    branch.comparisons = 0;
    assert.deepEqual(ask(branch, hong.resident, hong.account, hong.password), { type: "account-locked" });
    assert.equal(branch.comparisons, 1);
  });

  it("counts each account by itself, whoever asks", () => {
    const branch = new MemoryBranch();
    ask(branch, hong.resident, hong.account, "0000");
    assert.deepEqual(ask(branch, kim.resident, hong.account, "0000"), { type: "not-identified", left: 3 });
    assert.deepEqual(ask(branch, kim.resident, kim.account, "0000"), { type: "not-identified", left: 4 });
    assert.deepEqual(ask(branch, hong.resident, nobodys, "0000"), { type: "not-identified", left: 4 });
    assert.deepEqual(ask(branch, hong.resident, "01234509900098", "0000"), { type: "not-identified", left: 4 });
  });

  it("gives the tries back when the owner was right", () => {
    const branch = new MemoryBranch();
    for (let i = 0; i < 4; i++) ask(branch, hong.resident, hong.account, "0000");
    ask(branch, hong.resident, hong.account, hong.password);
    assert.deepEqual(ask(branch, hong.resident, hong.account, "0000"), { type: "not-identified", left: 4 });
  });

  it("leaves neither numbers nor password in the journal", () => {
    const branch = new MemoryBranch();
    for (const { resident, account, password } of [hong, kim, smith]) {
      ask(branch, resident, account, password);
      ask(branch, resident, nobodys, password);
    }
    const journal = JSON.stringify(branch.facts);
    for (const number of [hong, kim, smith].flatMap((each) => [each.resident, each.account, each.resident.slice(6)]))
      assert.ok(!journal.includes(number), number);
  });
});

describe("a masked account number", () => {
  it("shows four digits in front and two at the end", () => {
    assert.equal(maskAccount("01234502100017"), "0123********17");
    assert.equal(maskAccount("0123450210"), "0123****10");
  });

  it("shows nothing of what is too short to be one: a password typed into the wrong field", () => {
    for (const typed of ["", "1357", "246813579"]) assert.equal(maskAccount(typed), "*".repeat(typed.length));
  });
});
