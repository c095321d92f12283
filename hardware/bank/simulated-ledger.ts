// What a simulated core bank keeps in its books while it runs.

import type { Debit, FeeRefusal } from "../../src/verification/core-bank.ts";
import { type Json, textIn } from "../http/json.ts";
import type { TrainingCustomer } from "../rehearsal-fixture.ts";

type Booking = {
  readonly account: string;
  readonly amount: number;
  readonly result: "charged" | "refused";
  readonly why: string;
};

/** In memory; each act is given a body of the contract, and says null for one that is none. */
export class Ledger {
  readonly #customers: readonly TrainingCustomer[];
  readonly #taken = new Map<string, number>();
  readonly #booked = new Map<string, Booking>();
  readonly #returned = new Set<string>();

  constructor(customers: readonly TrainingCustomer[]) {
    this.#customers = customers;
  }

  find(json: Json): Json | null {
    const matches = matching(json);
    if (!matches) return null;
    const customers = this.#customers
      .filter(matches)
      .slice(0, 9)
      .map((each) => ({
        id: each.id,
        name: each.name,
        language: each.language,
        resident_number: each.residentNumber,
        phones: [each.phone],
        accounts: [each.account.number],
      }));
    return { customers };
  }

  check(json: Json): Json | null {
    const [account, password] = [textIn(json, "account"), textIn(json, "password")];
    if (account === null || password === null || !/^\d{4}$/.test(password)) return null;
    const owner = this.#owner(account);
    return owner && owner.account.password === password ? { result: "right", customer: owner.id } : { result: "wrong" };
  }

  balance(account: string): number | null {
    const owner = this.#owner(account);
    return owner ? owner.account.balance - (this.#taken.get(account) ?? 0) : null;
  }

  debit(json: Json): Json | null {
    const order = orderIn(json);
    if (!order) return null;
    const { key, account, amount } = order;
    if (this.#returned.has(key)) return { result: "refused", why: "account-closed" };
    const known = this.#booked.get(key);
    if (known) return known.result === "charged" ? { result: "charged" } : { result: "refused", why: known.why };
    const why = this.#refusal(account, amount);
    this.#booked.set(key, { account, amount, result: why ? "refused" : "charged", why: why ?? "" });
    if (why) return { result: "refused", why };
    this.#taken.set(account, (this.#taken.get(account) ?? 0) + amount);
    return { result: "charged" };
  }

  /** Nothing is booked. */
  cover(json: Json): Json | null {
    const sum = sumIn(json);
    if (!sum) return null;
    const why = this.#refusal(sum.account, sum.amount);
    return why ? { result: "refused", why } : { result: "covered" };
  }

  state(json: Json): Json | null {
    const key = textIn(json, "key");
    if (!key) return null;
    if (this.#returned.has(key)) return { result: "returned" };
    const known = this.#booked.get(key);
    if (!known) return { result: "never-booked" };
    return known.result === "charged" ? { result: "charged" } : { result: "refused", why: known.why };
  }

  refund(json: Json): Json | null {
    const order = orderIn(json);
    if (!order) return null;
    const { key } = order;
    const known = this.#booked.get(key);
    if (known?.result === "charged" && !this.#returned.has(key))
      this.#taken.set(known.account, (this.#taken.get(known.account) ?? 0) - known.amount);
    this.#returned.add(key);
    return { result: "returned" };
  }

  #refusal(account: string, amount: number): FeeRefusal | null {
    const balance = this.balance(account);
    return balance === null ? "no-such-account" : balance < amount ? "too-little" : null;
  }

  #owner(account: string | null): TrainingCustomer | undefined {
    return this.#customers.find((each) => each.account.number === account);
  }
}

function orderIn(json: Json): Debit | null {
  const [key, sum] = [textIn(json, "key"), sumIn(json)];
  return key && sum ? { key, ...sum } : null;
}

function sumIn(json: Json): Pick<Debit, "account" | "amount"> | null {
  const account = textIn(json, "account");
  const { amount } = json;
  if (account === null || !/^\d{10,14}$/.test(account)) return null;
  return typeof amount === "number" && Number.isSafeInteger(amount) && amount > 0 ? { account, amount } : null;
}

/** Null for a question that the contract does not know. */
function matching(json: Json): ((customer: TrainingCustomer) => boolean) | null {
  const asked = {
    name: textIn(json, "name")?.trim(),
    account: textIn(json, "account"),
    number: textIn(json, "number"),
  };
  switch (json.by) {
    case "name":
      return asked.name ? ({ name }) => name.includes(asked.name ?? "") : null;
    case "account":
      return asked.account ? ({ account }) => account.number === asked.account : null;
    case "resident-number":
      return asked.number ? ({ residentNumber }) => residentNumber === asked.number : null;
    default:
      return null;
  }
}
