// The terminals of a branch that share its home: what each is called, and the devices that are its own.

import { type Json, known, object, text, Wrong } from "./values.ts";

/** What hangs on a terminal, and not on the branch. */
const ownSettings = ["keypad", "tellerKeypad", "token", "printer", "media"];

/**
 * Each terminal that the file names, with its own settings in the place of the branch's, as `read` reads them.
 * Throws `Wrong`.
 */
export function readTerminals<T>(terminals: Json, read: (own: Json) => T): ReadonlyMap<string, T> {
  return new Map(
    Object.entries(terminals).map(([id, value]) => {
      const path = `terminals.${id}`;
      const own = object(path, value);
      terminalName(path, id);
      known(path, own, ownSettings);
      try {
        return [id, read({ ...own, terminal: id })] as const;
      } catch (error) {
        throw error instanceof Wrong ? new Wrong(`${path}.${error.key}`, error.why) : error;
      }
    }),
  );
}

/** Stands in each row of the journal, which refuses what looks like a personal number. Throws `Wrong`. */
export function terminalName(key: string, value: unknown): string {
  const name = text(key, value);
  if (/\d{6}-\d{7}|^\d{13}$/.test(name)) throw new Wrong(key, "must not look like a resident number");
  return name;
}

/** Null for what a terminal may be called; otherwise says what is wrong with it. */
export function terminalRefusal(id: string): string | null {
  try {
    terminalName("", id);
    return null;
  } catch (error) {
    if (!(error instanceof Wrong)) throw error;
    return error.why;
  }
}
