// A server that failed several times in a row is left in peace for a while: customers wait for nothing, and it recovers.

import type { Clock } from "../../src/clock.ts";

export type CircuitState = "closed" | "open";

/** Somebody may ask; he says how it ended, once. */
export type Admission = {
  succeeded(): void;
  failed(): void;
  /** He waited no longer: nothing was learned of the server. */
  left(): void;
};

/** `admit`: null while the server rests. Behind the pause one request at a time tries whether it is back. */
export type Circuit = { admit(): Admission | null };

export type CircuitOptions = {
  readonly clock: Clock;
  readonly failures: number;
  readonly pauseMilliseconds: number;
  changed(state: CircuitState): void;
};

export function openCircuit({ clock, failures, pauseMilliseconds, changed }: CircuitOptions): Circuit {
  let inARow = 0;
  let restsSince: number | null = null;
  const now = (): number => clock.now().getTime();
  const succeeded = (): void => {
    inARow = 0;
    if (restsSince === null) return;
    restsSince = null;
    changed("closed");
  };
  const failed = (): void => {
    inARow++;
    if (inARow < failures) return;
    const rested = restsSince !== null;
    restsSince = now();
    if (!rested) changed("open");
  };
  return {
    admit() {
      if (restsSince === null) return { succeeded, failed, left() {} };
      const rested = now() - restsSince;
      // A clock that was set back makes no rest longer.
      if (rested >= 0 && rested < pauseMilliseconds) return null;
      const before = restsSince;
      // Who comes while this one tries is sent away.
      restsSince = now();
      return {
        succeeded,
        failed,
        left() {
          if (restsSince !== null) restsSince = before;
        },
      };
    },
  };
}
