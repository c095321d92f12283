// The building's clock: every deadline, code and validity reads this one, so that a rehearsal can move it.

export type Clock = {
  now(): Date;
  /** Calls back once after `ms` milliseconds of this clock; the result cancels it. */
  after(ms: number, callback: () => void): () => void;
};

export const wallClock: Clock = {
  now: () => new Date(),
  after(ms, callback) {
    const timer = setTimeout(callback, ms);
    return () => clearTimeout(timer);
  },
};
