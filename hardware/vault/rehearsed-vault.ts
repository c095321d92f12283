// The branch's own vault with a bad line to it, for rehearsals.

import type { KeyVault } from "../../src/authority/key-vault.ts";
import type { BankBehaviour } from "../../src/verification/bank-behaviour.ts";

export type RehearsedVault = { connect(embedded: KeyVault): KeyVault; behave(behaviour: BankBehaviour): void };

export function rehearsedVault(): RehearsedVault {
  let behaviour: BankBehaviour = "answers";
  const unreachable = { type: "vault-unreachable" } as const;
  /** Done or not, the answer is lost. */
  const over = async <T>(ask: () => Promise<T>): Promise<T | typeof unreachable> => {
    if (behaviour === "silent") return unreachable;
    const answer = await ask();
    return behaviour === "loses-answers" ? unreachable : answer;
  };
  return {
    behave(next) {
      behaviour = next;
    },
    connect: (embedded) => ({
      makeKey: (name, pin) => over(() => embedded.makeKey(name, pin)),
      storeCertificate: (name, certificate) => over(() => embedded.storeCertificate(name, certificate)),
      sign: (name, pin, message) => over(() => embedded.sign(name, pin, message)),
      changePin: (name, pin, next) => over(() => embedded.changePin(name, pin, next)),
      destroy: (name) => over(() => embedded.destroy(name)),
    }),
  };
}
