// The branch's own bank with a bad line to it, for rehearsals.

import type { BankBehaviour } from "../../src/verification/bank-behaviour.ts";
import type { CoreBank } from "../../src/verification/core-bank.ts";

export type RehearsedBank = { connect(embedded: CoreBank): CoreBank; behave(behaviour: BankBehaviour): void };

export function rehearsedBank(): RehearsedBank {
  let behaviour: BankBehaviour = "answers";
  const unreachable = { type: "bank-unreachable" } as const;
  const inDoubt = { type: "in-doubt" } as const;
  /** Booked or not, the answer is lost. */
  const booking = async <T>(ask: () => Promise<T>): Promise<T | typeof inDoubt> => {
    if (behaviour === "silent") return inDoubt;
    const answer = await ask();
    return behaviour === "loses-answers" ? inDoubt : answer;
  };
  return {
    behave(next) {
      behaviour = next;
    },
    connect: (embedded) => ({
      distant: embedded.distant,
      lookUp: async (query) => (behaviour === "silent" ? unreachable : embedded.lookUp(query)),
      checkPassword: async (account, password) =>
        behaviour === "silent" ? unreachable : embedded.checkPassword(account, password),
      covers: async (sum) => (behaviour === "silent" ? unreachable : embedded.covers(sum)),
      debit: (debit) => booking(() => embedded.debit(debit)),
      bookingOf: async (key) => (behaviour === "silent" ? inDoubt : embedded.bookingOf(key)),
      refund: (debit) => booking(() => embedded.refund(debit)),
    }),
  };
}
