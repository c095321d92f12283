// A core bank on loopback with the training people, which speaks the contract, and some ways to fail.

import type { KeyObject } from "node:crypto";
import { type Json, textIn } from "../http/json.ts";
import { type Reply, type SignedServer, serveSigned } from "../http/signed-server.ts";
import type { TrainingCustomer } from "../rehearsal-fixture.ts";
import { paths } from "./contract.ts";

/** `loses-answers`: it does what it is told, and nobody hears that it did. */
export const bankFaults = ["none", "slow", "fails", "garbage", "cut-off", "hangs", "loses-answers"] as const;

export type BankFault = (typeof bankFaults)[number];

export type SimulatedBank = SignedServer & {
  fail(fault: BankFault): void;
  balanceOf(account: string): number | null;
};

export type BankOptions = {
  readonly key: KeyObject;
  readonly port: number;
  readonly customers: readonly TrainingCustomer[];
  readonly fault: BankFault;
  log(line: string): void;
};

const slowMilliseconds = 3_000;

type Booking = {
  readonly account: string;
  readonly amount: number;
  readonly result: "charged" | "refused";
  readonly why: string;
};

/** What the bank keeps in its books while it runs. */
class Ledger {
  readonly #customers: readonly TrainingCustomer[];
  readonly #taken = new Map<string, number>();
  readonly #booked = new Map<string, Booking>();
  readonly #returned = new Set<string>();

  constructor(customers: readonly TrainingCustomer[]) {
    this.#customers = customers;
  }

  find(json: Json): Json {
    const [by, name, account] = [textIn(json, "by"), textIn(json, "name") ?? "", textIn(json, "account")];
    const number = textIn(json, "number");
    const found = this.#customers.filter((each) =>
      by === "name"
        ? name.trim() !== "" && each.name.includes(name.trim())
        : by === "account"
          ? each.account.number === account
          : each.residentNumber === number,
    );
    const customers = found.slice(0, 9).map((each) => ({
      id: each.id,
      name: each.name,
      language: each.language,
      resident_number: each.residentNumber,
      phones: [each.phone],
      accounts: [each.account.number],
    }));
    return { customers };
  }

  check(json: Json): Json {
    const owner = this.#owner(textIn(json, "account"));
    return owner && owner.account.password === textIn(json, "password")
      ? { result: "right", customer: owner.id }
      : { result: "wrong" };
  }

  balance(account: string): number | null {
    const owner = this.#owner(account);
    return owner ? owner.account.balance - (this.#taken.get(account) ?? 0) : null;
  }

  debit(json: Json): Json {
    const key = textIn(json, "key") ?? "";
    const account = textIn(json, "account") ?? "";
    const amount = Number(json.amount);
    if (this.#returned.has(key)) return { result: "refused", why: "account-closed" };
    const known = this.#booked.get(key);
    if (known) return known.result === "charged" ? { result: "charged" } : { result: "refused", why: known.why };
    const balance = this.balance(account);
    const why = balance === null ? "no-such-account" : balance < amount ? "too-little" : null;
    this.#booked.set(key, { account, amount, result: why ? "refused" : "charged", why: why ?? "" });
    if (why) return { result: "refused", why };
    this.#taken.set(account, (this.#taken.get(account) ?? 0) + amount);
    return { result: "charged" };
  }

  state(json: Json): Json {
    const key = textIn(json, "key") ?? "";
    if (this.#returned.has(key)) return { result: "returned" };
    const known = this.#booked.get(key);
    if (!known) return { result: "never-booked" };
    return known.result === "charged" ? { result: "charged" } : { result: "refused", why: known.why };
  }

  refund(json: Json): Json {
    const key = textIn(json, "key") ?? "";
    const known = this.#booked.get(key);
    if (known?.result === "charged" && !this.#returned.has(key))
      this.#taken.set(known.account, (this.#taken.get(known.account) ?? 0) - known.amount);
    this.#returned.add(key);
    return { result: "returned" };
  }

  #owner(account: string | null): TrainingCustomer | undefined {
    return this.#customers.find((each) => each.account.number === account);
  }
}

export async function simulateBank(options: BankOptions): Promise<SimulatedBank> {
  let { fault } = options;
  const ledger = new Ledger(options.customers);
  const acts: Readonly<Record<string, (json: Json) => Json>> = {
    [paths.find]: (json) => ledger.find(json),
    [paths.check]: (json) => ledger.check(json),
    [paths.debit]: (json) => ledger.debit(json),
    [paths.state]: (json) => ledger.state(json),
    [paths.refund]: (json) => ledger.refund(json),
  };
  const handle = async (path: string, json: Json): Promise<Reply> => {
    const act = acts[path];
    if (!act) return { status: 404, json: { error: "no such request" } };
    if (fault === "slow") await new Promise((resolve) => setTimeout(resolve, slowMilliseconds));
    if (fault === "fails") return { status: 500, json: { error: "the books are closed" } };
    if (fault === "hangs") return { fault: "hang" };
    if (fault === "garbage" || fault === "cut-off") return { fault };
    const done = act(json);
    return fault === "loses-answers" && path !== paths.state ? { fault: "cut-off" } : { status: 200, json: done };
  };
  const server = await serveSigned({
    key: options.key,
    port: options.port,
    now: () => new Date(),
    log: options.log,
    handle,
  });
  return {
    ...server,
    fail(next) {
      fault = next;
    },
    balanceOf: (account) => ledger.balance(account),
  };
}
