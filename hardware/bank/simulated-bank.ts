// A core bank on loopback with the training people, which speaks the contract, and some ways to fail.

import type { KeyObject } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import type { Json } from "../http/json.ts";
import { type Reply, type SignedServer, serveSigned, type Told } from "../http/signed-server.ts";
import type { TrainingCustomer } from "../rehearsal-fixture.ts";
import type { BankFault } from "./bank-fault.ts";
import { paths } from "./contract.ts";
import { Ledger } from "./simulated-ledger.ts";

export type SimulatedBank = SignedServer & {
  fail(fault: BankFault): void;
  balanceOf(account: string): number | null;
};

export type BankOptions = {
  readonly key: KeyObject;
  readonly port: number;
  readonly customers: readonly TrainingCustomer[];
  readonly fault: BankFault;
  readonly log: Told;
};

const slowMilliseconds = 3_000;

/** Rejects when the port cannot be had. */
export async function simulateBank(options: BankOptions): Promise<SimulatedBank> {
  let { fault } = options;
  const ledger = new Ledger(options.customers);
  const acts: Readonly<Record<string, (json: Json) => Json | null>> = {
    [paths.find]: (json) => ledger.find(json),
    [paths.check]: (json) => ledger.check(json),
    [paths.debit]: (json) => ledger.debit(json),
    [paths.state]: (json) => ledger.state(json),
    [paths.refund]: (json) => ledger.refund(json),
  };
  const handle = async (path: string, json: Json): Promise<Reply> => {
    const act = Object.hasOwn(acts, path) ? acts[path] : undefined;
    if (!act) return { status: 404, json: { error: "no such request" } };
    // Holds no process open.
    if (fault === "slow") await wait(slowMilliseconds, undefined, { ref: false });
    if (fault === "fails") return { status: 500, json: { error: "the books are closed" } };
    if (fault === "hangs") return { fault: "hang" };
    if (fault === "garbage" || fault === "cut-off") return { fault };
    const done = act(json);
    return done
      ? { status: 200, json: done }
      : { status: 400, json: { error: "the body is not as the contract says" } };
  };
  const server = await serveSigned({
    key: options.key,
    port: options.port,
    now: () => new Date(),
    log: options.log,
    handle,
    // What was booked can be asked for: that answer comes through.
    line: (path) => (fault === "twice" || (fault === "loses-answers" && path !== paths.state) ? fault : "fine"),
  });
  return {
    ...server,
    fail(next) {
      fault = next;
    },
    balanceOf: (account) => ledger.balance(account),
  };
}
