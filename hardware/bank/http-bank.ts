// The core bank over HTTP: what it does not answer in time is unreachable, or in doubt where money is concerned.

import type { Remember } from "../../src/equipment.ts";
import type { CoreBank, Debit, Query } from "../../src/verification/core-bank.ts";
import type { CustomerId } from "../../src/verification/registry.ts";
import { bodyOf, textIn } from "../http/json.ts";
import type { Answer, SignedClient } from "../http/signed-client.ts";
import { bookingOutcome, customersIn, debitOutcome, paths } from "./contract.ts";

function bodyOfQuery(query: Query): Buffer {
  switch (query.by) {
    case "name":
      return bodyOf({ by: query.by, name: query.name });
    case "account":
      return bodyOf({ by: query.by, account: query.account });
    case "resident-number":
      return bodyOf({ by: query.by, number: query.digits });
  }
}

export function httpBank(client: SignedClient, remember: Remember): CoreBank {
  /** A body that may hold a secret is wiped as soon as it is answered. */
  const ask = async (path: string, body: Buffer, key?: string): Promise<Answer> => {
    try {
      return await client.ask({ path, body, ...(key === undefined ? {} : { key }) });
    } finally {
      body.fill(0);
    }
  };
  return {
    distant: true,
    async lookUp(query) {
      const answer = await ask(paths.find, bodyOfQuery(query));
      const customers = answer.type === "answer" ? customersIn(answer.json) : null;
      if (!customers) return { type: "bank-unreachable" };
      for (const customer of customers) {
        remember(customer);
        customer.residentNumber.wipe();
      }
      return { type: "looked-up" };
    },
    async checkPassword(account, password) {
      const answer = await ask(paths.check, bodyOf({ account, password }));
      if (answer.type !== "answer") return { type: "bank-unreachable" };
      const customer = textIn(answer.json, "customer");
      switch (textIn(answer.json, "result")) {
        case "right":
          return customer ? { type: "password-right", customer: customer as CustomerId } : { type: "bank-unreachable" };
        case "wrong":
          return { type: "password-wrong" };
        default:
          return { type: "bank-unreachable" };
      }
    },
    async debit({ key, account, amount }: Debit) {
      const answer = await ask(paths.debit, bodyOf({ key, account, amount }), `debit ${key}`);
      return answer.type === "answer" ? debitOutcome(answer.json) : { type: "in-doubt" };
    },
    async bookingOf(key) {
      const answer = await ask(paths.state, bodyOf({ key }));
      return answer.type === "answer" ? bookingOutcome(answer.json) : { type: "in-doubt" };
    },
    async refund({ key, account, amount }: Debit) {
      const answer = await ask(paths.refund, bodyOf({ key, account, amount }), `return ${key}`);
      const returned = answer.type === "answer" && textIn(answer.json, "result") === "returned";
      return { type: returned ? "returned" : "in-doubt" };
    },
  };
}
