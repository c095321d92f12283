// The clocks of a rehearsal: one that stands still until a transcript moves it, and one that runs faster than the wall's.

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

/** From now on every second of the wall's clock is `times` seconds of this one. */
export function fasterClock(times: number): Clock {
  const start = Date.now();
  return {
    now: () => new Date(start + (Date.now() - start) * times),
    after(milliseconds, callback) {
      const timer = setTimeout(callback, milliseconds / times);
      return () => clearTimeout(timer);
    },
  };
}

/** The clock of devices that take their time, which knows whether one of them is waiting for it. */
export type DeviceClock = Clock & { awaited(): boolean };

export function deviceClock(clock: Clock): DeviceClock {
  const waits = new Set<symbol>();
  return {
    now: () => clock.now(),
    awaited: () => waits.size > 0,
    after(milliseconds, callback) {
      const wait = Symbol();
      waits.add(wait);
      const stop = clock.after(milliseconds, () => {
        waits.delete(wait);
        callback();
      });
      return () => {
        waits.delete(wait);
        stop();
      };
    },
  };
}

function earliest(alarms: ReadonlySet<Alarm>, end: number): Alarm | null {
  return [...alarms].filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0] ?? null;
}
