// The core bank over HTTP: what it does not answer in time is unreachable, or in doubt where money is concerned.

import type { Remember } from "../../src/equipment.ts";
import type { CoreBank, Debit, Query } from "../../src/verification/core-bank.ts";
import { bodyOf, textIn } from "../http/json.ts";
import type { Answer, Question, SignedClient } from "../http/signed-client.ts";
import {
  bookingOutcome,
  coverOutcome,
  customerIdIn,
  customersIn,
  debitOutcome,
  paths,
  secretMember,
} from "./contract.ts";

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
  const ask = async (
    path: string,
    body: Buffer,
    more: Partial<Pick<Question, "key" | "lifts">> = {},
  ): Promise<Answer> => {
    try {
      return await client.ask({ path, body, ...more });
    } finally {
      body.fill(0);
    }
  };
  return {
    distant: true,
    async lookUp(query) {
      const answer = await ask(paths.find, bodyOfQuery(query), { lifts: secretMember });
      if (answer.type !== "answer") return { type: "bank-unreachable" };
      try {
        const customers = customersIn(answer.json, answer.secrets);
        for (const customer of customers ?? []) remember(customer);
        return { type: customers ? "looked-up" : "bank-unreachable" };
      } finally {
        for (const secret of answer.secrets) secret.wipe();
      }
    },
    async checkPassword(account, password) {
      const answer = await ask(paths.check, bodyOf({ account, password }));
      if (answer.type !== "answer") return { type: "bank-unreachable" };
      const customer = customerIdIn(answer.json, "customer");
      switch (textIn(answer.json, "result")) {
        case "right":
          return customer ? { type: "password-right", customer } : { type: "bank-unreachable" };
        case "wrong":
          return { type: "password-wrong" };
        default:
          return { type: "bank-unreachable" };
      }
    },
    async covers({ account, amount }) {
      const answer = await ask(paths.cover, bodyOf({ account, amount }));
      return answer.type === "answer" ? coverOutcome(answer.json) : { type: "bank-unreachable" };
    },
    async debit({ key, account, amount }: Debit) {
      const answer = await ask(paths.debit, bodyOf({ key, account, amount }), { key: `debit ${key}` });
      return answer.type === "answer" ? debitOutcome(answer.json) : { type: "in-doubt" };
    },
    async bookingOf(key) {
      const answer = await ask(paths.state, bodyOf({ key }));
      return answer.type === "answer" ? bookingOutcome(answer.json) : { type: "in-doubt" };
    },
    async refund({ key, account, amount }: Debit) {
      const answer = await ask(paths.refund, bodyOf({ key, account, amount }), { key: `return ${key}` });
      const returned = answer.type === "answer" && textIn(answer.json, "result") === "returned";
      return { type: returned ? "returned" : "in-doubt" };
    },
  };
}
