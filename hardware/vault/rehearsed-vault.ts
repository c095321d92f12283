// The branch's own vault with a bad line to it, for rehearsals.

import type { KeyVault } from "../../src/authority/key-vault.ts";
import type { VaultBehaviour } from "../../src/verification/bank-behaviour.ts";

export type RehearsedVault = { connect(embedded: KeyVault): KeyVault; behave(behaviour: VaultBehaviour): void };

export function rehearsedVault(): RehearsedVault {
  let behaviour: VaultBehaviour = "answers";
  const unreachable = { type: "vault-unreachable" } as const;
  /** Done or not, the answer is lost. */
  const over = async <T>(ask: () => Promise<T>): Promise<T | typeof unreachable> => {
    if (behaviour === "silent") return unreachable;
    if (behaviour === "answers-once") behaviour = "silent";
    const lost = behaviour === "loses-answers";
    const answer = await ask();
    return lost ? unreachable : answer;
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
