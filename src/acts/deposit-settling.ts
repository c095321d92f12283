// Keys that no certificate needs any more are destroyed in the vault: record, act, record, until it says that it did.

import type { About } from "../audit/entry.ts";
import type { Building } from "../building.ts";

/** What of a building keys in the vault need. */
export type Depositing = Pick<Building, "deposits" | "vault" | "transactions" | "journal" | "checkpoint"> & {
  readonly house: Pick<Building["house"], "terminal">;
};

/**
 * To be done between ceremonies, and after certificates are settled: a key whose making was not answered, whose ceremony
 * ended without its certificate, or whose certificate is revoked. What a vault does not answer stays open, and is asked
 * again after the next customer and when a desk opens. `about`: the ceremony that just ended; else each its own.
 */
export async function settleDeposits(depositing: Depositing, about: About | null = null): Promise<void> {
  const { deposits, vault, transactions, journal, checkpoint, house } = depositing;
  for (const { name, state, ceremony } of deposits.unneeded(house.terminal)) {
    const whose = about ?? { ceremony, staff: null };
    if (state !== "destroying")
      transactions.run(() => {
        deposits.advance(name, state, "destroying");
        journal.append({ event: "vault-key-destroying", key: name }, whose);
      });
    checkpoint("destroy.intended");
    const outcome = await vault.destroy(name);
    checkpoint("destroy.acted");
    if (outcome.type === "vault-unreachable") {
      journal.append({ event: "gateway-failed", gateway: "vault", why: "destroy: no answer" }, whose);
      // The others would wait as long.
      return;
    }
    transactions.run(() => {
      deposits.advance(name, "destroying", "destroyed");
      journal.append({ event: "vault-key-destroyed", key: name }, whose);
    });
    checkpoint("destroy.recorded");
  }
}
