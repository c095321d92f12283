// The account at the counter: right only in the hands of its owner, and silent about everything else.

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { Secret } from "../../src/secret.ts";
import { type AccountClaim, type AccountOutcome, checkAccount } from "../../src/verification/account.ts";
import { maskAccount } from "../../src/verification/masked.ts";
import { CounterBank, type Question } from "./counter-bank.ts";
import { idOf, MemoryBranch, PowerCut } from "./in-memory.ts";

const hong = { resident: "9001011234567", account: "01234502100017", password: "1357" };
const kim = { resident: "8503152345678", account: "01234502200025", password: "2468" };
const smith = { resident: "8805055789012", account: "01234502700075", password: "3579" };
const nobodys = "01234509900099";

function ask(
  branch: MemoryBranch,
  resident: string,
  account: string,
  password: string,
  bank = new CounterBank(branch.verifying.registry),
): Promise<AccountOutcome> {
  const by = { type: "resident-number", digits: Secret.fromText(resident) } as const;
  return checkAccount(branch.verifying, bank, { by, account, password: Secret.fromText(password) });
}

describe("an account check", () => {
  it("identifies the owner by resident number, account and password", async () => {
    const branch = new MemoryBranch();
    const outcome = await ask(branch, hong.resident, hong.account, hong.password);
    assert.equal(outcome.type, "identified");
    assert.equal(outcome.customer.id, "hong");
    const account = "0123********17";
    assert.deepEqual(branch.facts, [{ event: "identity-verified", customer: "hong", account }]);
  });

  it("identifies a foreigner by a registration number with 5 to 8 as its seventh digit", async () => {
    const outcome = await ask(new MemoryBranch(), smith.resident, smith.account, smith.password);
    assert.equal(outcome.type === "identified" && outcome.customer.name, "JOHN SMITH");
  });

  it("takes a teller's choice in place of the resident number, and only for that customer's account", async () => {
    const branch = new MemoryBranch();
    const claim = (account: string, password: string): AccountClaim => {
      return { by: { type: "customer", id: idOf("hong") }, account, password: Secret.fromText(password) };
    };
    const bank = new CounterBank(branch.verifying.registry);
    const hongs = await checkAccount(branch.verifying, bank, claim(hong.account, hong.password));
    const kims = await checkAccount(branch.verifying, bank, claim(kim.account, kim.password));
    assert.deepEqual([hongs.type, kims.type], ["identified", "not-identified"]);
    assert.deepEqual(bank.asked, ["account", "password", "account", "password"]);
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
    it(`answers ${name} with the same words, counts, lock, journal and work`, async () => {
      const branch = new MemoryBranch();
      const bank = new CounterBank(branch.verifying.registry);
      const work: number[] = [];
      const answers: AccountOutcome[] = [];
      for (let time = 0; time < 6; time++) {
        branch.comparisons = 0;
        answers.push(await ask(branch, resident, account, password, bank));
        work.push(branch.comparisons);
      }
      const refused = [4, 3, 2, 1].map((left) => ({ type: "not-identified", left }));
      assert.deepEqual(answers, [...refused, { type: "account-locked" }, { type: "account-locked" }]);
      assert.deepEqual(work, [1, 1, 1, 1, 1, 1]);
      assert.deepEqual(bank.asked, Array(6).fill(["resident-number", "password"]).flat());
      const masked = maskAccount(account);
      assert.deepEqual(branch.facts, [
        ...[4, 3, 2, 1, 0].map((left) => ({ event: "identity-refused", account: masked, left })),
        { event: "account-locked", account: masked },
        { event: "account-locked", account: masked },
      ]);
    });
});

describe("attempts at accounts", () => {
  it("are answered alike when the account is locked, even by its right password, with the same work", async () => {
    const branch = new MemoryBranch();
    for (let i = 0; i < 5; i++) await ask(branch, hong.resident, hong.account, "0000");
    branch.comparisons = 0;
    assert.deepEqual(await ask(branch, hong.resident, hong.account, hong.password), { type: "account-locked" });
    assert.equal(branch.comparisons, 1);
  });

  it("are counted by account, whoever asks", async () => {
    const branch = new MemoryBranch();
    await ask(branch, hong.resident, hong.account, "0000");
    assert.deepEqual(await ask(branch, kim.resident, hong.account, "0000"), { type: "not-identified", left: 3 });
    assert.deepEqual(await ask(branch, kim.resident, kim.account, "0000"), { type: "not-identified", left: 4 });
    assert.deepEqual(await ask(branch, hong.resident, nobodys, "0000"), { type: "not-identified", left: 4 });
    assert.deepEqual(await ask(branch, hong.resident, "01234509900098", "0000"), { type: "not-identified", left: 4 });
  });

  it("are given back when the owner was right", async () => {
    const branch = new MemoryBranch();
    for (let i = 0; i < 4; i++) await ask(branch, hong.resident, hong.account, "0000");
    await ask(branch, hong.resident, hong.account, hong.password);
    assert.deepEqual(await ask(branch, hong.resident, hong.account, "0000"), { type: "not-identified", left: 4 });
  });

  it("leave neither numbers nor password in the journal", async () => {
    const branch = new MemoryBranch();
    for (const { resident, account, password } of [hong, kim, smith]) {
      await ask(branch, resident, account, password);
      await ask(branch, resident, nobodys, password);
    }
    const journal = JSON.stringify(branch.facts);
    for (const number of [hong, kim, smith].flatMap((each) => [each.resident, each.account, each.resident.slice(6)]))
      assert.ok(!journal.includes(number), number);
  });
});

describe("an account check at a bank that is far away", () => {
  for (const question of ["look-up", "password"] as const satisfies readonly Question[])
    it(`counts nothing when the bank does not answer the ${question}, and journals that it did not`, async () => {
      const branch = new MemoryBranch();
      const bank = new CounterBank(branch.verifying.registry);
      bank.silent.add(question);
      for (let time = 0; time < 7; time++)
        for (const password of [hong.password, "0000"])
          assert.deepEqual(await ask(branch, hong.resident, hong.account, password, bank), {
            type: "bank-unreachable",
          });
      const why = `${question === "look-up" ? "look-up" : "account password"}: no answer`;
      assert.deepEqual(branch.facts, Array(14).fill({ event: "gateway-failed", gateway: "bank", why }));
      bank.silent.clear();
      const outcome = await ask(branch, hong.resident, hong.account, "0000", bank);
      assert.deepEqual(outcome, { type: "not-identified", left: 4 });
    });

  it("judges what was typed, even if the fields are wiped while the bank is asked", async () => {
    const branch = new MemoryBranch();
    const bank = new CounterBank(branch.verifying.registry);
    const [digits, password] = [Secret.fromText(hong.resident), Secret.fromText(hong.password)];
    bank.meanwhile = () => {
      digits.wipe();
      password.wipe();
    };
    const by = { type: "resident-number", digits } as const;
    const outcome = await checkAccount(branch.verifying, bank, { by, account: hong.account, password });
    assert.equal(outcome.type, "identified");
  });

  it("says nothing that is not stored: a power cut leaves the count as it was, and no answer", async () => {
    const branch = new MemoryBranch();
    branch.trouble = "power-cut";
    await assert.rejects(ask(branch, hong.resident, hong.account, "0000"), PowerCut);
    branch.trouble = null;
    assert.deepEqual(branch.facts, []);
    assert.deepEqual(await ask(branch, hong.resident, hong.account, "0000"), { type: "not-identified", left: 4 });
  });

  it("gives no try more to many who ask at once", async () => {
    const branch = new MemoryBranch();
    const wrong = Array.from({ length: 12 }, () => ask(branch, hong.resident, hong.account, "0000"));
    const outcomes = await Promise.all([...wrong, ask(branch, hong.resident, hong.account, hong.password)]);
    assert.equal(outcomes.filter(({ type }) => type === "not-identified").length, 4);
    assert.equal(outcomes.filter(({ type }) => type === "account-locked").length, 9);
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
