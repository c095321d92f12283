// A clock that stands still until a transcript moves it.

import type { Clock } from "../../src/clock.ts";

export type RehearsalClock = Clock & {
  /** Moves on, and rings what falls due on the way, each at its own moment. */
  elapse(milliseconds: number): Promise<void>;
};

type Alarm = { readonly at: number; readonly callback: () => void };

/** `settled` lets what an alarm set off come to rest before the next one rings. */
export function rehearsalClock(start: Date, settled: () => Promise<void>): RehearsalClock {
  let now = start.getTime();
  const alarms = new Set<Alarm>();
  return {
    now: () => new Date(now),
    after(milliseconds, callback) {
      const alarm = { at: now + milliseconds, callback };
      alarms.add(alarm);
      return () => alarms.delete(alarm);
    },
    async elapse(milliseconds) {
      const end = now + milliseconds;
      for (let next = earliest(alarms, end); next; next = earliest(alarms, end)) {
        alarms.delete(next);
        now = Math.max(now, next.at);
        next.callback();
        await settled();
      }
      now = end;
    },
  };
}

function earliest(alarms: ReadonlySet<Alarm>, end: number): Alarm | null {
  return [...alarms].filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0] ?? null;
}
