// What a distant bank tells of its customers, in the branch's own copy: found, locked, and no password to guess at.

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { openAttempts } from "../../db/attempts.ts";
import { openAuditRows } from "../../db/audit-rows.ts";
import { openRegistry } from "../../db/registry.ts";
import { openRemember } from "../../db/remember.ts";
import { accounts, customers, phones } from "../../db/schema.ts";
import { writeTrainingData } from "../../db/training-data.ts";
import { Secret } from "../../src/secret.ts";
import { defaultLimits } from "../../src/verification/attempts.ts";
import type { BankCustomer } from "../../src/verification/core-bank.ts";
import type { CustomerId } from "../../src/verification/registry.ts";
import { begun, journalOf } from "./new-journal.ts";
import { strongboxOf } from "./training-branch.ts";

const oh = {
  id: "B-77" as CustomerId,
  name: "오세훈",
  language: "ko",
  phones: ["01099990001", "01099990002"],
  accounts: ["01234508800088", "01234508800089"],
} as const;
const number = "7102031234567";
const ascii = (text: string): Buffer => Buffer.from(text);

async function branchOf() {
  const { home, database } = begun();
  const strongbox = strongboxOf(9);
  await writeTrainingData(database, strongbox, defaultLimits);
  const journal = journalOf(database, home.means);
  const remember = openRemember(database, strongbox, journal);
  const told = (changes: Partial<BankCustomer> = {}, digits = number): void =>
    remember({ ...oh, residentNumber: Secret.fromText(digits), ...changes });
  const rows = () => {
    const { orm } = database;
    return [customers, phones, accounts].map((table) => orm.select().from(table).all());
  };
  return {
    database,
    strongbox,
    told,
    rows,
    registry: openRegistry(database, strongbox),
    audit: openAuditRows(database),
  };
}

describe("a customer whom a distant bank knows", () => {
  it("is found by number, name and account, with what can be shown of him", async () => {
    const { database, told, registry } = await branchOf();
    assert.equal(registry.byResidentNumber(ascii(number)), null);
    told();
    assert.equal(registry.byResidentNumber(ascii(number)), oh.id);
    const shown = { id: oh.id, name: oh.name, language: "ko", residentNumber: "710203-1******", medium: null };
    const [found] = registry.search("오세", 9);
    assert.deepEqual(found, { ...shown, phones: ["010-****-0001", "010-****-0002"] });
    assert.equal(registry.account(oh.accounts[0])?.customer, oh.id);
    assert.deepEqual([...registry.accountsOf(oh.id)].sort(), oh.accounts);
    database.close();
  });

  it("has no password here: no four digits match, nor none", async () => {
    const { database, told, registry } = await branchOf();
    told();
    const account = registry.account(oh.accounts[0]);
    assert.ok(account);
    assert.equal(account.checkPassword(ascii("")), false);
    for (let guess = 0; guess < 10_000; guess++)
      assert.equal(account.checkPassword(ascii(String(guess).padStart(4, "0"))), false);
    database.close();
  });

  it("keeps card, lock and attempts when the bank tells of him anew", async () => {
    const { database, strongbox, told, registry } = await branchOf();
    const hong = "hong" as CustomerId;
    const attempts = openAttempts(database, strongbox);
    const target = { kind: "account", id: "01234502100017" } as const;
    attempts.fail(target, 5);
    const { medium } = registry.customer(hong) ?? {};
    told({ id: hong, name: "홍길순", phones: ["01011112222"], accounts: ["01234502100017"] }, "9001011234567");
    const after = registry.customer(hong);
    assert.equal(after?.name, "홍길순");
    assert.deepEqual(after.phones, ["010-****-2222"]);
    assert.deepEqual(after.medium, medium);
    assert.equal(attempts.failures(target), 1);
    database.close();
  });

  it("loses what the bank does not name any more, and an account goes over to its new owner without a password", async () => {
    const { database, told, registry } = await branchOf();
    told();
    told({ phones: ["01099990002"], accounts: [oh.accounts[1], "01234502100017"] });
    assert.deepEqual(registry.customer(oh.id)?.phones, ["010-****-0002"]);
    assert.equal(registry.account(oh.accounts[0]), null);
    assert.equal(registry.account("01234502100017")?.customer, oh.id);
    assert.equal(registry.account("01234502100017")?.checkPassword(ascii("1357")), false);
    told({ phones: [], accounts: [] });
    assert.deepEqual(registry.customer(oh.id)?.phones, []);
    assert.deepEqual(registry.accountsOf(oh.id), []);
    database.close();
  });

  it("changes nothing on the disk when nothing has changed", async () => {
    const { database, told, rows } = await branchOf();
    told();
    const before = rows();
    told({ accounts: [...oh.accounts].reverse() });
    assert.deepEqual(rows(), before);
    told({ residentNumber: Secret.fromText("7102031234568") });
    assert.notDeepEqual(rows(), before);
    database.close();
  });

  it("is left out, and journaled, when his resident number is another customer's", async () => {
    const { database, told, rows, registry, audit } = await branchOf();
    const before = rows();
    told({}, "9001011234567");
    assert.deepEqual(rows(), before);
    assert.equal(registry.byResidentNumber(ascii("9001011234567")), "hong");
    const { event, why } = JSON.parse(audit.last()?.body ?? "{}");
    assert.equal(event, "gateway-failed");
    assert.match(why, /^customer B-77 /);
    database.close();
  });
});
