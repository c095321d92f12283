// The bank that the books are: a key is booked once, a refund once, and the balance is what was booked.

import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { eq } from "drizzle-orm";
import fc from "fast-check";
import { openEmbeddedBank } from "../../db/core-bank.ts";
import type { Database } from "../../db/open.ts";
import { accountPurpose, openRegistry } from "../../db/registry.ts";
import { accounts, bookings } from "../../db/schema.ts";
import type { Strongbox } from "../../db/strongbox.ts";
import { Secret } from "../../src/secret.ts";
import type { CoreBank, Debit } from "../../src/verification/core-bank.ts";
import { trainingBranch } from "./training-branch.ts";

const hongs = "01234502100017";
const kims = "01234502200025";
const nobodys = "01234509900099";

let database: Database;
let strongbox: Strongbox;
let bank: CoreBank;
before(async () => {
  ({ database, strongbox } = await trainingBranch());
  bank = openEmbeddedBank(database, strongbox, openRegistry(database, strongbox));
});
after(() => database.close());

let count = 0;
const newKey = (): string => `key-${count++}`;
const debit = (account: string, amount: number): Debit => ({ key: newKey(), account, amount });

function balance(account: string): number {
  const numberIndex = strongbox.index(accountPurpose, Buffer.from(account));
  const row = database.orm.select().from(accounts).where(eq(accounts.numberIndex, numberIndex)).get();
  return row?.balance ?? Number.NaN;
}

function check(account: string, password: string) {
  return bank.checkPassword(account, Secret.fromText(password));
}

describe("a debit", () => {
  it("is booked once, however often its key is sent", async () => {
    const before = balance(hongs);
    const order = debit(hongs, 4_400);
    assert.deepEqual(await bank.bookingOf(order.key), { type: "never-booked" });
    for (let time = 0; time < 3; time++) assert.deepEqual(await bank.debit(order), { type: "charged" });
    await Promise.all([bank.debit(order), bank.debit(order)]);
    assert.equal(balance(hongs), before - 4_400);
    assert.deepEqual(await bank.bookingOf(order.key), { type: "charged" });
  });

  it("is refused when there is too little, and stays refused under its key", async () => {
    const order = debit(kims, 4_400);
    assert.deepEqual(await bank.covers(order), { type: "not-covered", why: "too-little" });
    assert.deepEqual(await bank.covers({ ...order, account: hongs }), { type: "covered" });
    const refused = { type: "debit-refused", why: "too-little" };
    assert.deepEqual(await bank.debit(order), refused);
    assert.deepEqual(await bank.bookingOf(order.key), refused);
    const smaller = await bank.debit({ ...order, amount: 1 });
    assert.deepEqual(smaller, refused);
    assert.equal(balance(kims), 3_000);
  });

  it("takes the last won, and not one more", async () => {
    const all = debit(kims, 3_000);
    assert.deepEqual(await bank.debit(all), { type: "charged" });
    assert.equal(balance(kims), 0);
    assert.equal((await bank.debit(debit(kims, 1))).type, "debit-refused");
    await bank.refund(all);
    assert.equal(balance(kims), 3_000);
  });

  it("is refused for an account that nobody has", async () => {
    const order = debit(nobodys, 4_400);
    assert.deepEqual(await bank.debit(order), { type: "debit-refused", why: "no-such-account" });
    assert.deepEqual(await bank.refund(order), { type: "returned" });
  });
});

describe("a refund", () => {
  it("gives back once", async () => {
    const before = balance(hongs);
    const order = debit(hongs, 4_400);
    await bank.debit(order);
    for (let time = 0; time < 3; time++) assert.deepEqual(await bank.refund(order), { type: "returned" });
    assert.equal(balance(hongs), before);
    assert.deepEqual(await bank.bookingOf(order.key), { type: "returned" });
    assert.equal((await bank.debit(order)).type, "debit-refused", "what was undone is not done again");
    assert.equal(balance(hongs), before);
  });

  it("of a debit that is still on its way makes it never bookable", async () => {
    const before = balance(hongs);
    const order = debit(hongs, 4_400);
    assert.deepEqual(await bank.refund(order), { type: "returned" });
    assert.deepEqual(await bank.debit(order), { type: "debit-refused", why: "account-closed" });
    assert.deepEqual(await bank.bookingOf(order.key), { type: "returned" });
    assert.equal(balance(hongs), before);
  });

  it("of a debit that was refused gives nothing", async () => {
    const order = debit(kims, 4_400);
    await bank.debit(order);
    assert.deepEqual(await bank.refund(order), { type: "returned" });
    assert.equal(balance(kims), 3_000);
  });
});

describe("the balance", () => {
  it("is what was booked, whatever is sent in whatever order", async () => {
    const orders = [1_000, 2_000, 2_500].map((amount) => debit(kims, amount));
    const step = fc.tuple(fc.constantFrom(...orders), fc.constantFrom("debit", "refund"));
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
        const renamed = new Map(orders.map(({ key }) => [key, newKey()]));
        const states = new Map<string, "charged" | "refused" | "returned">();
        let expected = 3_000;
        for (const [{ key, ...order }, what] of steps) {
          const sent = { ...order, key: renamed.get(key) ?? key };
          const state = states.get(key);
          if (what === "refund") {
            await bank.refund(sent);
            if (state === "charged") expected += order.amount;
            if (state !== "refused") states.set(key, "returned");
          } else {
            const { type } = await bank.debit(sent);
            const taken = state === undefined && expected >= order.amount;
            assert.equal(type, taken || state === "charged" ? "charged" : "debit-refused");
            if (taken) expected -= order.amount;
            if (state === undefined) states.set(key, taken ? "charged" : "refused");
          }
          assert.equal(balance(kims), expected);
        }
        for (const [key, state] of states)
          if (state === "charged") {
            const amount = orders.find((order) => order.key === key)?.amount ?? 0;
            await bank.refund({ key: renamed.get(key) ?? key, account: kims, amount });
          }
        assert.equal(balance(kims), 3_000);
      }),
      { numRuns: 60 },
    );
    const numberIndex = strongbox.index(accountPurpose, Buffer.from(kims));
    const booked = database.orm.select().from(bookings).where(eq(bookings.account, numberIndex)).all();
    const sum = booked.filter(({ outcome }) => outcome === "booked").reduce((total, { amount }) => total + amount, 0);
    assert.equal(sum, 0, "what was booked adds up");
  });
});

describe("a password at the bank", () => {
  it("is right for its account alone, and tells whose that is", async () => {
    assert.deepEqual(await check(hongs, "1357"), { type: "password-right", customer: "hong" });
    assert.deepEqual(await check(hongs, "2468"), { type: "password-wrong" });
    assert.deepEqual(await check(kims, "1357"), { type: "password-wrong" });
  });

  it("is wrong for an account that nobody has, whatever it is", async () => {
    for (const password of ["", "0000", "1357"])
      assert.deepEqual(await check(nobodys, password), { type: "password-wrong" });
  });

  it("costs the same work, right or wrong, and whether anybody has the account or not", async () => {
    const work: string[] = [];
    const counting: Strongbox = {
      ...strongbox,
      open: (cell, sealed) => {
        work.push(`open ${sealed.length}`);
        return strongbox.open(cell, sealed);
      },
      index: (purpose, text) => {
        work.push(`index ${purpose} ${text.length}`);
        return strongbox.index(purpose, text);
      },
      matches: (purpose, text, index) => {
        work.push(`matches ${purpose} ${text.length}`);
        return strongbox.matches(purpose, text, index);
      },
    };
    const watched = openEmbeddedBank(database, counting, openRegistry(database, counting));
    const done: string[][] = [];
    for (const [account, password] of [
      [hongs, "1357"],
      [hongs, "0000"],
      [nobodys, "0000"],
    ] as const) {
      work.length = 0;
      await watched.checkPassword(account, Secret.fromText(password));
      done.push([...work]);
    }
    assert.ok((done[0]?.length ?? 0) >= 3);
    assert.deepEqual(done[1], done[0]);
    assert.deepEqual(done[2], done[0]);
  });
});
