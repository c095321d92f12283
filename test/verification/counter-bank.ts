// A bank that compares as the registry of a test does, and that can be out of reach for either question.

import type { CoreBank, Query } from "../../src/verification/core-bank.ts";
import type { Registry } from "../../src/verification/registry.ts";

export type Question = "look-up" | "password";

export class CounterBank implements Pick<CoreBank, "lookUp" | "checkPassword"> {
  readonly #registry: Registry;
  /** What it does not answer. */
  readonly silent = new Set<Question>();
  /** What it was asked, in order. */
  asked: (Query["by"] | "password")[] = [];
  /** What happens at the counter while it is asked. */
  meanwhile: () => void = () => {};

  constructor(registry: Registry) {
    this.#registry = registry;
  }

  lookUp: CoreBank["lookUp"] = async (query) => {
    this.asked.push(query.by);
    this.meanwhile();
    return { type: this.silent.has("look-up") ? "bank-unreachable" : "looked-up" };
  };

  checkPassword: CoreBank["checkPassword"] = async (number, password) => {
    this.asked.push("password");
    this.meanwhile();
    if (this.silent.has("password")) return { type: "bank-unreachable" };
    const account = this.#registry.account(number);
    const right = password.use((digits) =>
      account ? account.checkPassword(digits) : this.#registry.checkNobodysPassword(digits),
    );
    return account && right ? { type: "password-right", customer: account.customer } : { type: "password-wrong" };
  };
}
