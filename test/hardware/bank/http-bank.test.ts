// The real client of the core bank and the simulated bank, over a real socket.
import assert from "node:assert/strict";
import { afterEach, describe, it } from "node:test";
import { httpBank } from "../../../hardware/bank/http-bank.ts";
import { type SimulatedBank, simulateBank } from "../../../hardware/bank/simulated-bank.ts";
import type { ServerFault } from "../../../hardware/http/server-fault.ts";
import type { ClientOptions } from "../../../hardware/http/signed-client.ts";
import { type Reply, type SignedServer, serveSigned } from "../../../hardware/http/signed-server.ts";
import { trainingCustomers } from "../../../hardware/rehearsal-fixture.ts";
import { wallClock } from "../../../src/clock.ts";
import { Secret } from "../../../src/secret.ts";
import type { CoreBank } from "../../../src/verification/core-bank.ts";
import { clientOf, newKey, patienceWith } from "../http/loopback.ts";

const open: SignedServer[] = [];
afterEach(async () => {
  for (const each of open.splice(0)) await each.close();
});

describe("the sum that will be taken", () => {
  it("is asked about early, and nothing is taken", async () => {
    const { bank, server } = await bankAt("none");
    assert.deepEqual(await bank.covers(order), { type: "covered" });
    assert.equal(server.balanceOf(account), 1_000_000);
    const [kim, nobody] = ["01234502200025", "09999999999999"];
    assert.deepEqual(await bank.covers({ account: kim, amount: 4_400 }), { type: "not-covered", why: "too-little" });
    assert.deepEqual(await bank.covers({ account: nobody, amount: 1 }), {
      type: "not-covered",
      why: "no-such-account",
    });
  });
});

type Remembered = { readonly id: string; readonly residentNumber: string; readonly accounts: readonly string[] };

async function bankAt(
  fault: ServerFault,
  patience: Partial<ClientOptions> = patienceWith(fault),
): Promise<{ bank: CoreBank; server: SimulatedBank; remembered: Remembered[] }> {
  const key = newKey();
  const remembered: Remembered[] = [];
  const opened = await simulateBank({ key, port: 0, customers: trainingCustomers, fault, log: () => {} });
  open.push(opened);
  const bank = httpBank(
    clientOf(opened.port, key, wallClock, [], { circuit: { failures: 99, pauseMilliseconds: 1 }, ...patience }),
    (customer) => {
      const residentNumber = customer.residentNumber.use((bytes) => Buffer.from(bytes).toString());
      remembered.push({ id: customer.id, residentNumber, accounts: customer.accounts });
    },
  );
  return { bank, server: opened, remembered };
}

const account = "01234502100017";
const order = { key: "k-1", account, amount: 4400 };

describe("a core bank over HTTP", () => {
  it("tells of a customer by name, by account and by resident number", async () => {
    const { bank, remembered } = await bankAt("none");
    assert.deepEqual(await bank.lookUp({ by: "name", name: "홍" }), { type: "looked-up" });
    assert.deepEqual(await bank.lookUp({ by: "account", account }), { type: "looked-up" });
    const digits = Secret.fromText("9001011234567");
    assert.deepEqual(await bank.lookUp({ by: "resident-number", digits }), { type: "looked-up" });
    const hong = { id: "hong", residentNumber: "9001011234567", accounts: [account] };
    assert.deepEqual(remembered, [hong, hong, hong]);
    assert.deepEqual(await bank.lookUp({ by: "name", name: "없는이" }), { type: "looked-up" });
    assert.equal(remembered.length, 3);
  });

  it("judges an account password, and tells no wrong one from no account", async () => {
    const { bank } = await bankAt("none");
    const check = (number: string, password: string) => bank.checkPassword(number, Secret.fromText(password));
    assert.deepEqual(await check(account, "1357"), { type: "password-right", customer: "hong" });
    assert.deepEqual(await check(account, "0000"), { type: "password-wrong" });
    assert.deepEqual(await check("09999999999999", "1357"), { type: "password-wrong" });
  });

  it("takes a fee once and gives it back once, by its key", async () => {
    const { bank, server } = await bankAt("none");
    assert.deepEqual(await bank.bookingOf("k-1"), { type: "never-booked" });
    for (const _ of [1, 2]) assert.deepEqual(await bank.debit(order), { type: "charged" });
    assert.deepEqual(await bank.bookingOf("k-1"), { type: "charged" });
    assert.equal(server.balanceOf(account), 995_600);
    for (const _ of [1, 2]) assert.deepEqual(await bank.refund(order), { type: "returned" });
    assert.deepEqual(await bank.bookingOf("k-1"), { type: "returned" });
    assert.equal(server.balanceOf(account), 1_000_000);
  });

  it("refuses an account with too little, and one that nobody has", async () => {
    const { bank } = await bankAt("none");
    const kim = { key: "k-2", account: "01234502200025", amount: 4400 };
    assert.deepEqual(await bank.debit(kim), { type: "debit-refused", why: "too-little" });
    assert.deepEqual(await bank.bookingOf("k-2"), { type: "debit-refused", why: "too-little" });
    const nobody = { key: "k-3", account: "09999999999999", amount: 4400 };
    assert.deepEqual(await bank.debit(nobody), { type: "debit-refused", why: "no-such-account" });
  });

  it("leaves a fee in doubt when its answer is lost, and knows it by its key", async () => {
    const { bank, server } = await bankAt("loses-answers");
    assert.deepEqual(await bank.debit(order), { type: "in-doubt" });
    assert.deepEqual(await bank.bookingOf("k-1"), { type: "charged" });
    // Sent three times, booked once.
    assert.equal(server.balanceOf(account), 995_600);
  });

  it("gives back what nobody heard was given back, once", async () => {
    const { bank, server } = await bankAt("none");
    assert.deepEqual(await bank.debit(order), { type: "charged" });
    server.fail("loses-answers");
    assert.deepEqual(await bank.refund(order), { type: "in-doubt" });
    assert.deepEqual(await bank.bookingOf("k-1"), { type: "returned" });
    server.fail("none");
    assert.deepEqual(await bank.refund(order), { type: "returned" });
    assert.equal(server.balanceOf(account), 1_000_000);
  });

  it("books once what is delivered twice", async () => {
    const { bank, server } = await bankAt("twice");
    assert.deepEqual(await bank.debit(order), { type: "charged" });
    assert.equal(server.balanceOf(account), 995_600);
    assert.deepEqual(await bank.refund(order), { type: "returned" });
    assert.equal(server.balanceOf(account), 1_000_000);
  });

  it("knows what became of a debit that it gave up waiting for, before it was booked and after", async () => {
    const { bank, server } = await bankAt("hangs", { timeoutMilliseconds: 1_500, pauses: [] });
    assert.deepEqual(await bank.debit(order), { type: "in-doubt" });
    server.fail("none");
    assert.deepEqual(await bank.bookingOf("k-1"), { type: "never-booked" });
    assert.deepEqual(await bank.debit(order), { type: "charged" });
    assert.deepEqual(await bank.bookingOf("k-1"), { type: "charged" });
    assert.equal(server.balanceOf(account), 995_600);
  });

  it("never books what was given back before it was booked", async () => {
    const { bank, server } = await bankAt("none");
    assert.deepEqual(await bank.refund(order), { type: "returned" });
    assert.deepEqual(await bank.debit(order), { type: "debit-refused", why: "account-closed" });
    assert.deepEqual(await bank.bookingOf("k-1"), { type: "returned" });
    assert.equal(server.balanceOf(account), 1_000_000);
  });
});

const hong = {
  id: "hong",
  name: "홍길동",
  language: "ko",
  resident_number: "9001011234567",
  phones: ["01012345678"],
  accounts: [account],
};

/** A bank of somebody else that says this, whatever it is asked. */
async function bankThatSays(...replies: readonly Reply[]) {
  const key = newKey();
  const left = [...replies];
  const handle = (): Reply => left.shift() ?? { status: 500, json: {} };
  const server = await serveSigned({ key, port: 0, now: () => new Date(), handle, log: () => {} });
  open.push(server);
  const kept: Secret[] = [];
  const bank = httpBank(clientOf(server.port, key, wallClock), ({ residentNumber }) => void kept.push(residentNumber));
  return { bank, kept };
}

describe("a bank that keeps to no contract", () => {
  it("books once after a fault of its own, under the same key", async () => {
    const { bank } = await bankThatSays({ status: 500, json: {} }, { status: 200, json: { result: "charged" } });
    assert.deepEqual(await bank.debit(order), { type: "charged" });
  });

  for (const json of [
    {},
    { result: "right" },
    { result: "right", customer: "" },
    { result: "right", customer: "가" },
    { result: true },
  ])
    it(`proves no password with ${JSON.stringify(json)}`, async () => {
      const { bank } = await bankThatSays({ status: 200, json });
      const outcome = await bank.checkPassword(account, Secret.fromText("1357"));
      assert.deepEqual(outcome, { type: "bank-unreachable" });
    });

  for (const json of [{}, { result: "returned" }, { result: "refused" }, { result: "refused", why: "closed" }])
    it(`leaves a debit in doubt with ${JSON.stringify(json)}, and learns nothing of the balance`, async () => {
      const { bank } = await bankThatSays({ status: 200, json }, { status: 200, json }, { status: 404, json });
      assert.deepEqual(await bank.debit(order), { type: "in-doubt" });
      for (const _ of [200, 404]) assert.deepEqual(await bank.covers(order), { type: "bank-unreachable" });
    });

  it("leaves money in doubt when it refuses to understand", async () => {
    const no: Reply = { status: 409, json: {} };
    const { bank } = await bankThatSays(no, no, no);
    assert.deepEqual(await bank.debit(order), { type: "in-doubt" });
    assert.deepEqual(await bank.bookingOf("k-1"), { type: "in-doubt" });
    assert.deepEqual(await bank.refund(order), { type: "in-doubt" });
  });

  it("teaches nothing of anybody when one of its customers is none", async () => {
    const { bank, kept } = await bankThatSays({
      status: 200,
      json: { customers: [hong, { ...hong, phones: ["+82"] }] },
    });
    assert.deepEqual(await bank.lookUp({ by: "account", account }), { type: "bank-unreachable" });
    assert.deepEqual(kept, []);
  });

  it("is told of numbers that are gone as soon as they are remembered", async () => {
    const { bank, kept } = await bankThatSays({ status: 200, json: { customers: [hong] } });
    assert.deepEqual(await bank.lookUp({ by: "account", account }), { type: "looked-up" });
    assert.deepEqual(
      kept.map(({ length }) => length),
      [0],
    );
  });
});

describe("a core bank that fails", () => {
  for (const fault of ["fails", "garbage", "cut-off", "hangs", "slow"] as const)
    it(`is unreachable, and money is in doubt, when it ${fault}`, async () => {
      const { bank, remembered } = await bankAt(fault);
      assert.deepEqual(await bank.lookUp({ by: "name", name: "홍" }), { type: "bank-unreachable" });
      assert.deepEqual(await bank.checkPassword(account, Secret.fromText("1357")), { type: "bank-unreachable" });
      assert.deepEqual(await bank.debit(order), { type: "in-doubt" });
      assert.deepEqual(await bank.bookingOf("k-1"), { type: "in-doubt" });
      assert.deepEqual(await bank.refund(order), { type: "in-doubt" });
      assert.deepEqual(remembered, []);
    });
});
