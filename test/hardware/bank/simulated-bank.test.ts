// The simulated bank takes nothing that its contract does not know.
import assert from "node:assert/strict";
import { afterEach, describe, it } from "node:test";
import { paths } from "../../../hardware/bank/contract.ts";
import { simulateBank } from "../../../hardware/bank/simulated-bank.ts";
import type { SignedServer } from "../../../hardware/http/signed-server.ts";
import { trainingCustomers } from "../../../hardware/rehearsal-fixture.ts";
import { wallClock } from "../../../src/clock.ts";
import { clientOf, newKey } from "../http/loopback.ts";

const open: SignedServer[] = [];
afterEach(async () => {
  for (const each of open.splice(0)) await each.close();
});

const account = "01234502100017";

describe("a simulated bank", () => {
  for (const [path, body] of [
    [paths.debit, { key: "k", account, amount: "4400" }],
    [paths.debit, { key: "k", account, amount: -4400 }],
    [paths.debit, { key: "k", account, amount: 0.5 }],
    [paths.debit, { key: "", account, amount: 1 }],
    [paths.debit, { key: "k", account: "1", amount: 1 }],
    [paths.refund, { key: "k" }],
    [paths.state, {}],
    [paths.find, { by: "age" }],
    [paths.find, { by: "name", name: " " }],
    [paths.check, { account, password: "13579" }],
    ["constructor", {}],
  ] as const)
    it(`refuses ${path} with ${JSON.stringify(body)}`, async () => {
      const key = newKey();
      const bank = await simulateBank({ key, port: 0, customers: trainingCustomers, fault: "none", log() {} });
      open.push(bank);
      const asked = { path: path.startsWith("/") ? path : `/${path}`, body: Buffer.from(JSON.stringify(body)) };
      const answer = await clientOf(bank.port, key, wallClock).ask(asked);
      assert.ok(answer.type === "refused" && [400, 404].includes(answer.status), JSON.stringify(answer));
      assert.equal(bank.balanceOf(account), 1_000_000);
    });
});
