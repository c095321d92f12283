// Whether what a keypad sends can be read: told from how much of it means nothing, so that wrong settings are not taken for silence.

/** So many bytes without a meaning, and no key among them, are no accident of a cable. */
const worst = 6;
/** What could not be read is read again after three keys in a row: noise is a key now and then. */
const keyWeight = 2;

export type Legibility = {
  /** Whether it can be read, after so many keys and so many bytes without a meaning. */
  take(keys: number, meaningless: number): boolean;
};

export function legibility(): Legibility {
  let against = 0;
  let legible = true;
  return {
    take(keys, meaningless) {
      // One key is enough to speak for settings that were not in doubt.
      if (keys > 0 && legible) against = 0;
      else against = Math.min(Math.max(against - keys * keyWeight, 0) + meaningless, worst);
      legible = legible ? against < worst : against === 0;
      return legible;
    },
  };
}
