// The branch's own CA keys as if they lay on a token, for rehearsals: slow, out, locked, pulled while it works.

import { type CaKeys, type SignerTrouble, troublesAtWork } from "../../src/authority/signer.ts";
import type { Clock } from "../../src/clock.ts";
import type { AuthorityBehaviour } from "../../src/rehearsal.ts";

export type RehearsedAuthority = { connect(embedded: CaKeys): CaKeys; behave(behaviour: AuthorityBehaviour): void };

/** As long as a slow token takes. */
export const slowMilliseconds = 30_000;

/** `slow` holds for one signature: what a list needs between customers is there at once. */
export function rehearsedAuthority(clock: Clock): RehearsedAuthority {
  let behaviour: AuthorityBehaviour = "signs";
  const watchers = new Set<(trouble: SignerTrouble | null) => void>();
  /** What comes up only while it works is not known before. */
  const known = (): SignerTrouble | null =>
    behaviour === "signs" || behaviour === "slow" || troublesAtWork.includes(behaviour) ? null : behaviour;
  return {
    behave(next) {
      const before = known();
      behaviour = next;
      if (known() !== before) for (const changed of watchers) changed(known());
    },
    connect: (embedded) => ({
      ...embedded,
      signer(record) {
        const signer = embedded.signer(record);
        return {
          async sign(bytes) {
            if (behaviour === "slow") {
              behaviour = "signs";
              await new Promise<void>((resolve) => clock.after(slowMilliseconds, resolve));
            }
            return behaviour === "signs" ? signer.sign(bytes) : { type: "unsigned", why: behaviour };
          },
        };
      },
      trouble: known,
      watch(changed) {
        watchers.add(changed);
        return () => watchers.delete(changed);
      },
    }),
  };
}
