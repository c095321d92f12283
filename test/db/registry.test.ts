// The registry with the training branch's people: what is found, what is hidden, what is proven.

import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import type { Database } from "../../db/open.ts";
import { openRegistry } from "../../db/registry.ts";
import { openStaff } from "../../db/staff.ts";
import { type Strongbox, StrongboxDamaged } from "../../db/strongbox.ts";
import { writeTrainingData } from "../../db/training-data.ts";
import { cardCode, tokenSeed, trainingCustomers } from "../../hardware/rehearsal-fixture.ts";
import { Secret } from "../../src/secret.ts";
import { defaultLimits } from "../../src/verification/attempts.ts";
import type { CustomerId, Registry } from "../../src/verification/registry.ts";
import { checkPassword } from "../../src/verification/staff-password.ts";
import { trainingBranch } from "./training-branch.ts";

const hong = "hong" as CustomerId;
const ascii = (text: string): Buffer => Buffer.from(text);

let database: Database;
let strongbox: Strongbox;
let registry: Registry;
before(async () => {
  ({ database, strongbox } = await trainingBranch());
  registry = openRegistry(database, strongbox);
});
after(() => database.close());

describe("customers", () => {
  it("are shown with masked numbers and their medium", () => {
    assert.deepEqual(registry.customer(hong), {
      id: "hong",
      name: "홍길동",
      language: "ko",
      residentNumber: "900101-1******",
      phones: ["010-****-5678"],
      medium: { type: "security-card", serial: "710000012345", cells: 30 },
    });
    assert.equal(registry.customer("nobody" as CustomerId), null);
  });

  it("are found by resident number and by a part of their name, in order and at most so many", () => {
    assert.equal(registry.byResidentNumber(ascii("8805055789012")), "smith");
    assert.equal(registry.byResidentNumber(ascii("8805055789013")), null);
    assert.deepEqual(
      registry.search("smith", 5).map(({ id }) => id),
      ["smith"],
    );
    assert.deepEqual(
      registry.search("정", 5).map(({ id }) => id),
      ["kim", "jung"],
    );
    assert.equal(registry.search("", 3).length, 3);
    assert.deepEqual(registry.search("%", 3), registry.search("", 3));
  });

  it("have their numbers for those who act on them", () => {
    for (const { id, residentNumber, phone } of trainingCustomers) {
      using secret = registry.residentNumber(id);
      assert.equal(
        secret.use((bytes) => Buffer.from(bytes).toString()),
        residentNumber,
      );
      assert.equal(registry.phoneNumber(id, 0), phone);
    }
    assert.throws(() => registry.phoneNumber(hong, 1), RangeError);
  });

  it("are written once", async () => {
    assert.deepEqual(await writeTrainingData(database, strongbox, defaultLimits), { type: "not-empty" });
  });
});

describe("accounts", () => {
  it("check the password of the account, and no other", () => {
    for (const { id, account } of trainingCustomers) {
      const found = registry.account(account.number);
      assert.equal(found?.customer, id);
      for (const other of trainingCustomers) {
        const right = found?.checkPassword(ascii(other.account.password));
        assert.equal(right, other.id === id);
      }
    }
    assert.equal(registry.account("01234502100017")?.customer, "hong");
    assert.equal(registry.account("01234502100018"), null);
    assert.equal(registry.checkNobodysPassword(ascii("1357")), false);
  });

  it("do not open when their rows changed places", () => {
    const own = strongbox.index("accounts.number", ascii("01234502100017"));
    const other = strongbox.index("accounts.number", ascii("01234502200025"));
    database.client.exec("BEGIN");
    const set = database.client.prepare("UPDATE accounts SET number_index = ? WHERE number_index = ?");
    set.run("moved", other);
    set.run(other, own);
    assert.throws(() => registry.account("01234502200025"), StrongboxDamaged);
    database.client.exec("ROLLBACK");
  });
});

describe("security media", () => {
  it("check each half of a card's cell, and keep a challenge until it is answered", () => {
    const card = registry.securityCard("710000012345");
    const code = cardCode("710000012345", 7);
    assert.equal(card?.checkHalf(7, "first", ascii(code.slice(0, 2))), true);
    assert.equal(card?.checkHalf(7, "second", ascii(code.slice(2))), true);
    const wrong = String((Number(code.slice(0, 2)) + 1) % 100).padStart(2, "0");
    assert.equal(card?.checkHalf(7, "first", ascii(wrong)), false);
    assert.equal(card?.checkHalf(31, "first", ascii("00")), false);
    assert.equal(card?.challenge, null);
    card?.keepChallenge([3, 29]);
    assert.deepEqual(registry.securityCard("710000012345")?.challenge, [3, 29]);
    card?.keepChallenge(null);
    assert.equal(registry.securityCard("710000012345")?.challenge, null);
    assert.equal(registry.securityCard("0110000042"), null);
  });

  it("give a token's seed to one use, and spend a step once", () => {
    const token = registry.otpToken("0110000042");
    assert.ok(token);
    assert.deepEqual(
      token.withSeed((seed) => Buffer.from(seed)),
      tokenSeed("0110000042"),
    );
    token.spend(29_000_000, 1);
    const after = registry.otpToken("0110000042");
    assert.deepEqual([after?.lastStep, after?.driftSteps], [29_000_000, 1]);
    assert.throws(() => token.spend(29_000_000, 0), RangeError);
    assert.equal(registry.otpToken("M-0000051")?.periodSeconds, 30);
  });
});

describe("staff", () => {
  it("are known by number, with a hash that their password opens", async () => {
    const found = openStaff(database).member("200001");
    assert.deepEqual(found?.member, { number: "200001", name: "박책임", role: "supervisor" });
    assert.equal(await checkPassword(found?.passwordHash ?? "", Secret.fromText("Super!2026")), true);
    assert.equal(openStaff(database).member("999999"), null);
  });
});
