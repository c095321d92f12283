// A server that failed several times in a row is left in peace for a while: customers wait for nothing, and it recovers.

import type { Clock } from "../../src/clock.ts";

export type CircuitState = "closed" | "open";

export type Circuit = {
  /** False while the server rests. Behind the pause one request at a time tries whether it is back. */
  admits(): boolean;
  succeeded(): void;
  failed(): void;
};

export type CircuitOptions = {
  readonly clock: Clock;
  readonly failures: number;
  readonly pauseMilliseconds: number;
  changed(state: CircuitState): void;
};

export function openCircuit({ clock, failures, pauseMilliseconds, changed }: CircuitOptions): Circuit {
  let inARow = 0;
  let restsUntil: number | null = null;
  return {
    admits() {
      if (restsUntil === null) return true;
      if (clock.now().getTime() < restsUntil) return false;
      // Who comes while this one tries is sent away.
      restsUntil = clock.now().getTime() + pauseMilliseconds;
      return true;
    },
    succeeded() {
      inARow = 0;
      if (restsUntil === null) return;
      restsUntil = null;
      changed("closed");
    },
    failed() {
      inARow++;
      if (inARow < failures) return;
      const rested = restsUntil !== null;
      restsUntil = clock.now().getTime() + pauseMilliseconds;
      if (!rested) changed("open");
    },
  };
}
