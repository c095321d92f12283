// The `ascii` framing: one byte a key. Which byte is which key is configuration.

import { isDigit, type Key } from "../../src/input/key.ts";
import type { Protocol } from "./protocol.ts";

export type AsciiOptions = {
  /** Byte to key, over the defaults; null takes a default away. */
  readonly table?: ReadonlyMap<number, Key | null>;
  /** For pads that send parity in the eighth bit. */
  readonly sevenBits?: boolean;
};

const carriageReturn = 0x0d;
const lineFeed = 0x0a;
const escapeByte = 0x1b;

/** Of several bytes for one key, a simulated pad sends the first. */
const defaults: readonly (readonly [byte: number, key: Key])[] = [
  ...Array.from("0123456789")
    .filter(isDigit)
    .map((digit) => [digit.charCodeAt(0), digit] as const),
  [carriageReturn, "enter"],
  [lineFeed, "enter"],
  [0x45, "enter"],
  [0x23, "enter"],
  [0x08, "backspace"],
  [0x42, "backspace"],
  [0x7f, "backspace"],
  [0x2a, "clear"],
  [0x43, "clear"],
  [0x18, "clear"],
  [escapeByte, "cancel"],
  [0x58, "cancel"],
];

/** After ESC, what begins a sequence of ECMA-48 §5.4 (`[`) or of the VT100's own (`O`). */
const introducers: readonly number[] = [0x5b, 0x4f];
const longestSequence = 8;
const nothing = new Uint8Array(0);

type State =
  | { readonly at: "ground" }
  | { readonly at: "returned" }
  | { readonly at: "escaped" }
  | { readonly at: "sequence"; readonly left: number };

const ground: State = { at: "ground" };

export function asciiProtocol(options: AsciiOptions = {}): Protocol {
  const table = new Map([...defaults, ...(options.table ?? [])]);
  let state: State = ground;
  return {
    receive(bytes) {
      const keys: Key[] = [];
      for (const raw of bytes) {
        const byte = options.sevenBits ? raw & 0x7f : raw;
        const taken = swallowed(state, byte, table);
        state = taken ?? after(byte);
        const key = taken === null ? table.get(byte) : null;
        if (key) keys.push(key);
      }
      return { keys, reply: nothing };
    },
    encode(key) {
      const byte = [...table].find(([, meant]) => meant === key)?.[0];
      return byte === undefined ? nothing : Uint8Array.of(byte);
    },
  };
}

function after(byte: number): State {
  if (byte === carriageReturn) return { at: "returned" };
  return byte === escapeByte ? { at: "escaped" } : ground;
}

/**
 * The next state when the byte is no key but the end of one that was told already; otherwise null. ESC is a key the moment
 * it comes, because a lone one is; the rest of a sequence must not become keys of its own (`ESC [ B` is no backspace).
 */
function swallowed(state: State, byte: number, table: ReadonlyMap<number, Key | null>): State | null {
  switch (state.at) {
    case "ground":
      return null;
    case "returned":
      return byte === lineFeed ? ground : null;
    case "escaped":
      return introducers.includes(byte) && !table.get(byte) ? { at: "sequence", left: longestSequence } : null;
    case "sequence":
      // A control byte cannot belong to a sequence: it is read for itself.
      if (byte < 0x20 || byte >= 0x7f) return null;
      return byte >= 0x40 || state.left === 1 ? ground : { at: "sequence", left: state.left - 1 };
  }
}
