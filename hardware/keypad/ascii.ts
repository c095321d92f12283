// The `ascii` framing: one byte a key. Pure bytes to keys and back; the table is configuration.

import { isDigit, type Key } from "../../src/input/key.ts";

export type AsciiOptions = {
  /** Byte to key, over the defaults. */
  readonly table?: ReadonlyMap<number, Key>;
  /** For pads that send parity in the eighth bit. */
  readonly sevenBits?: boolean;
};

/** A framing turns what arrives into keys, whatever the wire speaks; what it does not know is dropped. */
export type Framing = {
  decode(bytes: Uint8Array): readonly Key[];
  /** What a pad of this framing sends for a key. */
  encode(key: Key): Uint8Array;
};

const carriageReturn = 0x0d;
const lineFeed = 0x0a;

/** Storm 420, Genovation, matrix adapters, any Arduino: what they send when nobody configures them. */
const defaults: ReadonlyMap<number, Key> = new Map<number, Key>([
  [carriageReturn, "enter"],
  [0x45, "enter"],
  [0x23, "enter"],
  [0x08, "backspace"],
  [0x42, "backspace"],
  [0x7f, "backspace"],
  [0x43, "clear"],
  [0x18, "clear"],
  [0x2a, "clear"],
  [0x1b, "cancel"],
  [0x58, "cancel"],
]);

const sent: Readonly<Record<Exclude<Key, `${number}`>, number>> = {
  enter: carriageReturn,
  backspace: 0x08,
  clear: 0x2a,
  cancel: 0x1b,
  up: 0x55,
  down: 0x44,
  help: 0x3f,
};

export function asciiFraming(options: AsciiOptions = {}): Framing {
  const table = new Map([...defaults, ...(options.table ?? [])]);
  let afterReturn = false;
  return {
    decode(bytes) {
      const keys: Key[] = [];
      for (const raw of bytes) {
        const byte = options.sevenBits ? raw & 0x7f : raw;
        // CR and LF are one key; a lone LF is one too.
        const key = byte === lineFeed ? (afterReturn ? undefined : "enter") : (table.get(byte) ?? digitOf(byte));
        afterReturn = byte === carriageReturn;
        if (key) keys.push(key);
      }
      return keys;
    },
    encode: (key) => Uint8Array.of(isDigit(key) ? key.charCodeAt(0) : sent[key]),
  };
}

function digitOf(byte: number): Key | undefined {
  const character = String.fromCharCode(byte);
  return isDigit(character) ? character : undefined;
}
