// The `ascii` framing: one byte a key. Which byte is which key is configuration.

import type { KeyMeanings } from "../../src/input/framing.ts";
import { etx, longest, stx } from "./frame.ts";
import { bareTable, byteFor, type KeyTable, takeByte } from "./key-table.ts";
import { gather, nothing, type Protocol, received } from "./protocol.ts";

export type AsciiOptions = {
  /** One character to its key, over the defaults; null takes a default away. */
  readonly keys?: KeyMeanings;
  /** For pads that send parity in the eighth bit. */
  readonly sevenBits?: boolean;
};

const carriageReturn = 0x0d;
const lineFeed = 0x0a;
const escapeByte = 0x1b;

/** After ESC, what begins a sequence of ECMA-48 §5.4 (`[`) or of the VT100's own (`O`). */
const introducers: readonly number[] = [0x5b, 0x4f];
const longestSequence = 8;

/** Silence after which a frame is over, with or without its end: nobody presses in the midst of one. */
const frameMilliseconds = 400;

/** `frame`, `check`: another framing's frame, of which no byte is a key; `check` after its end, where one may follow. */
type State =
  | { readonly at: "ground" }
  | { readonly at: "returned" }
  | { readonly at: "escaped" }
  | { readonly at: "sequence"; readonly left: number }
  | { readonly at: "frame"; readonly left: number }
  | { readonly at: "check" };

const ground: State = { at: "ground" };

export function asciiProtocol(options: AsciiOptions = {}): Protocol {
  const table = bareTable(options.keys);
  let state: State = ground;
  return {
    greeting: nothing,
    receive(bytes) {
      const gathered = gather();
      for (const raw of bytes) {
        const byte = options.sevenBits ? raw & 0x7f : raw;
        const framed = inFrame(state, byte, table);
        const taken = framed ?? swallowed(state, byte, table);
        state = taken ?? after(byte);
        if (framed !== null) gathered.meaningless++;
        else if (taken === null) takeByte(table, byte, gathered);
      }
      return received(gathered, isFramed(state) ? frameMilliseconds : null);
    },
    silent() {
      if (isFramed(state)) state = ground;
      return received(gather(), null);
    },
    encode(key) {
      const byte = byteFor(table, key);
      return byte === null ? nothing : Uint8Array.of(byte);
    },
  };
}

function after(byte: number): State {
  if (byte === carriageReturn) return { at: "returned" };
  return byte === escapeByte ? { at: "escaped" } : ground;
}

function isFramed({ at }: State): boolean {
  return at === "frame" || at === "check";
}

/**
 * The next state when the byte belongs to a frame; otherwise null. A pad that is set to another framing must not press keys:
 * the check byte of its `3` is a `0`. A check that looks like STX is taken for the next frame: rather a key too few.
 */
function inFrame(state: State, byte: number, table: KeyTable): State | null {
  const begins = byte === stx && !table.get(byte);
  const ends = byte === etx && !table.get(byte);
  if (begins) return { at: "frame", left: longest };
  if (state.at === "check") return ground;
  if (ends) return { at: "check" };
  if (state.at !== "frame") return null;
  return state.left > 1 ? { at: "frame", left: state.left - 1 } : ground;
}

/**
 * The next state when the byte is no key but the end of one that was told already; otherwise null. ESC is a key the moment
 * it comes, because a lone one is; the rest of a sequence must not become keys of its own (`ESC [ B` is no backspace).
 */
function swallowed(state: State, byte: number, table: KeyTable): State | null {
  switch (state.at) {
    case "ground":
    case "frame":
    case "check":
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
